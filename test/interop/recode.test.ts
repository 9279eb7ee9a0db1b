import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { strictOptions } from "../../src/domain/deid/options.ts";
import type { BlankBox } from "../../src/domain/deid/plan.ts";
import { buildReleasePlan } from "../../src/formats/dicom/deid/release-plan.ts";
import { makeSourceValues } from "../../src/formats/dicom/deid/source-values.ts";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { decodeLabel } from "../../src/workers/import/decode-label.ts";
import { sha256 } from "../../src/workers/import/digests.ts";
import { jpegBaseline } from "../../src/workers/import/edit-jpeg.ts";
import { recodedSyntax } from "../../src/workers/import/recode-frames.ts";
import { releasePixels } from "../../src/workers/import/release-pixels.ts";
import { openDicomPixels } from "../../src/workers/pixels/open-dicom-pixels.ts";
import { nodeCodecAssets } from "../support/node-codec-assets.ts";
import { makeOwnPipelinesNode } from "../support/own-pipeline-node.ts";
import { fileValues } from "../support/verify/file-values.ts";

const corpus = process.env.OVERREAD_CORPUS ?? join(import.meta.dirname, "../../../shared/corpus");
const folder = join(corpus, "dicom");
const codecs = makeCodecs(nodeCodecAssets());
const pipelines = makeOwnPipelinesNode();
const scratch = mkdtempSync(join(tmpdir(), "overread-recode-"));
const box: BlankBox = { x: 3, y: 2, width: 20, height: 9, frames: "all" };

/** A file of the corpus with a box blanked and compressed again, and the samples that a decoder must find. */
async function recoded(bytes: Uint8Array<ArrayBuffer>) {
  const index = await pipelines.inspectDicom(bytes);
  const isEdited = index.transferSyntax === jpegBaseline;
  if (index.fragments.length === 0 || (!isEdited && recodedSyntax(index.transferSyntax) === null))
    return null;
  const values = makeSourceValues(index, bytes, decodeLabel);
  const opened = await openDicomPixels(bytes, codecs).catch(() => null);
  if (!opened || !(await opened.stored(0).catch(() => null))) return null;
  const { pixels, bytes: frames } = await releasePixels(values, true, opened, [box], codecs);
  if (isEdited && !pixels.frames) return null;
  // Of baseline JPEG whole blocks are blanked.
  const [own = box] = pixels.boxes;
  const input = {
    index,
    values,
    sourceSha256: await sha256(bytes),
    options: strictOptions,
    maps: { patientKey: "", shiftDays: 0, uid: (uid: string) => uid },
    policyHash: "0".repeat(64),
    toolVersion: "0",
    generation: 0,
    pixelDigest: "0".repeat(32),
  };
  const claims = { textCleared: true, faceCovered: false };
  const plan = buildReleasePlan(input, pixels, { class: "HIGH", signs: [] }, claims);
  const output = await pipelines.rewriteDicom(bytes, plan, frames);
  const expected: number[] = [];
  const before: number[] = [];
  for (let index = 0; index < opened.storedCount; index++) {
    const { columns, samples, pixels: stored } = await opened.stored(index);
    for (let at = 0; at < stored.length; at++) {
      const pixel = Math.floor(at / samples);
      const [x, y] = [pixel % columns, Math.floor(pixel / columns)];
      const inside = x >= own.x && x < own.x + own.width && y >= own.y && y < own.y + own.height;
      before.push(Number(stored[at]));
      expected.push(inside ? (pixels.blank[at % samples] ?? 0) : Number(stored[at]));
    }
  }
  const to = output.report.transferSyntax;
  return { file: output.bytes, to, before, expected, bits: opened.facts.bitsStored };
}

/** Samples as another program decodes them, cut to the stored bits; null where it cannot. */
function decodedBy(
  command: string,
  args: readonly string[],
  file: Uint8Array,
  bits: number,
): number[] | null {
  const [from, to] = [join(scratch, "in.dcm"), join(scratch, "out.dcm")];
  writeFileSync(from, file);
  rmSync(to, { force: true });
  try {
    execFileSync(command, [...args, from, to], { stdio: "ignore", timeout: 60_000 });
    const { pixels, values } = fileValues(readFileSync(to));
    const planar = values.find(({ path }) => path === "00280006")?.bytes.readUInt16LE(0);
    if (!pixels || planar === 1) return null;
    const width = (values.find(({ path }) => path === "00280100")?.bytes.readUInt16LE(0) ?? 8) / 8;
    return Array.from(
      { length: Math.floor(pixels.length / width) },
      (_, i) => pixels.readUIntLE(width * i, width) % 2 ** bits,
    );
  } catch {
    return null;
  }
}

const tools: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "1.2.840.10008.1.2.5": ["dcmdrle"],
  "1.2.840.10008.1.2.4.80": ["dcmdjpls"],
  [jpegBaseline]: ["dcmdjpeg", "--conv-never"],
};

test.skipIf(!existsSync(folder))(
  "GDCM and dcmtk decode what was compressed again to the very samples, boxes blank",
  async () => {
    const seen = new Map<string, number>();
    let read = 0;
    for (const name of readdirSync(folder)) {
      if (!statSync(join(folder, name)).isFile()) continue;
      const made = await recoded(new Uint8Array(readFileSync(join(folder, name)))).catch(() => null);
      if (!made) continue;
      const { file, to, before, expected, bits } = made;
      const cut = (values: readonly number[]) => values.map((value) => (value + 2 ** bits) % 2 ** bits);
      const same = (a: readonly number[], b: readonly number[] | null) =>
        b !== null && b.length >= a.length && a.every((value, at) => value === b[at]);
      seen.set(to, (seen.get(to) ?? 0) + 1);
      const source = new Uint8Array(readFileSync(join(folder, name)));
      // What a program reads otherwise, or not at all, in the source already, says nothing of what we wrote.
      if (same(cut(before), decodedBy("gdcmconv", ["--raw"], source, bits))) {
        read++;
        expect([name, to, same(cut(expected), decodedBy("gdcmconv", ["--raw"], file, bits))]).toEqual([
          name,
          to,
          true,
        ]);
      }
      const [own, ...args] = tools[to] ?? [];
      const reads = own && (to !== jpegBaseline || same(cut(before), decodedBy(own, args, source, bits)));
      const result = reads ? decodedBy(own, args, file, bits) : null;
      if (result) {
        read++;
        expect([name, to, own, same(cut(expected), result)]).toEqual([name, to, own, true]);
      }
    }
    console.info(`compressed again: ${JSON.stringify([...seen])}, decoded by others: ${read}`);
    expect(seen.get("1.2.840.10008.1.2.5") ?? 0).toBeGreaterThan(3);
    expect(seen.get("1.2.840.10008.1.2.4.80") ?? 0).toBeGreaterThan(3);
    expect(seen.get(jpegBaseline) ?? 0).toBeGreaterThan(3);
    expect(read).toBeGreaterThan(10);
    rmSync(scratch, { recursive: true });
  },
);
