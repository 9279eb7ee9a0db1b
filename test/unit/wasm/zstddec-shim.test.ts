import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ZSTDDecoder } from "../../../src/workers/wasm/zstddec-shim.ts";

const compressed = new Uint8Array(
  readFileSync(new URL("../../../public/pipelines/dicom-inspect.wasm.zst", import.meta.url)),
);

test("the shim decodes as the package does, without a fetch, into a buffer of its own", async () => {
  const fetched = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new Error("refused by CSP"));
  try {
    const decoder = new ZSTDDecoder();
    await decoder.init();
    const wasm = decoder.decode(compressed);
    expect([...wasm.slice(0, 4)]).toEqual([0, 0x61, 0x73, 0x6d]);
    expect(wasm.buffer.byteLength).toBe(wasm.byteLength);
    expect(() => decoder.decode(compressed, 5)).toThrow();
  } finally {
    globalThis.fetch = fetched;
  }
  const original = new (await import("@thewtex/zstddec")).ZSTDDecoder();
  await original.init();
  const shim = new ZSTDDecoder();
  expect(Buffer.compare(shim.decode(compressed), original.decode(compressed))).toBe(0);
});
