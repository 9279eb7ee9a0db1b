import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { layerFaults, longFiles, type SourceFile, sourceFiles } from "../support/layers.ts";

const src = resolve(dirname(fileURLToPath(import.meta.url)), "../../src");
const files = sourceFiles(src);
const planted = (path: string, text: string): SourceFile => ({ path, text });

test("no layer imports what it may not", () => {
  expect(files.length).toBeGreaterThan(50); // a checker that sees nothing must not pass
  expect(layerFaults(files)).toEqual([]);
});

test("no file of the house is longer than 500 lines", () => {
  expect(longFiles(files, 500)).toEqual([]);
});

test("only attest.ts makes a Deidentified value", () => {
  const casts = files.filter((file) => /\bas\s+(unknown\s+as\s+)?Deidentified\b/.test(file.text));
  expect(casts.map((file) => file.path)).toEqual(["domain/deid/attest.ts"]);
});

test.each([
  ["Dexie in domain", planted("domain/x.ts", 'import Dexie from "dexie";')],
  ["itk-wasm in ui", planted("ui/x.tsx", 'import { runPipeline } from "itk-wasm";')],
  ["storage in the editor", planted("editor/x.ts", 'import { a } from "../storage/log.ts";')],
  ["formats in ui", planted("ui/a/x.tsx", 'const a = await import("../../formats/coco/write.ts");')],
  ["a worker's code in ui", planted("ui/x.ts", 'export { a } from "../workers/serve.ts";')],
  ["onnxruntime on the page", planted("jobs/x.ts", 'import * as ort from "onnxruntime-web/wasm";')],
  ["ui below ui", planted("viewer/x.ts", 'import "../ui/shell.tsx";')],
  ["an unknown folder", planted("helpers/x.ts", "export const a = 1;")],
])("%s is found", (_name, file) => {
  expect(layerFaults([file])).toHaveLength(1);
});
