import { openMainDatabase } from "../../src/storage/database.ts";
import { storedSource } from "../../src/workers/pixels/stored-source.ts";

// Reads a stored image by range, as the pixels worker does, and tells the digest of what it read.
const { name } = globalThis as unknown as { readonly name: string };
const database = openMainDatabase(`import-${name}`);

async function digestOf(sopUid: string, step: number): Promise<ArrayBuffer> {
  const row = await database.instances.get(sopUid);
  if (!row) throw new Error("not stored");
  const source = storedSource(database, row);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < row.lengthBytes; at += step)
    parts.push(Uint8Array.from(await source.read(at, Math.min(step, row.lengthBytes - at))));
  return crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer());
}

addEventListener("message", ({ data }: MessageEvent<{ sopUid: string; step: number }>) => {
  digestOf(data.sopUid, data.step).then(
    (digest) => postMessage(digest),
    (reason: unknown) => postMessage(String(reason)),
  );
});
