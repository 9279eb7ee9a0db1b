import type { Page } from "playwright";

/** SHA-256 (hex) of each stored file, worked out from its chunks or its file in the page, by SOP UID. */
export async function storedSums(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const open = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open("overread");
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const files = new Map<string, BlobPart[]>();
    await new Promise<void>((done, fail) => {
      const request = open.transaction("chunks").objectStore("chunks").openCursor();
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return done();
        const { sopUid, bytes } = cursor.value as { sopUid: string; bytes: ArrayBuffer };
        files.set(sopUid, [...(files.get(sopUid) ?? []), bytes]);
        cursor.continue();
      };
    });
    const rows = await new Promise<
      { sopUid: string; lengthBytes: number; pack?: { id: string; at: number } }[]
    >((done, fail) => {
      const request = open.transaction("instances").objectStore("instances").getAll();
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    open.close();
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("images-overread").catch(() => null);
    if (folder)
      for await (const [sopUid, handle] of folder.entries())
        files.set(sopUid, [await (handle as FileSystemFileHandle).getFile()]);
    for (const { sopUid, lengthBytes, pack } of rows) {
      if (!pack) continue;
      const packs = await root.getDirectoryHandle("packs-overread");
      const file = await (await packs.getFileHandle(pack.id)).getFile();
      files.set(sopUid, [file.slice(pack.at, pack.at + lengthBytes)]);
    }
    const sums: Record<string, string> = {};
    for (const [sopUid, chunks] of files) {
      const digest = await crypto.subtle.digest("SHA-256", await new Blob(chunks).arrayBuffer());
      sums[sopUid] = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    return sums;
  });
}

/** The bytes of one stored file. */
export async function readStoredFile(page: Page, sopUid: string): Promise<Uint8Array> {
  const base64 = await page.evaluate(async (uid) => {
    const open = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open("overread");
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const rows = await new Promise<{ bytes: ArrayBuffer }[]>((done, fail) => {
      const range = IDBKeyRange.bound([uid, 0], [uid, Number.POSITIVE_INFINITY]);
      const request = open.transaction("chunks").objectStore("chunks").getAll(range);
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const own = await new Promise<{ lengthBytes: number; pack?: { id: string; at: number } }>(
      (done, fail) => {
        const request = open.transaction("instances").objectStore("instances").get(uid);
        request.onsuccess = () => done(request.result ?? { lengthBytes: 0 });
        request.onerror = () => fail(request.error);
      },
    );
    open.close();
    const root = await navigator.storage.getDirectory();
    const large = await root
      .getDirectoryHandle("images-overread")
      .then((folder) => folder.getFileHandle(uid))
      .then((handle) => handle.getFile())
      .catch(() => null);
    const pack = own.pack ?? null;
    const packed =
      pack &&
      (await root
        .getDirectoryHandle("packs-overread")
        .then((folder) => folder.getFileHandle(pack.id))
        .then((handle) => handle.getFile())
        .then((file) => file.slice(pack.at, pack.at + own.lengthBytes)));
    const bytes = new Uint8Array(
      await (packed ?? large ?? new Blob(rows.map((row) => row.bytes))).arrayBuffer(),
    );
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768)
      text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  }, sopUid);
  return Buffer.from(base64, "base64");
}
