import { describe, expect, test } from "vitest";
import type { BlankBox, DeidentificationPlan } from "../../../src/domain/deid/plan.ts";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import {
  bytesOf,
  element,
  encapsulated,
  explicitBig,
  explicitLittle,
  part10,
  syntaxOf,
  ushort,
  type Writing,
} from "../../support/wasm-bytes.ts";
import { planOf } from "../../support/wasm-plan.ts";

const { inspectDicom, rewriteDicom } = makeOwnPipelinesNode();
const rows = 5;
const columns = 6;
const box: BlankBox = { x: 1, y: 2, width: 3, height: 2, frames: [1] };

interface Picture {
  readonly bits: number;
  readonly samples: number;
  readonly planar?: 0 | 1;
  readonly photometric?: string;
  readonly vr?: string;
  readonly writing?: Writing;
}

function fileOf(picture: Picture, pixels: Uint8Array) {
  const writing = picture.writing ?? explicitLittle;
  return part10(
    writing.big ? syntaxOf.big : syntaxOf.explicit,
    ushort("00280002", picture.samples, writing),
    element(
      "00280004",
      "CS",
      picture.photometric ?? (picture.samples === 1 ? "MONOCHROME2" : "RGB"),
      writing,
    ),
    ushort("00280006", picture.planar ?? 0, writing),
    element("00280008", "IS", "2", writing),
    ushort("00280010", rows, writing),
    ushort("00280011", columns, writing),
    ushort("00280100", picture.bits, writing),
    element("7FE00010", picture.vr ?? (picture.bits > 8 ? "OW" : "OB"), pixels, writing),
  );
}

async function rewritten(
  file: Uint8Array,
  pixels: Partial<DeidentificationPlan["pixels"]>,
  native?: Uint8Array,
) {
  const { bytes, report } = await rewriteDicom(
    file,
    planOf(file, await inspectDicom(file), {}, { pixels }),
    native,
  );
  const entry = (await inspectDicom(bytes)).elements.find(({ path }) => path === "7FE00010");
  if (!entry) throw new Error("no pixels");
  return { out: bytes.slice(entry.valueAt, entry.valueAt + entry.valueLen), report, bytes, vr: entry.vr };
}

const inBox = (frame: number, y: number, x: number) => frame === 1 && x >= 1 && x < 4 && y >= 2 && y < 4;

describe("a box blanks its own pixels in its own frame and no other byte", () => {
  test.each([
    { bits: 8, samples: 1 },
    { bits: 16, samples: 1 },
    { bits: 32, samples: 1 },
    { bits: 8, samples: 3, planar: 0 as const },
    { bits: 8, samples: 3, planar: 1 as const },
    { bits: 16, samples: 3, planar: 1 as const },
    { bits: 16, samples: 1, writing: explicitBig },
    { bits: 8, samples: 1, writing: explicitBig, vr: "OW" },
  ])("%j", async (picture) => {
    const width = picture.bits / 8;
    const total = 2 * rows * columns * picture.samples * width;
    const pixels = new Uint8Array(total).map((_, i) => 1 + (i % 200));
    const blank = [0x31, 0x32, 0x33].slice(0, picture.samples);
    const { out, report } = await rewritten(fileOf(picture, pixels), { boxes: [box], blank });
    expect(report.boxesApplied).toBe(1);
    const expected = pixels.slice();
    for (let frame = 0; frame < 2; frame++)
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++)
          for (let sample = 0; sample < picture.samples; sample++) {
            if (!inBox(frame, y, x)) continue;
            const plane = rows * columns;
            const at =
              picture.planar === 1
                ? frame * plane * picture.samples + sample * plane + y * columns + x
                : (frame * plane + y * columns + x) * picture.samples + sample;
            for (let byte = 0; byte < width; byte++) {
              const low = picture.writing?.big ? width - 1 : 0;
              const place = at * width + byte;
              expected[picture.vr === "OW" && width === 1 ? place ^ 1 : place] =
                byte === low ? (blank[sample] ?? 0) : 0;
            }
          }
    expect(out).toEqual(expected);
  });

  test("packed bits that run across frames", async () => {
    const total = 2 * rows * columns;
    const pixels = new Uint8Array(Math.ceil(total / 8)).fill(255);
    const { out } = await rewritten(fileOf({ bits: 1, samples: 1 }, pixels), { boxes: [box], blank: [0] });
    for (let i = 0; i < total; i++) {
      const frame = Math.floor(i / (rows * columns));
      const y = Math.floor((i % (rows * columns)) / columns);
      expect(((out[i >> 3] ?? 0) >> (i & 7)) & 1, `pixel ${i}`).toBe(inBox(frame, y, i % columns) ? 0 : 1);
    }
  });

  test("halved colour: whole pairs of pixels, colour included", async () => {
    const pixels = new Uint8Array(2 * rows * columns * 2).map(() => 7);
    const { out } = await rewritten(fileOf({ bits: 8, samples: 3, photometric: "YBR_FULL_422" }, pixels), {
      boxes: [box],
      blank: [0, 128, 127],
    });
    for (let i = 0; i < out.length; i += 4) {
      const frame = Math.floor(i / (rows * columns * 2));
      const y = Math.floor((i % (rows * columns * 2)) / (columns * 2));
      const x = ((i % (columns * 2)) / 4) * 2;
      const touched = inBox(frame, y, x) || inBox(frame, y, x + 1);
      expect([...out.slice(i, i + 4)]).toEqual(touched ? [0, 0, 128, 127] : [7, 7, 7, 7]);
    }
  });
});

test("pixels shorter than they say are refused where a box must be drawn", async () => {
  const file = fileOf({ bits: 16, samples: 1 }, new Uint8Array(20));
  const code = await rewritten(file, { boxes: [box], blank: [0] }).catch(
    (reason: { code: string }) => reason.code,
  );
  expect(code).toBe("pixel-length");
});

test("high bits are cleared, and signed samples keep their sign", async () => {
  const samples = Uint16Array.from(
    { length: 2 * rows * columns },
    (_, i) => 0xa000 | (i % 2 === 0 ? 0x0123 : 0x0f00),
  );
  const file = fileOf({ bits: 16, samples: 1 }, new Uint8Array(samples.buffer));
  const unsigned = new Uint16Array((await rewritten(file, { maskBits: 12 })).out.buffer);
  expect([unsigned[0], unsigned[1]]).toEqual([0x0123, 0x0f00]);
  const signed = new Uint16Array((await rewritten(file, { maskBits: 12, signed: true })).out.buffer);
  expect([signed[0], signed[1]]).toEqual([0x0123, 0xff00]);
});

const segment = (marker: number, body: string | readonly number[] | Uint8Array) => {
  const bytes = bytesOf(body);
  return bytesOf([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255], bytes);
};
const frameHeader = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
const scan = (...entropy: number[]) => bytesOf(segment(0xda, [1, 1, 0, 0, 63, 0]), entropy);
const soi = [0xff, 0xd8];
const eoi = [0xff, 0xd9];
const adobe = bytesOf("Adobe", [0, 100, 0, 0, 0, 0, 1]);

describe("compressed frames", () => {
  const dirty = bytesOf(
    soi,
    segment(0xe0, bytesOf("JFIF", [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])),
    segment(0xe1, "Exif PLANTED"),
    segment(0xee, bytesOf(adobe, "PLANTED")),
    segment(0xfe, "PLANTED COMMENT"),
    frameHeader,
    // A stuffed FF, a restart and an FF FE that is entropy-coded data's neighbour.
    scan(1, 0xff, 0, 0xfe, 0xff, 0xd0, 2),
    segment(0xfe, "PLANTED BETWEEN SCANS"),
    scan(3, 4, 5),
    eoi,
    "PLANTED AFTER",
  );
  const clean = bytesOf(
    soi,
    segment(0xee, adobe),
    frameHeader,
    scan(1, 0xff, 0, 0xfe, 0xff, 0xd0, 2),
    scan(3, 4, 5),
    eoi,
  );
  const plain = bytesOf(soi, frameHeader, scan(9, 9), eoi);
  const fileWith = (
    syntax: string,
    frames: number,
    fragments: readonly Uint8Array[],
    offsets: readonly number[] = [],
  ) => part10(syntax, element("00280008", "IS", String(frames)), encapsulated(fragments, offsets));
  const even = (bytes: Uint8Array) => (bytes.length % 2 === 0 ? bytes : bytesOf(bytes, [0]));
  async function fragmentsOf(file: Uint8Array) {
    const { bytes, report } = await rewriteDicom(file, planOf(file, await inspectDicom(file)));
    const index = await inspectDicom(bytes);
    return {
      parts: index.fragments.map(({ at, len }) => bytes.slice(at, at + len)),
      table: index.offsetTable,
      report,
      bytes,
    };
  }

  test("lose comments and application data, keep every coded byte and Adobe's colour flag", async () => {
    const { parts, report, bytes } = await fragmentsOf(fileWith(syntaxOf.jpeg, 1, [even(dirty)]));
    expect(parts).toEqual([even(clean)]);
    expect(report).toMatchObject({ framesStripped: 1, framesNotParsed: 0 });
    expect(Buffer.from(bytes).includes("PLANTED")).toBe(false);
  });

  test("a frame in several fragments becomes one, others stay as they are, and the offset table is true", async () => {
    const cut = 21;
    const pieces = [even(plain), dirty.slice(0, cut + 1), even(dirty.slice(cut + 1)), even(plain)];
    const offsets = [
      0,
      8 + even(plain).length,
      8 * 3 + even(plain).length + pieces.slice(1, 3).reduce((n, p) => n + p.length, 0),
    ];
    const { parts, table } = await fragmentsOf(fileWith(syntaxOf.jpeg, 3, pieces, offsets));
    expect(parts).toEqual([even(plain), even(clean), even(plain)]);
    expect(table).toEqual([0, 8 + even(plain).length, 16 + even(plain).length + even(clean).length]);
  });

  test("clean frames are copied byte for byte", async () => {
    const { parts, report } = await fragmentsOf(fileWith(syntaxOf.jpeg, 2, [even(plain), even(clean)]));
    expect(parts).toEqual([even(plain), even(clean)]);
    expect(report).toMatchObject({ framesStripped: 0, framesNotParsed: 0 });
  });

  test("JPEG-LS keeps its presets, its colour transform, and data that looks like a marker's start", async () => {
    const coded = bytesOf(segment(0xda, [1, 1, 0, 0, 0, 0]), [5, 0xff, 0x7e, 6]);
    const head = bytesOf(segment(0xf7, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]), segment(0xf8, [1, 0, 255]));
    const file = bytesOf(
      soi,
      segment(0xe8, bytesOf("mrfx", [1])),
      segment(0xe8, "SPIFF PLANTED"),
      segment(0xfe, "PLANTED"),
      head,
      coded,
      eoi,
    );
    const { parts } = await fragmentsOf(fileWith(syntaxOf.jpegLs, 1, [even(file)]));
    expect(parts).toEqual([even(bytesOf(soi, segment(0xe8, bytesOf("mrfx", [1])), head, coded, eoi))]);
  });

  test("JPEG 2000 loses comments; in tile-part headers their text is zeroed so that lengths stay true", async () => {
    const size = segment(
      0x51,
      Array.from({ length: 38 }, () => 1),
    );
    const comment = (text: string) => segment(0x64, bytesOf([0, 1], text));
    const tilePart = (text: string) => {
      const body = bytesOf(comment(text), [0xff, 0x93], [1, 2, 3, 4]);
      return bytesOf([0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, body.length + 12, 0, 1], body);
    };
    const soc = [0xff, 0x4f];
    const file = bytesOf(soc, size, comment("PLANTED"), tilePart("NAME"), eoi);
    const { parts, bytes } = await fragmentsOf(fileWith(syntaxOf.jpeg2000, 1, [even(file)]));
    expect(parts).toEqual([even(bytesOf(soc, size, tilePart("\0\0\0\0"), eoi))]);
    expect(Buffer.from(bytes).includes("PLANTED")).toBe(false);
  });

  test("what cannot be followed is left alone and counted", async () => {
    const odd = bytesOf(soi, [0xff, 0x10, 1, 2, 3, 4]);
    const { parts, report } = await fragmentsOf(fileWith(syntaxOf.jpeg, 1, [odd]));
    expect(parts).toEqual([odd]);
    expect(report).toMatchObject({ framesStripped: 0, framesNotParsed: 1 });
  });

  test("decoded pixels of the caller take their place, in Explicit VR Little Endian", async () => {
    const file = part10(
      syntaxOf.jpeg,
      ushort("00280002", 1),
      element("00280008", "IS", "2"),
      ushort("00280010", rows),
      ushort("00280011", columns),
      ushort("00280100", 16),
      encapsulated([even(plain), even(plain)]),
    );
    const native = new Uint8Array(rows * columns * 4).map((_, i) => i);
    const { out, vr, bytes } = await rewritten(file, { replaceWithNative: true }, native);
    expect(out).toEqual(native);
    expect(vr).toBe("OW");
    expect((await inspectDicom(bytes)).transferSyntax).toBe(syntaxOf.explicit);
    const short = rewritten(file, { replaceWithNative: true }, native.slice(2)).catch(
      (reason: { code: string }) => reason.code,
    );
    expect(await short).toBe("pixel-length");
  });
});
