import { expect, test } from "vitest";
import type { PixelPlace } from "../../../../src/domain/deid/pixel-place.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { clipFile, makeMovingClip, type StillLine } from "../../../support/moving-clip.ts";

const { pipelines } = makeImportHarness().context;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether boxes cover a line, along two of its rows. */
function covers(boxes: readonly Box[], { x, y, width, height }: StillLine): boolean {
  let under = 0;
  for (let column = x; column < x + width; column++)
    for (const row of [y + 2, y + height - 3])
      if (
        boxes.some(
          (box) => column >= box.x && column < box.x + box.width && row >= box.y && row < box.y + box.height,
        )
      )
        under++;
  return under >= 0.95 * 2 * width;
}

async function imported(file: Uint8Array) {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen("clip.dcm", file)]);
  return { held: result.held.length > 0, places: result.held[0]?.places ?? [] };
}

const everywhere = (places: readonly PixelPlace[]) =>
  places.filter(({ box }) => box.frames === "all").map(({ box }) => box);

test("text that stands still over moving tissue is found in all frames, also where every frame or some miss it", async () => {
  let [lines, found, inEach, inAny] = [0, 0, 0, 0];
  for (let seed = 300; seed < 304; seed++) {
    const clip = makeMovingClip(seed, true, 8);
    const single = [];
    for (const plane of clip.planes)
      single.push(await pipelines.findText(plane.slice(), clip.columns, clip.rows));
    const { held, places } = await imported(clipFile(clip, seed));
    expect([seed, held]).toEqual([seed, true]);
    for (const line of clip.lines) {
      const hits = single.filter((boxes) => covers(boxes, line)).length;
      lines++;
      if (hits > 0) inAny++;
      if (hits === single.length) inEach++;
      if (covers(everywhere(places), line)) found++;
    }
  }
  console.info(
    `still text: ${lines} lines, ${inEach} in each frame, ${inAny} in some, ${found} found in all frames`,
  );
  expect(lines).toBe(12);
  expect(found).toBeGreaterThanOrEqual(11);
  // Else the clips were too easy.
  expect(inAny).toBeLessThan(found);
  expect(inEach).toBeLessThan(lines / 2);
});

test("where white is low the same text is found", async () => {
  const clip = makeMovingClip(300, true, 8);
  const { places } = await imported(clipFile(clip, 300, "low"));
  expect(clip.lines.filter((line) => covers(everywhere(places), line))).toHaveLength(3);
});

test("tissue alone, moving or still, holds no clip that its single frames do not hold", async () => {
  for (let seed = 403; seed < 407; seed++) {
    const clip = makeMovingClip(seed, false);
    let single = false;
    for (const plane of clip.planes) {
      const texts = await pipelines.findText(plane.slice(), clip.columns, clip.rows);
      single ||= texts.some(({ marks }) => marks >= 5);
    }
    expect([seed, (await imported(clipFile(clip, seed))).held]).toEqual([seed, single]);
  }
});
