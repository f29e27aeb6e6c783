"use client";

import { FitAddon } from "@xterm/addon-fit";
import { type ITheme, Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { useEffect, useRef } from "react";
import { useTheme } from "../design/theme.ts";
import { useModel } from "../workbench/context.tsx";

const themes: Record<"light" | "dark", ITheme> = {
  light: {
    background: "#ffffff",
    foreground: "#1f2429",
    cursor: "#0c6670",
    selectionBackground: "#cfe3e3",
    black: "#1f2429",
    red: "#a8321f",
    green: "#256b3f",
    yellow: "#80560a",
    blue: "#1b4f9c",
    magenta: "#8a3062",
    cyan: "#0c6670",
    white: "#535b63",
    brightBlack: "#6b727a",
    brightRed: "#a8321f",
    brightGreen: "#256b3f",
    brightYellow: "#80560a",
    brightBlue: "#1b4f9c",
    brightMagenta: "#8a3062",
    brightCyan: "#0c6670",
    brightWhite: "#1f2429",
  },
  dark: {
    background: "#191e22",
    foreground: "#dfe3e4",
    cursor: "#66c3c4",
    selectionBackground: "#2b4447",
    black: "#101315",
    red: "#f0907c",
    green: "#8fcf9f",
    yellow: "#e0b45c",
    blue: "#93b5f5",
    magenta: "#e093bd",
    cyan: "#66c9c4",
    white: "#dfe3e4",
    brightBlack: "#89939b",
    brightRed: "#f0907c",
    brightGreen: "#8fcf9f",
    brightYellow: "#e0b45c",
    brightBlue: "#93b5f5",
    brightMagenta: "#e093bd",
    brightCyan: "#66c9c4",
    brightWhite: "#ffffff",
  },
};

/** The terminal's screen and keyboard; the conversation itself is the model's. */
export function TerminalPane() {
  const model = useModel();
  const theme = useTheme();
  const host = useRef<HTMLDivElement>(null);
  const terminal = useRef<Terminal>(null);

  useEffect(() => {
    const element = host.current!;
    const styles = getComputedStyle(document.documentElement);
    const xterm = new Terminal({
      fontFamily: `${styles.getPropertyValue("--font-mono")}, ui-monospace, monospace`,
      fontSize: 13,
      lineHeight: 1.35,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      screenReaderMode: true,
      scrollback: 5000,
      theme: themes[document.documentElement.dataset.theme === "dark" ? "dark" : "light"],
    });
    terminal.current = xterm;
    const fit = new FitAddon();
    xterm.loadAddon(fit);
    xterm.open(element);
    // Tab leaves the terminal, as it leaves every other control.
    xterm.attachCustomKeyEventHandler((event) => event.key !== "Tab");
    const resize = () => {
      if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit();
    };
    resize();
    const detach = model.terminal.attach({
      get columns() {
        return xterm.cols;
      },
      write: (text) => xterm.write(text),
      clear: () => xterm.reset(),
    });
    const input = xterm.onData((data) => model.terminal.input(data));
    const observer = new ResizeObserver(resize);
    observer.observe(element);
    return () => {
      observer.disconnect();
      input.dispose();
      detach();
      xterm.dispose();
    };
  }, [model]);

  useEffect(() => {
    if (terminal.current) terminal.current.options.theme = themes[theme];
  }, [theme]);

  return <div className="terminal-screen" ref={host} />;
}
