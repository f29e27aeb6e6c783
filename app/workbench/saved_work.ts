import type { FileChange } from "@/sandboxes/runtime/sandbox.ts";

/** What is kept of a visitor's work on one guide. */
export interface SavedWork {
  /** How the files differ from the guide's project. */
  changes: FileChange[];
  /** Index of the open step. */
  step: number;
  /** Ids of the steps whose checks have passed. */
  completed: string[];
  tabs: string[];
  active: string | null;
}

const database = "fledge";
const storeName = "work";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(storeName, mode);
      const request = act(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

/** The work kept for a guide, if there is any. Rejects where the browser keeps nothing (some private windows). */
export function loadWork(slug: string): Promise<SavedWork | undefined> {
  return inStore("readonly", (store) => store.get(slug) as IDBRequest<SavedWork | undefined>);
}

/** Keeps the work on a guide, in place of what was kept before. */
export async function saveWork(slug: string, work: SavedWork): Promise<void> {
  await inStore("readwrite", (store) => store.put(work, slug));
}

/** Ids of the steps done, for every guide that was worked on. */
export async function loadProgress(): Promise<Record<string, string[]>> {
  const [slugs, works] = await Promise.all([
    inStore("readonly", (store) => store.getAllKeys()),
    inStore("readonly", (store) => store.getAll() as IDBRequest<SavedWork[]>),
  ]);
  return Object.fromEntries(slugs.map((slug, i) => [String(slug), works[i]?.completed ?? []]));
}
