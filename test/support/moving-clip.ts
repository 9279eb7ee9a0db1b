import { makeImageDicom } from "./image-dicom.ts";
import { makeRandom } from "./random.ts";

/** Letters of 5 × 7, a row a byte. */
const font: Readonly<Record<string, string>> = {
  A: "0E11111F111111",
  B: "1E11111E11111E",
  D: "1E11111111111E",
  E: "1F10101E10101F",
  L: "1010101010101F",
  M: "111B1515111111",
  N: "11191513111111",
  R: "1E11111E141211",
  S: "0F10100E01011E",
  U: "1111111111110E",
  "0": "0E11131519110E",
  "2": "0E11010204081F",
  "4": "02060A121F0202",
  "5": "1F101E0101110E",
  "8": "0E11110E11110E",
  "9": "0E11110F01020C",
};

/** A line that is burned in, in pixels. */
export interface StillLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const [columns, rows, scale] = [320, 240, 2];
const [room, letters] = [100, Object.keys(font)];

/** Burns one line into `text`, seeded. */
function burn(text: Uint8Array, top: number, random: () => number): StillLine {
  const count = 6 + Math.floor(random() * 6);
  const width = (count * 6 - 1) * scale;
  const x = 10 + Math.floor(random() * (columns - width - 20));
  for (let at = 0; at < count; at++) {
    const glyph = font[letters[Math.floor(random() * letters.length)] ?? "A"] ?? "";
    for (let row = 0; row < 7 * scale; row++)
      for (let column = 0; column < 5 * scale; column++) {
        const line = Number.parseInt(
          glyph.slice(2 * Math.floor(row / scale), 2 * Math.floor(row / scale) + 2),
          16,
        );
        if ((line >> (4 - Math.floor(column / scale))) & 1)
          text[(top + row) * columns + x + at * 6 * scale + column] = 1;
      }
  }
  return { x, y: top, width, height: 7 * scale };
}

/**
 * A seeded clip of tissue that moves, fine speckle, coarse speckle or soft shadows with noise, and with `burned` three lines that stand still over it,
 * as bright as the tissue's bright parts.
 */
export function makeMovingClip(seed: number, burned: boolean, frames = 12) {
  const random = makeRandom(seed);
  const bell = () => random() + random() + random() + random() - 2;
  const tissue = (["fine", "coarse", "soft"] as const)[seed % 3] ?? "fine";
  const [wide, high] = [columns + 2 * room, rows + 2 * room];
  const grain = new Float32Array(wide * high).map(() => Math.abs(bell()));
  const blobs = Array.from({ length: 10 }, () => ({
    x: random() * wide,
    y: random() * high,
    r: 15 + random() * 60,
    value: bell() * 50,
  }));
  const [grainX, grainY] = tissue === "coarse" ? [4, 3] : [3, 2];
  const text = new Uint8Array(columns * rows);
  const bright = 140 + Math.floor(random() * 100);
  const lines = burned
    ? [0, 1, 2].map((at) => burn(text, 15 + at * 75 + Math.floor(random() * 30), random))
    : [];
  const [right, down] = [(random() - 0.5) * 10, (random() - 0.5) * 7];
  const grainAt = (x: number, y: number) =>
    grain[Math.floor(y / grainY) * wide + Math.floor(x / grainX)] ?? 0;
  const planes = Array.from({ length: frames }, (_, frame) =>
    new Uint8Array(columns * rows).map((_, at) => {
      if (text[at]) return bright;
      const x = Math.max(
        0,
        Math.min(wide - 1, (at % columns) + room + Math.round(right * frame + 6 * Math.sin(frame))),
      );
      const y = Math.max(0, Math.min(high - 1, Math.floor(at / columns) + room + Math.round(down * frame)));
      let value =
        tissue === "soft"
          ? 110 + 30 * Math.sin(x / 37) + 20 * Math.cos(y / 23) + bell() * 10
          : 35 +
            30 * Math.sin(y / 23) +
            (grainAt(x, y) + grainAt(x + 1, y + 1)) * (tissue === "coarse" ? 60 : 45);
      for (const blob of blobs) if ((x - blob.x) ** 2 + (y - blob.y) ** 2 < blob.r ** 2) value += blob.value;
      return Math.max(0, Math.min(255, value));
    }),
  );
  return { columns, rows, planes, lines };
}

/** The planes of a clip as a DICOM file of an angiogram or of ultrasound; `white`: the value that is shown white. */
export function clipFile(
  { columns, rows, planes }: Pick<ReturnType<typeof makeMovingClip>, "columns" | "rows" | "planes">,
  number: number,
  white: "high" | "low" = "high",
): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(columns * rows * planes.length);
  for (const [at, plane] of planes.entries())
    pixels.set(white === "low" ? plane.map((value) => 255 - value) : plane, at * columns * rows);
  return makeImageDicom({
    columns,
    rows,
    frames: planes.length,
    photometric: white === "low" ? "MONOCHROME1" : "MONOCHROME2",
    pixels,
    pixelVr: "OB",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.12.1",
    sopUid: `1.2.3.99.${number}`,
    more: [
      { tag: "00080060", vr: "CS", value: "XA" },
      { tag: "00100020", vr: "LO", value: "SCAN-9" },
      { tag: "0020000D", vr: "UI", value: "1.2.3.99" },
      { tag: "0020000E", vr: "UI", value: `1.2.3.99.1.${number}` },
      { tag: "00200013", vr: "IS", value: `${number}` },
    ],
  });
}
