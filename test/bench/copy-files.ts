/** What the copy measured against an import does. */
export interface CopyOptions {
  readonly selector: string;
  readonly chunkBytes: number;
  readonly durability: "strict" | "relaxed";
}

/**
 * Runs in the page: reads the chosen files one by one and puts their bytes into a new IndexedDB in chunks, one transaction a file, as
 * plainly as can be. Gives the milliseconds. Self-contained on purpose: it is sent to the page as text.
 */
export async function copyFiles({ selector, chunkBytes, durability }: CopyOptions): Promise<number> {
  const files = [...(document.querySelector<HTMLInputElement>(selector)?.files ?? [])];
  const name = `bench-${Math.random()}`;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("chunks", { keyPath: ["file", "index"] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const start = performance.now();
  for (const [file, blob] of files.entries()) {
    const bytes = await blob.arrayBuffer();
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction("chunks", "readwrite", { durability });
      const chunks = transaction.objectStore("chunks");
      for (let at = 0, index = 0; at < bytes.byteLength; at += chunkBytes, index++)
        chunks.put({ file, index, bytes: bytes.slice(at, at + chunkBytes) });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }
  const wallMs = performance.now() - start;
  database.close();
  indexedDB.deleteDatabase(name);
  return wallMs;
}
