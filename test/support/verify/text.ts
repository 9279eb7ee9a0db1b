import { readingOf } from "../../../src/formats/dicom/deid/reading-of.ts";
import { readArea } from "../../../src/workers/ocr/read-area.ts";
import { makeWordReader } from "../../../src/workers/ocr/word-reader.ts";
import { serveApp, startBrowser } from "../browser-app.ts";
import { nodeOcrAssets } from "../node-ocr-assets.ts";
import { makeOwnPipelinesNode } from "../own-pipeline-node.ts";
import { loadFonts } from "./text-fonts.ts";
import { type HeaderFigures, makeHeaderCheck } from "./text-headers.ts";
import { drawFrame, type MadeFrame, type MadeLine } from "./text-page.ts";

interface Share {
  lines: number;
  found: number;
}

/** Figures of `npm run verify -- text`. A line is found when 95 % of its glyph pixels lie in boxes. */
export interface VerifyText {
  readonly frames: number;
  readonly seeds: readonly [number, number];
  readonly margin: Share & { readonly recall: number };
  readonly tissue: Share & { readonly recall: number };
  readonly byKind: Readonly<Record<string, Share>>;
  /** By family of fonts: those that this machine could be given. */
  readonly byFamily: Readonly<Record<string, Share>>;
  /** Share of the tissue that lies in boxes without a line of text in them. */
  readonly tissueLost: number;
  readonly falseBoxesPerFrame: number;
  /** Frames without any text in which something was found. */
  readonly cleanFrames: { readonly frames: number; readonly withBoxes: number };
  readonly msPerMegapixel: number;
  /** Found lines that have a box to themselves: read to the letter (blanks aside), and told the kind that their own words have. */
  readonly reading: {
    readonly lines: number;
    readonly exact: number;
    readonly sameKind: number;
    readonly msPerLine: number;
  };
  /** What was read, compared with headers (deidentification 3.8 d). */
  readonly header: HeaderFigures;
}

/** The grey of a made frame, one byte a pixel. */
export const frameGrey = ({ grey }: MadeFrame) => {
  // Parts of 30,000 bytes, each base64 of its own, 40,000 characters.
  const parts: Buffer[] = [];
  for (let at = 0; at < grey.length; at += 40_000)
    parts.push(Buffer.from(grey.slice(at, at + 40_000), "base64"));
  return Buffer.concat(parts);
};

/** Draws frames with text in Chromium and searches them with the built detector; `--seed` sets the first of the seeds. */
export async function main(options: { seed?: string; runs?: string }): Promise<VerifyText> {
  const first = Number(options.seed ?? 5000);
  const frames = Number(options.runs ?? 120);
  const pipelines = makeOwnPipelinesNode();
  const server = await serveApp();
  const browser = await startBrowser();
  const margin: Share = { lines: 0, found: 0 };
  const tissue: Share = { lines: 0, found: 0 };
  const byKind: Record<string, Share> = {};
  const byFamily: Record<string, Share> = {};
  let lost = 0;
  let tissuePixels = 0;
  let falseBoxes = 0;
  let cleanWithBoxes = 0;
  let ms = 0;
  let megapixels = 0;
  const reader = makeWordReader(nodeOcrAssets());
  const header = await makeHeaderCheck();
  const read = { lines: 0, exact: 0, sameKind: 0, ms: 0 };
  const plain = (words: string) => words.replace(/\s+/g, "");
  const count = (share: Share, found: boolean) => {
    share.lines++;
    if (found) share.found++;
  };
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}icons/icon-192.png`);
    const families = await loadFonts(page);
    for (let index = 0; index < frames; index++) {
      for (const text of [true, false]) {
        if (!text && index % 4 !== 0) continue;
        const frame = await page.evaluate(drawFrame, { seed: first + index, text, families });
        const { columns, rows } = frame;
        const bytes = frameGrey(frame);
        const begin = performance.now();
        const boxes = await pipelines.findText(bytes, columns, rows);
        if (index > 1) {
          ms += performance.now() - begin;
          megapixels += (columns * rows) / 1e6;
        }
        if (!text) {
          if (boxes.length > 0) cleanWithBoxes++;
          continue;
        }
        const covered = new Uint8Array(columns * rows);
        boxes.forEach(({ x, y, width, height }, at) => {
          for (let row = y; row < y + height; row++)
            covered.fill(at + 1, row * columns + x, row * columns + x + width);
        });
        const used = new Set<number>();
        const owners = new Map<number, Set<MadeLine>>();
        const hidden = (line: MadeLine) => {
          let all = 0;
          let under = 0;
          for (let at = 0; at < line.runs.length; at += 2) {
            const from = line.runs[at] ?? 0;
            const length = line.runs[at + 1] ?? 0;
            all += length;
            for (let pixel = from; pixel < from + length; pixel++) {
              const box = covered[pixel] ?? 0;
              if (box === 0) continue;
              under++;
              used.add(box);
              owners.set(box, (owners.get(box) ?? new Set()).add(line));
            }
          }
          return under >= 0.95 * all;
        };
        for (const line of frame.lines) {
          const found = hidden(line);
          if (!found && process.env.TEXT_MISSES)
            console.error(
              "missed",
              first + index,
              line.over,
              line.kind,
              line.style,
              line.size,
              frame.ground,
              frame.jpeg,
            );
          count(line.over === "margin" ? margin : tissue, found);
          for (const name of [line.kind, frame.jpeg ? "jpeg" : "plain", line.size < 14 ? "small" : "large"]) {
            byKind[name] ??= { lines: 0, found: 0 };
            count(byKind[name], found);
          }
          byFamily[line.family] ??= { lines: 0, found: 0 };
          count(byFamily[line.family] as Share, found);
        }
        for (const [box, lines] of owners) {
          const [line] = lines;
          const area = boxes[box - 1];
          if (lines.size !== 1 || !line || !area) continue;
          const start = performance.now();
          const grey = { columns, rows, grey: new Uint8Array(bytes) };
          const readings = await readArea(reader, grey, area, false);
          const [{ text }] = readings;
          read.ms += performance.now() - start;
          read.lines++;
          if (plain(text) === plain(line.words)) read.exact++;
          else if (process.env.TEXT_MISSES) console.error("misread", line.style, line.size, line.words, text);
          if (readingOf(text) === readingOf(line.words)) read.sameKind++;
          header.see(line.words, readings);
        }
        tissuePixels += frame.tissue;
        boxes.forEach(({ width, height }, at) => {
          if (used.has(at + 1)) return;
          falseBoxes++;
          lost += width * height;
        });
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  const recall = ({ lines, found }: Share) => Number((found / Math.max(1, lines)).toFixed(4));
  return {
    frames,
    seeds: [first, first + frames - 1],
    margin: { ...margin, recall: recall(margin) },
    tissue: { ...tissue, recall: recall(tissue) },
    byKind,
    byFamily,
    tissueLost: Number((lost / Math.max(1, tissuePixels)).toFixed(5)),
    falseBoxesPerFrame: Number((falseBoxes / frames).toFixed(2)),
    cleanFrames: { frames: Math.ceil(frames / 4), withBoxes: cleanWithBoxes },
    msPerMegapixel: Number((ms / Math.max(0.001, megapixels)).toFixed(1)),
    reading: {
      lines: read.lines,
      exact: read.exact,
      sameKind: read.sameKind,
      msPerLine: Number((read.ms / Math.max(1, read.lines)).toFixed(0)),
    },
    header: header.figures,
  };
}
