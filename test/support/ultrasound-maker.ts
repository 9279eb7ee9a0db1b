import type { MadeElement } from "./dicom-maker.ts";
import { makeImageDicom } from "./image-dicom.ts";

/** A block of bright marks like a line of text, in pixels. */
export interface BurnedLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Frames from 0; all when absent. */
  readonly frames?: readonly number[];
}

const columns = 640;
const rows = 480;

/** Pixels of a made ultrasound clip: a fan of speckle that moves, and burned lines in the margin. */
function clipPixels(frames: number, lines: readonly BurnedLine[]): Uint8Array {
  const pixels = new Uint8Array(columns * rows * frames);
  let seed = 1;
  const speckle = new Uint8Array(columns * rows + frames * 7).map(() => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return 20 + ((seed >> 16) & 127);
  });
  for (let frame = 0; frame < frames; frame++) {
    const at = frame * columns * rows;
    for (let y = 60; y < 440; y++) {
      const half = (y - 40) * 0.62;
      for (let x = Math.ceil(320 - half); x < 320 + half; x++)
        pixels[at + y * columns + x] = speckle[y * columns + x + frame * 7] ?? 0;
    }
    for (const line of lines) {
      if (line.frames && !line.frames.includes(frame)) continue;
      for (let y = line.y; y < line.y + line.height; y++)
        for (let x = line.x; x < line.x + line.width; x++)
          if ((x >> 2) % 3 !== 0) pixels[at + y * columns + x] = 235;
    }
  }
  return pixels;
}

const regionItem = (corners: readonly number[]) =>
  corners.map((value, at) => ({
    tag: `001860${["18", "1A", "1C", "1E"][at]}`,
    vr: "UL",
    value: new Uint8Array(Uint32Array.of(value).buffer),
  }));

/** A multi-frame ultrasound clip (640 × 480, 8 bits) of patient `SCAN-9`, as a DICOM file. */
export function makeUltrasound(options: {
  readonly frames: number;
  readonly lines: readonly BurnedLine[];
  readonly number?: number;
  readonly study?: number;
  readonly model?: string;
  /** Its ultrasound region: corners of the first and the last pixel. */
  readonly region?: readonly [number, number, number, number];
  /** Other elements of its header. */
  readonly more?: readonly MadeElement[];
}): {
  readonly file: Uint8Array;
  readonly pixels: Uint8Array;
  readonly columns: number;
  readonly rows: number;
} {
  const { frames, lines, number = 1, study = 0, model = "Scan 5", region, more = [] } = options;
  const pixels = clipPixels(frames, lines);
  const file = makeImageDicom({
    columns,
    rows,
    frames,
    pixels,
    pixelVr: "OB",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.3.1",
    sopUid: `1.2.3.77.${number}`,
    more: [
      { tag: "00080060", vr: "CS", value: "US" },
      { tag: "00080070", vr: "LO", value: "ACME" },
      { tag: "00081090", vr: "LO", value: model },
      { tag: "00100010", vr: "PN", value: "BURNED^IN" },
      { tag: "00100020", vr: "LO", value: "SCAN-9" },
      ...(region ? [{ tag: "00186011", vr: "SQ", value: [regionItem(region)] }] : []),
      { tag: "0020000D", vr: "UI", value: `1.2.3.7${study}` },
      { tag: "0020000E", vr: "UI", value: `1.2.3.7${study}.1` },
      { tag: "00200013", vr: "IS", value: `${number}` },
      ...more,
    ],
  });
  return { file, pixels, columns, rows };
}
