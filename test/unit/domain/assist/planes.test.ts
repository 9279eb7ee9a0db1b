import { expect, test } from "vitest";
import { cropWindow } from "../../../../src/domain/assist/crop-window.ts";
import { gaussian } from "../../../../src/domain/assist/gaussian.ts";
import { normalizePlane } from "../../../../src/domain/assist/normalize-plane.ts";
import { percentiles } from "../../../../src/domain/assist/percentiles.ts";
import { modalityValues, planeFromFrame } from "../../../../src/domain/assist/plane-from-frame.ts";
import { promptPlanes, rememberedImages } from "../../../../src/domain/assist/prompt-planes.ts";
import { resample, wholeWindow } from "../../../../src/domain/assist/resample.ts";
import type { ImageFacts } from "../../../../src/domain/image-facts.ts";
import { encodeMaskRle } from "../../../../src/domain/mask-rle.ts";
import { plainFacts } from "../../../../src/domain/plain-facts.ts";
import { planeOf, seededRandom } from "../../../support/phantom-plane.ts";
import { makeRandom } from "../../../support/random.ts";

const noPrompts = { positive: [], negative: [], box: null };

test("shrinking keeps the mean, whatever the sizes", () => {
  const random = seededRandom(1);
  const plane = planeOf(37, 53, () => random());
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const small = resample(plane, wholeWindow(plane), 10, 17);
  expect(mean(small.values)).toBeCloseTo(mean(plane.values), 5);
});

test("same size changes nothing; growing a ramp stays a ramp", () => {
  const ramp = planeOf(8, 4, (x, y) => 3 * x - 2 * y);
  expect([...resample(ramp, wholeWindow(ramp), 8, 4).values]).toEqual([...ramp.values]);
  const large = resample(ramp, { x: 1, y: 1, width: 6, height: 2 }, 24, 8);
  large.values.forEach((value, at) => {
    const x = ((at % 24) + 0.5) / 4 + 0.5;
    const y = (Math.floor(at / 24) + 0.5) / 4 + 0.5;
    expect(value).toBeCloseTo(3 * x - 2 * y, 4);
  });
});

test("outside the plane its edge is repeated", () => {
  const plane = planeOf(4, 4, (x) => x);
  const wide = resample(plane, { x: -4, y: 0, width: 12, height: 4 }, 12, 4);
  expect([...wide.values.subarray(0, 12)]).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 3]);
});

test("a Gaussian keeps the sum of a point away from the border and its variance is sigma squared", () => {
  const blurred = gaussian(
    planeOf(41, 41, (x, y) => (x === 20 && y === 20 ? 1 : 0)),
    2,
  );
  const sum = blurred.values.reduce((total, value) => total + value, 0);
  const variance = blurred.values.reduce((total, value, at) => total + value * ((at % 41) - 20) ** 2, 0);
  expect(sum).toBeCloseTo(1, 4);
  expect(variance).toBeCloseTo(4, 1);
});

test("scaling clips at the 0.5 and 99.5 percentiles and knows a constant plane", () => {
  const plane = planeOf(40, 25, (x, y) => y * 40 + x);
  const { plane: scaled, hasContrast } = normalizePlane(plane);
  expect(hasContrast).toBe(true);
  expect(scaled.values[500]).toBeCloseTo((500 - 4.995) / (994.005 - 4.995), 5);
  expect([scaled.values[0], scaled.values[999]]).toEqual([0, 1]);
  expect(normalizePlane(planeOf(5, 5, () => -1024)).hasContrast).toBe(false);
});

test("the crop is the whole slice for clicks alone, else a square of 1.5 times what is known", () => {
  const click = { ...noPrompts, positive: [[100, 40] as const] };
  expect(cropWindow(200, 100, click, null)).toEqual({ x: 0, y: -50, width: 200, height: 200 });
  const box = { ...noPrompts, box: [50, 30, 109, 69] as const };
  expect(cropWindow(400, 300, box, null)).toEqual({ x: 35, y: 5, width: 90, height: 90 });
  expect(cropWindow(400, 300, { ...noPrompts, box: [50, 30, 53, 33] }, null).width).toBe(48);
  const bits = new Uint8Array(400 * 300);
  bits[120 * 400 + 60] = 1;
  bits[179 * 400 + 119] = 1;
  const previous = encodeMaskRle({ columns: 400, rows: 300, bits });
  expect(cropWindow(400, 300, noPrompts, previous)).toEqual({ x: 45, y: 105, width: 90, height: 90 });
  const far = { ...noPrompts, positive: [[379, 150] as const] };
  expect(cropWindow(400, 300, far, previous)).toEqual({ x: 0, y: -50, width: 400, height: 400 });
});

test("planes stand in the manifest's order, each where the crop puts it", () => {
  const plane = planeOf(64, 64, (x) => x);
  const bits = new Uint8Array(64 * 64).fill(0);
  for (let y = 16; y < 32; y++) bits.fill(1, y * 64 + 16, y * 64 + 48);
  const previous = encodeMaskRle({ columns: 64, rows: 64, bits });
  const { values } = promptPlanes({
    plane,
    prompts: { positive: [[20, 10]], negative: [[50, 40]], box: [8, 8, 23, 31] },
    previous,
    window: { x: 0, y: 0, width: 64, height: 64 },
    side: 32,
    channels: ["neg:disk:1", "image", "pos:disk:2", "prev:prob", "box:fill"],
  });
  const part = (channel: number) => values.subarray(channel * 1024, (channel + 1) * 1024);
  const sum = (channel: number) => part(channel).reduce((total, value) => total + value, 0);
  expect(part(0)[20 * 32 + 25]).toBe(1);
  expect(sum(0)).toBe(5);
  expect(part(1)[31]).toBe(1);
  expect(part(2)[5 * 32 + 10]).toBe(1);
  expect(sum(2)).toBe(13);
  expect(sum(3)).toBeCloseTo(16 * 8, 3);
  expect(sum(4)).toBe(8 * 12);
  expect(part(4)[4 * 32 + 4]).toBe(1);
  expect(part(4)[3 * 32 + 4]).toBe(0);
});

test("an unknown channel is refused by name", () => {
  const input = { plane: planeOf(8, 8, (x) => x), prompts: noPrompts, previous: null, side: 8 };
  const window = { x: 0, y: 0, width: 8, height: 8 };
  expect(() => promptPlanes({ ...input, window, channels: ["geo:pos"] })).toThrow("geo:pos");
});

const facts: ImageFacts = plainFacts(2, 2, {
  type: "i16",
  bitsStored: 16,
  slope: 2,
  intercept: -1000,
  units: "HU",
});
const frame = { sopUid: "1", frameIndex: 0, columns: 2, rows: 2, samples: 1, type: "i16" } as const;

test("a plane holds modality units, padding is no value, colour is luminance", () => {
  const pixels = Int16Array.from([0, 500, -2000, 7]);
  const plane = planeFromFrame({ ...frame, pixels }, { ...facts, padding: [-2000, -2000] });
  expect([...plane.values]).toEqual([-1000, 0, Number.NaN, -986]);
  const rgb = planeFromFrame(
    {
      ...frame,
      samples: 3,
      type: "u8",
      pixels: Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]),
    },
    { ...facts, samples: 3, type: "u8", color: "rgb" },
  );
  expect(rgb.values[0]).toBeCloseTo(76.245, 3);
  expect(rgb.values[3]).toBeCloseTo(255, 3);
  const palette = { firstInput: 1, red: [0, 100], green: [0, 100], blue: [0, 100] };
  const indexed = planeFromFrame(
    { ...frame, type: "u8", pixels: Uint8Array.from([1, 2, 9, 0]) },
    { ...facts, color: "palette", palette },
  );
  expect([...indexed.values].map(Math.round)).toEqual([0, 100, 100, 0]);
});

test("a plane is, pixel by pixel, what the rules say of one pixel, whatever kind of image it is", () => {
  const random = seededRandom(8);
  const pixels = new Int16Array(40 * 30 * 3).map(() => Math.round(random() * 300 - 150));
  const lut = { firstInput: -100, bits: 16 as const, values: Array.from({ length: 90 }, (_, at) => 7 * at) };
  const palette = { firstInput: 3, red: [1, 2, 30], green: [4, 5, 60], blue: [7, 8, 90] };
  const kinds: Partial<ImageFacts>[] = [
    {},
    { slope: 0.1, intercept: 0.7 },
    { padding: [-20, 40] },
    { modalityLut: lut, padding: [-150, -120] },
    { color: "palette", palette },
    { color: "rgb", samples: 3 },
  ];
  let padded = 0;
  for (const kind of kinds) {
    const mine = { ...facts, columns: 40, rows: 30, ...kind };
    const samples = mine.samples as 1 | 3;
    const shown = { ...frame, columns: 40, rows: 30, samples, pixels: pixels.slice(0, 1200 * samples) };
    const valueAt = modalityValues(shown, mine);
    const wanted = new Float32Array(1200).map((_, at) => valueAt(at));
    expect([...planeFromFrame(shown, mine).values]).toEqual([...wanted]);
    padded += wanted.filter(Number.isNaN).length;
  }
  expect(padded).toBeGreaterThan(100);
});

test("an image that is remembered is the one that is made anew, plane by plane and window by window", () => {
  const random = seededRandom(2);
  const planes = [planeOf(50, 40, () => random()), planeOf(50, 40, () => 5 * random())];
  const windows = [
    { x: 0, y: -5, width: 50, height: 50 },
    { x: 7, y: 3, width: 20, height: 20 },
  ];
  const images = rememberedImages();
  for (let round = 0; round < 24; round++) {
    const [plane, window] = [planes[round % 2], windows[Math.floor(round / 3) % 2]];
    if (!plane || !window) throw new Error("no plane");
    const input = {
      plane,
      window,
      prompts: { ...noPrompts, positive: [[round, 2] as const] },
      previous: null,
      side: round % 5 === 0 ? 16 : 32,
      channels: ["image", "pos:disk:2"],
    };
    const [known, fresh] = [promptPlanes({ ...input, images }), promptPlanes(input)];
    expect(known.hasContrast).toBe(fresh.hasContrast);
    expect([...known.values]).toEqual([...fresh.values]);
  }
  const [plane] = planes;
  const [window] = windows;
  if (plane && window) expect(images(plane, window, 32)).toBe(images(plane, window, 32));
});

test("percentiles are those of the sorted values, with ties, few values and none", () => {
  const random = makeRandom(5);
  for (let turn = 0; turn < 300; turn++) {
    const steps = random() < 0.5 ? 6 : 1e6;
    const values = new Float32Array(Math.floor(random() * 200)).map(() =>
      Math.round((random() * 2 - 1) * steps),
    );
    const before = values.slice();
    const percents = [0, random() * 50, 50 + random() * 50, 100];
    const sorted = values.toSorted();
    const wish = percents.map((percent) => {
      const rank = (Math.max(0, sorted.length - 1) * percent) / 100;
      const [low, high] = [sorted[Math.floor(rank)] ?? 0, sorted[Math.ceil(rank)] ?? 0];
      return low + (high - low) * (rank - Math.floor(rank));
    });
    expect(percentiles(values, percents)).toEqual(wish);
    expect(values).toEqual(before);
  }
});
