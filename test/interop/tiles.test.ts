import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { memorySource } from "../../src/formats/byte-source.ts";
import type { DisplayFrame } from "../../src/formats/dicom/display-frame.ts";
import { displayPage } from "../../src/formats/tiff/display-page.ts";
import { readTiff } from "../../src/formats/tiff/read-ifd.ts";
import { readTiffPage } from "../../src/formats/tiff/tiff-page.ts";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { makeBreathe } from "../../src/workers/pixels/breathe.ts";
import { openTiffPages, openTiffPixels } from "../../src/workers/pixels/open-tiff-pixels.ts";
import { readRegion } from "../../src/workers/pixels/read-region.ts";
import { tiffLevel } from "../../src/workers/pixels/tiff-level.ts";
import { storedPage } from "../../src/workers/pixels/tiff-stored-page.ts";
import { nodeCodecAssets } from "../support/node-codec-assets.ts";
import { readCorpus } from "../support/verify-decode-manifest.ts";

const beside = resolve(dirname(fileURLToPath(import.meta.url)), "../../../shared/corpus");
const corpus = process.env.OVERREAD_CORPUS ?? beside;
const present = existsSync(join(corpus, "manifest.json"));
const codecs = makeCodecs(nodeCodecAssets());
const files = () =>
  (readCorpus(corpus) ?? []).filter(({ kind, file }) => kind === "tiff" && !file.includes("fuzz"));
const bytesOf = (file: string) => new Uint8Array(readFileSync(join(corpus, file)));

const sum = ({ pixels }: DisplayFrame) => Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);

test.skipIf(!present)(
  "corpus: a TIFF page read by region, in odd steps, is the page read whole",
  async () => {
    let compared = 0;
    const differing: string[] = [];
    for (const { file } of files()) {
      const { directories } = await readTiff(memorySource(bytesOf(file)));
      for (const [index, directory] of directories.slice(0, 3).entries()) {
        const page = await readTiffPage(directory).catch(() => null);
        if (!page) continue;
        const whole = await storedPage(page, codecs).then(
          (stored) => displayPage(stored, page),
          () => null,
        );
        if (!whole) continue;
        const level = tiffLevel(page, codecs);
        const [wide, high] = [whole.columns, whole.rows];
        const step = Math.max(61, Math.ceil(wide / 5) + 1, Math.ceil(high / 5) + 1);
        for (let top = 0; top < high; top += step) {
          for (let left = 0; left < wide; left += step) {
            const region = {
              left,
              top,
              right: Math.min(wide, left + step),
              bottom: Math.min(high, top + step),
            };
            const part = await readRegion(level, region, (cell) => level.readCell(cell), makeBreathe());
            let same = part.samples === whole.samples && part.type === whole.type;
            const width = part.columns * part.samples;
            for (let row = 0; same && row < part.rows; row++) {
              const from = ((top + row) * wide + left) * part.samples;
              const mine = part.pixels.subarray(row * width, (row + 1) * width);
              same = mine.every((value, at) => Object.is(value, whole.pixels[from + at]));
            }
            compared++;
            if (!same && !differing.includes(`${file} ${index}`)) differing.push(`${file} ${index}`);
          }
        }
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(500);
  },
  600_000,
);

test.skipIf(!present)(
  "corpus: the finest tiles of an image in tiles make its page",
  async () => {
    let compared = 0;
    for (const { file } of files()) {
      const bytes = bytesOf(file);
      const opened = await openTiffPixels(bytes, codecs).catch(() => null);
      const pyramid = opened?.facts.pyramid;
      if (!opened || !pyramid) continue;
      const pages = await openTiffPages(bytes, codecs);
      const first = pages.find(({ facts }) => facts?.columns === opened.facts.columns);
      const whole = await first?.display();
      if (!whole) continue;
      const { tileSize } = pyramid;
      for (let tileRow = 0; tileRow * tileSize < whole.rows; tileRow++)
        for (let tileColumn = 0; tileColumn * tileSize < whole.columns; tileColumn++) {
          const tile = await opened.tile?.({ frameIndex: 0, level: 0, tileColumn, tileRow });
          if (!tile) throw new Error("an image in tiles gives tiles");
          const width = tile.columns * tile.samples;
          const rows: Buffer[] = [];
          for (let row = 0; row < tile.rows; row++) {
            const from = ((tileRow * tileSize + row) * whole.columns + tileColumn * tileSize) * tile.samples;
            rows.push(
              sum({ ...whole, pixels: whole.pixels.subarray(from, from + width) as typeof whole.pixels }),
            );
          }
          expect([file, tileColumn, tileRow, Buffer.concat(rows).equals(sum(tile))]).toEqual([
            file,
            tileColumn,
            tileRow,
            true,
          ]);
          compared++;
        }
      // Every coarser level can be read to its last tile.
      for (const [level, { columns, rows }] of pyramid.levels.entries()) {
        const request = {
          frameIndex: 0,
          level,
          tileColumn: Math.ceil(columns / tileSize) - 1,
          tileRow: Math.ceil(rows / tileSize) - 1,
        };
        expect((await opened.tile?.(request))?.type).toBe(opened.facts.type);
      }
    }
    expect(compared).toBeGreaterThan(0);
  },
  600_000,
);
