/** What a page does with the right to keep the work on a guide. */
export interface TabLock {
  /** Takes the right from the tab that has it. */
  takeOver(): void;
  release(): void;
}

/**
 * One tab at a time keeps the work on a guide, so that two do not overwrite each other's. A second one is told so, may take
 * over, and does by itself when the first is closed.
 *
 * @param onChange hears whether another tab has the right
 */
export function lockWork(slug: string, onChange: (elsewhere: boolean) => void): TabLock {
  if (!("locks" in navigator)) return { takeOver() {}, release() {} };
  const name = `fledge.guide.${slug}`;
  const waiting = new AbortController();
  let release = () => {};
  const held = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      if (waiting.signal.aborted) resolve();
      else onChange(false);
    });
  const lost = () => {
    if (!waiting.signal.aborted) onChange(true);
  };

  // A tab that has just been left or loaded again lets go a moment later; only after that is it another one.
  const timer = setTimeout(() => onChange(true), 500);
  navigator.locks
    .request(name, { signal: waiting.signal }, () => {
      clearTimeout(timer);
      return held();
    })
    .catch(lost);

  return {
    takeOver() {
      navigator.locks.request(name, { steal: true }, held).catch(lost);
    },
    release() {
      clearTimeout(timer);
      waiting.abort();
      release();
    },
  };
}
