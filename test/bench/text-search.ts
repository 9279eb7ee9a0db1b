import { readArea } from "../../src/workers/ocr/read-area.ts";
import { makeWordReader } from "../../src/workers/ocr/word-reader.ts";
import { startBrowser } from "../support/browser-app.ts";
import { nodeOcrAssets } from "../support/node-ocr-assets.ts";
import { makeOwnPipelinesNode } from "../support/own-pipeline-node.ts";
import { frameGrey } from "../support/verify/text.ts";
import { drawFrame } from "../support/verify/text-page.ts";

/** What looking for burned-in text costs. Processor time of this process, so that a busy machine says the same. */
export interface TextSearchFigures {
  readonly frames: number;
  readonly detectorMsPerMegapixel: number;
  /** Of the time that search and reading of all found lines take together, the part that reading takes. */
  readonly ocrShare: number;
  readonly ocrMsPerLine: number;
}

const firstSeed = 7000;
const warmUp = 3;

/** Draws frames with text in Chromium, searches them with the built detector, reads what it finds. */
export async function textSearchFigures(frames = 30): Promise<TextSearchFigures> {
  const pipelines = makeOwnPipelinesNode();
  const reader = makeWordReader(nodeOcrAssets());
  const browser = await startBrowser();
  let [searchMs, readMs, megapixels, lines] = [0, 0, 0, 0];
  const cpuMs = () => process.cpuUsage().user / 1000;
  try {
    const page = await browser.newPage();
    await page.goto("data:text/html,<title>frames</title>");
    for (let index = -warmUp; index < frames; index++) {
      const frame = await page.evaluate(drawFrame, { seed: firstSeed + warmUp + index, text: true });
      const { columns, rows } = frame;
      const grey = frameGrey(frame);
      const begin = cpuMs();
      const found = await pipelines.findText(grey, columns, rows);
      const searched = cpuMs();
      for (const area of found)
        await readArea(reader, { columns, rows, grey: new Uint8Array(grey) }, area, false);
      if (index < 0) continue;
      searchMs += searched - begin;
      readMs += cpuMs() - searched;
      megapixels += (columns * rows) / 1e6;
      lines += found.length;
    }
  } finally {
    await browser.close();
  }
  return {
    frames,
    detectorMsPerMegapixel: Number((searchMs / megapixels).toFixed(1)),
    ocrShare: Number((readMs / (searchMs + readMs)).toFixed(3)),
    ocrMsPerLine: Number((readMs / Math.max(1, lines)).toFixed(1)),
  };
}
