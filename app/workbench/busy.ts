import type { WorkbenchState } from "./state.ts";
import type { Store } from "./store.ts";

/** Runs something that changes the whole project; buttons wait, and what fails is said. */
export async function whileBusy(
  store: Store<WorkbenchState>,
  what: NonNullable<WorkbenchState["busy"]>,
  work: () => Promise<void>,
): Promise<void> {
  if (store.get().busy) return;
  store.set({ busy: what });
  try {
    await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    store.set({ announcement: message, error: { kind: "platform", message } });
  } finally {
    store.set({ busy: null });
  }
}
