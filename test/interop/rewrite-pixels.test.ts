import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { openDicomPixels } from "../../src/workers/pixels/open-dicom-pixels.ts";
import { nodeCodecAssets } from "../support/node-codec-assets.ts";
import { makeOwnPipelinesNode } from "../support/own-pipeline-node.ts";
import { planOf } from "../support/wasm-plan.ts";

const beside = resolve(dirname(fileURLToPath(import.meta.url)), "../../../shared/corpus");
const folder = join(process.env.OVERREAD_CORPUS ?? beside, "dicom");
const codecs = makeCodecs(nodeCodecAssets());
const pipelines = makeOwnPipelinesNode();

/** Digest of the first frames' stored samples, or null where they cannot be decoded. */
async function digest(bytes: Uint8Array): Promise<string | null> {
  try {
    const opened = await openDicomPixels(bytes, codecs);
    const hash = createHash("md5");
    for (let index = 0; index < Math.min(opened.facts.frames, 4); index++)
      hash.update(new Uint8Array((await opened.stored(index)).pixels.buffer));
    return hash.digest("hex");
  } catch {
    return null;
  }
}

test.skipIf(!existsSync(folder))(
  "a rewrite that blanks nothing changes no decoded pixel of the corpus",
  async () => {
    let compared = 0;
    let stripped = 0;
    for (const name of readdirSync(folder)) {
      if (!statSync(join(folder, name)).isFile()) continue;
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const index = await pipelines.inspectDicom(bytes).catch(() => null);
      if (!index) continue;
      const before = await digest(bytes);
      const { bytes: after, report } = await pipelines.rewriteDicom(bytes, planOf(bytes, index));
      expect(await digest(after), name).toBe(before);
      if (before !== null) compared++;
      if (before !== null && report.framesStripped > 0) stripped++;
    }
    expect(compared).toBeGreaterThan(100);
    expect(stripped).toBeGreaterThan(10);
  },
);
