import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  artifactsRoot,
  compileFlags,
  linkFlags,
  pipelineNames,
  sha256OfFile,
  sourceHashes,
  wasmRoot,
} from "../../../wasm/pipelines.mjs";

interface Manifest {
  readonly toolchain: { readonly emscripten: string; readonly zstd: string };
  readonly compileFlags: readonly string[];
  readonly linkFlags: readonly string[];
  readonly sources: Record<string, string>;
  readonly artifacts: Record<string, { readonly sha256: string; readonly bytes: number }>;
}

const manifest = JSON.parse(readFileSync(join(wasmRoot, "manifest.json"), "utf8")) as Manifest;

test("the committed pipelines were built from the sources and flags that are here", () => {
  expect(Object.keys(manifest.sources).length).toBeGreaterThan(10);
  expect(manifest.sources, "run `npm run build:wasm`").toEqual(sourceHashes());
  expect(manifest.compileFlags).toEqual(compileFlags);
  expect(manifest.linkFlags).toEqual(linkFlags);
  expect(manifest.toolchain.emscripten).toMatch(/^\d+\.\d+\.\d+$/);
});

test("every artifact is the one of the manifest, and there is no other", () => {
  expect(readdirSync(artifactsRoot).sort()).toEqual(Object.keys(manifest.artifacts).sort());
  expect(Object.keys(manifest.artifacts).length).toBe(2 * pipelineNames.length);
  for (const [name, { sha256, bytes }] of Object.entries(manifest.artifacts)) {
    const path = join(artifactsRoot, name);
    expect(sha256OfFile(path), name).toBe(sha256);
    expect(statSync(path).size, name).toBe(bytes);
  }
});
