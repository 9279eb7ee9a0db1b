import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { shrinkOrtMemory } from "../../../support/vite/ort-assets.ts";

test.each(["ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.asyncify.mjs"])(
  "the installed glue has exactly one memory claim, and it becomes 512 MiB: %s",
  async (name) => {
    const path = createRequire(import.meta.url).resolve(`onnxruntime-web/${name}`);
    const code = await readFile(path, "utf8");
    const changed = shrinkOrtMemory(code);
    expect(code.match(/maximum:65536/g)).toHaveLength(1);
    expect(changed).not.toContain("maximum:65536");
    expect(changed.match(/new WebAssembly\.Memory\(\{initial:\d+,maximum:8192,shared:!0\}\)/g)).toHaveLength(
      1,
    );
    expect(changed.length).toBe(code.length - 1);
  },
);

test.each(["", "maximum:65536 maximum:65536"])(
  "a glue that is not the expected one stops the build: “%s”",
  (code) => {
    expect(() => shrinkOrtMemory(code)).toThrow(/expected one/);
  },
);
