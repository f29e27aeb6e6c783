"use client";

import { useSyncExternalStore } from "react";
import { themeKey } from "./theme_script.ts";

/** What a visitor chose; `system` follows the machine. */
export type ThemeChoice = "system" | "light" | "dark";

function readChoice(): ThemeChoice {
  try {
    const choice = localStorage.getItem(themeKey);
    return choice === "light" || choice === "dark" ? choice : "system";
  } catch {
    return "system";
  }
}

/** Keeps the choice and shows it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === "system") localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, choice);
  } catch {
    // Nothing is kept in this browser; the choice then lasts no longer than the page.
    document.documentElement.dataset.theme = choice === "system" ? "light" : choice;
    return;
  }
  dispatchEvent(new Event("fledge:theme"));
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  addEventListener("fledge:theme", listener);
  return () => {
    observer.disconnect();
    removeEventListener("fledge:theme", listener);
  };
}

/** The visitor's choice. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, readChoice, () => "system");
}

/** The colours shown now. */
export function useTheme(): "light" | "dark" {
  return useSyncExternalStore(
    subscribe,
    () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light"),
    () => "light",
  );
}
