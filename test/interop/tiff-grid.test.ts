import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { openTiffPixels } from "../../src/workers/pixels/open-tiff-pixels.ts";
import { nodeCodecAssets } from "../support/node-codec-assets.ts";
import { findPython, runPython } from "../support/python-oracle.ts";

const oracle = findPython(["numpy", "tifffile", "imagecodecs"]);
const writer = readFileSync(new URL("../support/oracles/tiff-grid.py", import.meta.url), "utf8");
const codecs = makeCodecs(nodeCodecAssets());

test.skipIf(oracle.skip)(
  "tifffile finds the same samples in a grid of types, byte orders, layouts and compressions",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "overread-tiff-"));
    try {
      const made = JSON.parse(runPython(oracle, writer, [folder])) as readonly string[];
      expect(made.length).toBeGreaterThan(1000);
      const wrong: string[] = [];
      for (const [at, name] of made.entries()) {
        const opened = await openTiffPixels(new Uint8Array(readFileSync(join(folder, `${at}.tif`))), codecs);
        const { pixels } = await opened.stored(0);
        const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
        if (!bytes.equals(readFileSync(join(folder, `${at}.raw`)))) wrong.push(name);
      }
      expect(wrong).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
