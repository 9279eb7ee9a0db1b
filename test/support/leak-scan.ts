import type { Page } from "playwright";

/** Where a needle was found; `store` says what was searched, never with the needle itself. */
export interface Leak {
  readonly needle: string;
  readonly store: string;
}

/** A needle in the byte forms in which it may lie: UTF-8, UTF-16 both ways, Latin-1, base64 — each as a Latin-1 string. */
export function needleForms(needle: string): string[] {
  const utf8 = Buffer.from(needle, "utf8");
  const utf16 = Buffer.from(needle, "utf16le");
  const swapped = Buffer.from(utf16).swap16();
  const forms = [utf8, utf16, swapped, Buffer.from(needle, "latin1")].map((bytes) =>
    bytes.toString("latin1"),
  );
  return [...new Set([...forms, utf8.toString("base64").replace(/=+$/, ""), utf8.toString("hex")])];
}

/** Numbers of up to so many digits are looked for as whole words of plain text only. */
const wordDigits = 9;

/**
 * The regular expression of one needle: any of its forms, anywhere. Not so for a short number: its digits turn up inside
 * UIDs and hashes, and as UTF-16 they are the grey values of a CT (49, 50, 51 …: three slices of a phantom hold one).
 */
export function needlePattern(needle: string): string {
  if (/^\d+$/.test(needle) && needle.length <= wordDigits)
    return `(?<![0-9A-Za-z._])${needle}(?![0-9A-Za-z._])`;
  return needleForms(needle)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("|");
}

/** Which needles occur in `bytes`, in any form. */
export function scanBytes(bytes: Uint8Array, needles: readonly string[], store: string): Leak[] {
  const hay = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return needles
    .filter((needle) => new RegExp(needlePattern(needle)).test(hay))
    .map((needle) => ({ needle, store }));
}

/** What a scan of the page's own stores looked at, so that a scan that saw nothing cannot pass. */
export interface StoreScan {
  readonly leaks: readonly Leak[];
  readonly values: number;
  readonly bytes: number;
  readonly stores: readonly string[];
}

/** Searches every IndexedDB record, OPFS file and cached response of the page's origin for the needles. */
export async function scanStores(page: Page, needles: readonly string[]): Promise<StoreScan> {
  const wanted = needles.map((needle) => ({ needle, pattern: needlePattern(needle) }));
  return page.evaluate(async (wishes) => {
    const list = wishes.map(({ needle, pattern }) => ({ needle, pattern: new RegExp(pattern) }));
    const utf8 = new TextEncoder();
    const leaks: { needle: string; store: string }[] = [];
    const stores = new Set<string>();
    let values = 0;
    let bytes = 0;
    const look = (data: Uint8Array, store: string) => {
      let hay = "";
      for (let at = 0; at < data.length; at += 32768)
        hay += String.fromCharCode(...data.subarray(at, at + 32768));
      bytes += data.length;
      for (const { needle, pattern } of list) {
        if (pattern.test(hay)) leaks.push({ needle, store });
      }
    };
    const walk = (value: unknown, store: string): void => {
      if (typeof value === "string") look(utf8.encode(value), store);
      else if (value instanceof ArrayBuffer) look(new Uint8Array(value), store);
      else if (ArrayBuffer.isView(value))
        look(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), store);
      else if (value && typeof value === "object" && !(value instanceof CryptoKey)) {
        for (const [key, inner] of Object.entries(value)) {
          look(utf8.encode(key), store);
          walk(inner, store);
        }
      }
    };
    for (const { name = "", version } of await indexedDB.databases()) {
      look(utf8.encode(name), "database names");
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name, version);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      for (const table of database.objectStoreNames) {
        stores.add(`${name}/${table}`);
        await new Promise<void>((done, fail) => {
          const request = database.transaction(table).objectStore(table).openCursor();
          request.onerror = () => fail(request.error);
          request.onsuccess = () => {
            const cursor = request.result;
            if (!cursor) return done();
            values++;
            walk(cursor.key, `${name}/${table}`);
            walk(cursor.value, `${name}/${table}`);
            cursor.continue();
          };
        });
      }
      database.close();
    }
    for (const [name, area] of [
      ["localStorage", localStorage],
      ["sessionStorage", sessionStorage],
    ] as const) {
      for (const [key, value] of Object.entries(area)) look(utf8.encode(`${key} ${value}`), name);
    }
    const visit = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        look(utf8.encode(name), "OPFS names");
        if (handle.kind === "directory") await visit(handle as FileSystemDirectoryHandle, `${path}/${name}`);
        else {
          stores.add(`OPFS${path}`);
          values++;
          look(
            new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer()),
            `OPFS${path}`,
          );
        }
      }
    };
    await visit(await navigator.storage.getDirectory(), "");
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      stores.add("caches");
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        values++;
        look(utf8.encode(request.url), "cache URLs");
        if (response && !/\.(wasm|zst|onnx)$/.test(new URL(request.url).pathname))
          look(new Uint8Array(await response.arrayBuffer()), "caches");
      }
    }
    return { leaks, values, bytes, stores: [...stores].sort() };
  }, wanted);
}
