"use client";

import { createContext, useContext } from "react";
import type { WorkbenchModel } from "./model.ts";
import type { WorkbenchState } from "./state.ts";
import { useStore } from "./store.ts";

const Context = createContext<WorkbenchModel | null>(null);

export const WorkbenchProvider = Context.Provider;

/** The model of the page. */
export function useModel(): WorkbenchModel {
  const model = useContext(Context);
  if (!model) throw new Error("This component belongs inside a WorkbenchProvider.");
  return model;
}

/** What `select` takes from the page's state, kept up to date. */
export function useWorkbench<S>(select: (state: WorkbenchState) => S): S {
  return useStore(useModel().store, select);
}
