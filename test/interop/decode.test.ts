import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { dicomTag } from "../../src/formats/dicom/dicom-tags.ts";
import { asciiOf, decimalsOf } from "../../src/formats/dicom/element-values.ts";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { openDicomPixels } from "../../src/workers/pixels/open-dicom-pixels.ts";
import { openTiffPages } from "../../src/workers/pixels/open-tiff-pixels.ts";
import { nodeCodecAssets } from "../support/node-codec-assets.ts";
import type { PageImage } from "../support/verify/app-page.ts";
import { addOutcome, type DecodeReport, newReport } from "../support/verify/decode-report.ts";
import { type BuiltInstance, figureOf, seriesFolders, sourcesOf } from "../support/verify/decode-series.ts";
import type { DecodeOutcome } from "../support/verify/examine-file.ts";
import { type CorpusFile, readCorpus } from "../support/verify-decode-manifest.ts";

const beside = resolve(dirname(fileURLToPath(import.meta.url)), "../../../shared/corpus");
const corpus = process.env.OVERREAD_CORPUS ?? beside;
const present = existsSync(join(corpus, "manifest.json"));
const codecs = makeCodecs(nodeCodecAssets());

interface Stored {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly type: string;
  readonly pixels: { readonly buffer: ArrayBuffer };
}
const frameOf = ({ columns, rows, samples, type, pixels }: Stored) => ({
  columns,
  rows,
  samples,
  type,
  bytes: new Uint8Array(pixels.buffer),
});

async function decodeImages(file: CorpusFile, bytes: Uint8Array): Promise<PageImage[]> {
  if (file.kind === "dicom") {
    const opened = await openDicomPixels(bytes, codecs);
    const frames = [];
    for (let index = 0; index < opened.storedCount; index++) frames.push(frameOf(await opened.stored(index)));
    return [{ frames, refused: null }];
  }
  const images: PageImage[] = [];
  for (const page of await openTiffPages(bytes, codecs)) {
    images.push(
      await page.stored().then(
        (frame) => ({ frames: [frameOf(frame)], refused: null }),
        (reason: Error) => ({ frames: [], refused: reason.message }),
      ),
    );
  }
  return images;
}

async function decodeAll(): Promise<DecodeReport> {
  const report = newReport();
  for (const file of readCorpus(corpus) ?? []) {
    if (file.kind !== "dicom" && file.kind !== "tiff") continue;
    const bytes = new Uint8Array(readFileSync(join(corpus, file.file)));
    const outcome = await decodeImages(file, bytes).then(
      (images): DecodeOutcome => ({ kind: "decoded", format: file.kind, images }),
      (reason: Error & { code?: string }): DecodeOutcome =>
        reason.name === "FormatError"
          ? { kind: "refused", code: reason.code ?? "", message: reason.message }
          : { kind: "crashed", message: reason.message },
    );
    addOutcome(report, file, outcome);
  }
  return report;
}

test.skipIf(!present)("corpus: every comparable DICOM and TIFF has exactly the stored values", async () => {
  const { dicom, tiff, failures } = await decodeAll();
  expect(dicom.compared).toBeGreaterThan(0);
  expect(tiff.compared).toBeGreaterThan(0);
  expect(failures).toEqual([]);
  expect([dicom.identical, dicom.lossyWithin]).toEqual([dicom.compared, dicom.lossyCompared]);
  expect(tiff.identical).toBe(tiff.compared);
  expect([dicom.crashed, tiff.crashed]).toEqual([0, 0]);
});

/** Empty for what is no image: a licence, an index. */
async function builtInstance(path: string): Promise<BuiltInstance[]> {
  const opened = await openDicomPixels(new Uint8Array(readFileSync(path)), codecs).catch(() => null);
  if (!opened) return [];
  const { file, facts, planes, stacks } = opened;
  const sopUid = asciiOf(file.dataset, dicomTag.sopInstanceUid);
  const instanceNumber = decimalsOf(file.dataset, dicomTag.instanceNumber)[0] ?? null;
  return [{ sopUid, instanceNumber, facts, planes, stacks }];
}

test.skipIf(!present)("corpus: real series lie where their files say", async () => {
  for (const { name, files } of seriesFolders(corpus)) {
    const instances = (await Promise.all(files.map(builtInstance))).flat();
    const { affineError } = figureOf(name, instances, sourcesOf(files));
    expect(affineError, "a stack of the source headers").not.toBeNull();
    expect(affineError).toBeLessThanOrEqual(1e-4);
  }
});
