import { expect, test } from "vitest";
import type { MadeElement } from "../../../support/dicom-maker.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const columns = 240;
const rows = 200;
type Corners = readonly [number, number, number, number];

const long = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);

function region([x, y, right, bottom]: Corners): readonly MadeElement[] {
  return [
    { tag: "00186018", vr: "UL", value: long(x) },
    { tag: "0018601A", vr: "UL", value: long(y) },
    { tag: "0018601C", vr: "UL", value: long(right) },
    { tag: "0018601E", vr: "UL", value: long(bottom) },
  ];
}

/** Letters at (x, y), 12 pixels high. */
function write(pixels: Uint8Array, x: number, y: number): void {
  for (let letter = 0; letter < 8; letter++)
    for (let row = 0; row < 12; row++)
      for (let column = 0; column < 6; column++)
        if (column < 2 || row === 0 || row === 6) pixels[(y + row) * columns + x + letter * 9 + column] = 240;
}

/** Two frames: a plain scan at (40, 50) to (200, 180), letters above it and inside it. */
function clip(regions: readonly (readonly MadeElement[])[]) {
  const frame = new Uint8Array(columns * rows);
  for (let y = 50; y < 180; y++) frame.fill(60, y * columns + 40, y * columns + 200);
  write(frame, 20, 10);
  write(frame, 60, 100);
  const pixels = new Uint8Array([...frame, ...frame]);
  return makeImageDicom({
    columns,
    rows,
    frames: 2,
    pixels,
    pixelVr: "OB",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.3.1",
    sopUid: "1.2.826.0.1.4711.9",
    more: [
      { tag: "00080060", vr: "CS", value: "US" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      ...(regions.length > 0 ? [{ tag: "00186011", vr: "SQ", value: regions }] : []),
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    ],
  });
}

async function places(regions: readonly (readonly MadeElement[])[]) {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen("us.dcm", clip(regions))]);
  expect(result.refused).toEqual([]);
  const [held] = await harness.restarted().call("held", {});
  return held?.places ?? [];
}

test("what is written outside the region is proposed as one place in all frames, before all else; empty margins are not", async () => {
  const found = await places([region([40, 50, 199, 179])]);
  expect(found.map(({ finding }) => finding)).toEqual(["outside-region", "text", "text"]);
  expect(found[0]?.box).toEqual({ x: 0, y: 0, width: columns, height: 50, frames: "all" });
  // Of the texts the one outside comes first.
  expect(found.map(({ box }) => box.y > 50)).toEqual([false, false, true]);
});

test("a line inside the region comes before none that is outside, whatever its row", async () => {
  const found = await places([region([0, 0, 239, 90])]);
  expect(found[0]?.finding).toBe("outside-region");
  expect(found.slice(1).map(({ box }) => box.y > 90)).toEqual([true, false]);
});

test("regions that overlap, are inside out, lie outside the image or lack a corner do no harm", async () => {
  const bare = await places([]);
  expect(bare.map(({ finding }) => finding)).toEqual(["text", "text"]);
  const inverted = region([199, 179, 40, 50]);
  const beyond = region([4_000_000_000, 50, 4_000_000_001, 60]);
  const corners = region([40, 50, 199, 179]).slice(1);
  const short: MadeElement[] = region([40, 50, 199, 179]).map((one) => ({ ...one, vr: "US", value: [7] }));
  expect(await places([inverted, beyond, corners, short, []])).toEqual(bare);
  const good = await places([region([40, 50, 199, 179])]);
  const crowd = [inverted, region([40, 50, 120, 179]), region([100, 50, 199, 4_294_967_295]), beyond];
  // The last one reaches below the image, so that there is one strip less, which was empty anyway.
  expect(await places(crowd)).toEqual(good);
});
