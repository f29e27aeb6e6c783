"use client";

import { useEffect, useRef, useState } from "react";
import { Icon } from "../design/icons.tsx";
import { chooseTheme, type ThemeChoice, useThemeChoice } from "../design/theme.ts";
import type { RuntimeName } from "./boot_sandbox.ts";

const themeNames: Record<ThemeChoice, string> = { system: "As the system", light: "Light", dark: "Dark" };

const runtimeNames: Record<RuntimeName, [name: string, what: string]> = {
  embedded: ["Embedded", "Fledge and Postgres inside this tab; works offline."],
  webcontainer: ["WebContainer", "Node.js in the browser, by StackBlitz; needs a connection."],
};

interface RuntimeChoice {
  current: RuntimeName;
  /** Address of the page that runs with the other runtime. */
  address: (runtime: RuntimeName) => string;
}

/** Colours, and where there is a project which runtime runs it. */
export function SettingsMenu({ runtime }: { runtime?: RuntimeChoice }) {
  const theme = useThemeChoice();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const onBlur = () => setOpen(false);
    addEventListener("pointerdown", onPointer);
    // A click into the preview leaves this document.
    addEventListener("blur", onBlur);
    return () => {
      removeEventListener("pointerdown", onPointer);
      removeEventListener("blur", onBlur);
    };
  }, [open]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape and leaving close it; the controls inside do the rest.
    <div
      className="settings"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label="Settings"
        aria-expanded={open}
        aria-controls="settings"
        onClick={() => setOpen(!open)}
      >
        <Icon name="settings" />
      </button>
      {open && (
        <div className="settings-panel" id="settings">
          <fieldset>
            <legend>Colours</legend>
            {(Object.keys(themeNames) as ThemeChoice[]).map((choice) => (
              <label key={choice} className="choice">
                <input
                  type="radio"
                  name="theme"
                  checked={theme === choice}
                  onChange={() => chooseTheme(choice)}
                />
                {themeNames[choice]}
              </label>
            ))}
          </fieldset>
          {runtime && (
            <fieldset>
              <legend>Runtime</legend>
              {(Object.keys(runtimeNames) as RuntimeName[]).map((name) => (
                <label key={name} className="choice">
                  <input
                    type="radio"
                    name="runtime"
                    checked={runtime.current === name}
                    // The two runtimes need different headers on the page, so this is another page.
                    onChange={() => location.assign(runtime.address(name))}
                  />
                  <span>
                    {runtimeNames[name][0]}
                    <small>{runtimeNames[name][1]}</small>
                  </span>
                </label>
              ))}
            </fieldset>
          )}
        </div>
      )}
    </div>
  );
}
