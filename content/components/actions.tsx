"use client";

import { createContext, type ReactNode, useContext } from "react";

/** What prose can do beside itself. The app provides it; without it, prose shows no buttons. */
export interface GuideActions {
  /** Opens a file in the editor, at a line when there is one to show. */
  openFile(path: string, line?: number): void;
  /** Opens a page in the preview. */
  visit(path: string): void;
  /** Runs a command in the terminal, as if typed: `routes`, without `fledge` in front. */
  runCommand(command: string): void;
}

const Context = createContext<GuideActions | undefined>(undefined);

/** Gives the prose below it the actions of the page around it. */
export function GuideActionsProvider({ actions, children }: { actions: GuideActions; children: ReactNode }) {
  return <Context value={actions}>{children}</Context>;
}

/** The actions of the page, or `undefined` where the prose stands alone. */
export function useGuideActions(): GuideActions | undefined {
  return useContext(Context);
}
