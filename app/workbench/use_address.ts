import { useEffect } from "react";
import type { WorkbenchModel } from "./model.ts";
import { formatPlace, parsePlace } from "./place.ts";
import { current } from "./preview_history.ts";

/** Keeps the page's address and the place in the guide the same. A step is an entry of the history, a file is not. */
export function useAddress(model: WorkbenchModel, steps: number): void {
  useEffect(() => {
    let known = -1;
    let travelling = false;
    const write = () => {
      const { step, active, preview, boot } = model.store.get();
      // Before the guide is there the state says nothing yet.
      if (!model.guide || boot.status === "unavailable") return;
      const search = formatPlace(location.search, {
        step: step + 1,
        file: active ?? undefined,
        path: current(preview),
      });
      if (search !== location.search) {
        const url = `${location.pathname}${search}${location.hash}`;
        if (known >= 0 && known !== step && !travelling) history.pushState(null, "", url);
        else history.replaceState(null, "", url);
      }
      known = step;
    };
    const onPopState = () => {
      const place = parsePlace(location.search, steps);
      const step = (place.step ?? 1) - 1;
      if (step === model.store.get().step) return;
      travelling = true;
      void model.steps.goTo(step).finally(() => {
        travelling = false;
      });
    };
    const unsubscribe = model.store.subscribe(write);
    addEventListener("popstate", onPopState);
    return () => {
      unsubscribe();
      removeEventListener("popstate", onPopState);
    };
  }, [model, steps]);
}
