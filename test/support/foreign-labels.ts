import { deflateSync } from "fflate";
import type { MadeElement } from "./dicom-maker.ts";
import { type ImageDicom, makeImageDicom } from "./image-dicom.ts";

/** A frame of a segmentation as another program writes it: what it was drawn on, where it lies, and the segment of each pixel. */
export interface ForeignFrame {
  /** Empty: it names no image. */
  readonly sopUid: string;
  readonly positionMm: readonly number[];
  /** The segment that a frame of one bit is of. */
  readonly segment?: number;
  readonly values: readonly number[];
}

/** How it is written. */
export interface ForeignSeg {
  readonly kind?: "BINARY" | "LABELMAP" | "FRACTIONAL";
  readonly columns: number;
  readonly rows: number;
  readonly frames: readonly ForeignFrame[];
  /** Names of segments 1, 2, …; a label map has one of the background, too. */
  readonly labels: readonly string[];
  readonly orientation: readonly number[];
  readonly spacingMm: readonly number[];
  readonly syntax?: "plain" | "deflated" | "deflated frames" | "rle" | "jpeg-ls";
  /** Names of images stand once for all frames. */
  readonly isShared?: boolean;
}

const syntaxes = {
  plain: "1.2.840.10008.1.2.1",
  deflated: "1.2.840.10008.1.2.1.99",
  "deflated frames": "1.2.840.10008.1.2.8.1",
  rle: "1.2.840.10008.1.2.5",
  "jpeg-ls": "1.2.840.10008.1.2.4.80",
} as const;

const item = (tag: string, ...elements: MadeElement[]): MadeElement => ({ tag, vr: "SQ", value: [elements] });
const decimals = (tag: string, numbers: readonly number[]): MadeElement => ({
  tag,
  vr: "DS",
  value: numbers.join("\\"),
});

const even = (bytes: Uint8Array) => (bytes.length % 2 === 0 ? bytes : Uint8Array.of(...bytes, 0));

/** One frame of bytes in literal runs (PS3.5 G.3). */
function rleFrame(bytes: Uint8Array): Uint8Array {
  const head = new Uint8Array(64);
  head.set([1, 0, 0, 0, 64]);
  const runs: number[] = [...head];
  for (let at = 0; at < bytes.length; at += 128) {
    const run = bytes.subarray(at, at + 128);
    runs.push(run.length - 1, ...run);
  }
  return even(Uint8Array.from(runs));
}

function packed(bits: readonly number[]): Uint8Array {
  const out = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [at, bit] of bits.entries()) if (bit) out[at >> 3] = (out[at >> 3] ?? 0) | (1 << (at & 7));
  return out;
}

/** The data set behind the meta header as one deflate stream (PS3.5 A.5). */
function deflated(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const at = 144 + new DataView(file.buffer).getUint32(140, true);
  return Uint8Array.from([...file.subarray(0, at), ...even(deflateSync(file.subarray(at)))]);
}

/** A segmentation of another program, written by the independent maker. */
export function makeForeignSeg(seg: ForeignSeg): Uint8Array<ArrayBuffer> {
  const { columns, rows, frames, kind = "BINARY", syntax = "plain" } = seg;
  const isBinary = kind === "BINARY";
  const imageOf = ({ sopUid }: ForeignFrame) =>
    sopUid === "" ? [] : [item("00089124", item("00082112", { tag: "00081155", vr: "UI", value: sopUid }))];
  const segmentOf = ({ segment }: ForeignFrame) =>
    segment === undefined ? [] : [item("0062000A", { tag: "0062000B", vr: "US", value: [segment] })];
  const [first] = frames;
  const own: readonly (readonly MadeElement[])[] = frames.map((frame) => [
    ...(seg.isShared ? [] : imageOf(frame)),
    item("00209113", decimals("00200032", frame.positionMm)),
    ...(seg.isShared ? [] : segmentOf(frame)),
  ]);
  const numbers = seg.labels.map((label, at) => [
    { tag: "00620004", vr: "US", value: [kind === "LABELMAP" ? at : at + 1] },
    { tag: "00620005", vr: "LO", value: label },
  ]);
  const stored = isBinary
    ? frames.map(({ values }) => packed(values))
    : frames.map(({ values }) => Uint8Array.from(values));
  const whole = isBinary
    ? packed(frames.flatMap(({ values }) => values))
    : Uint8Array.from(frames.flatMap(({ values }) => values));
  const encode = { "deflated frames": (one: Uint8Array) => even(deflateSync(one)), rle: rleFrame };
  const fragments =
    syntax === "plain" || syntax === "deflated"
      ? null
      : stored.map(syntax === "jpeg-ls" ? even : encode[syntax]);
  const sopClassUid = `1.2.840.10008.5.1.4.1.1.66.${kind === "LABELMAP" ? 7 : 4}`;
  const image: ImageDicom = {
    columns,
    rows,
    frames: frames.length,
    bits: isBinary ? 1 : 8,
    sopClassUid,
    sopUid: "1.2.826.0.1.4711.66",
    ...(fragments ? {} : { pixels: even(whole) }),
    more: [
      { tag: "00620001", vr: "CS", value: kind },
      { tag: "00620002", vr: "SQ", value: numbers },
      item(
        "52009229",
        ...(seg.isShared && first ? imageOf(first) : []),
        item("00209116", decimals("00200037", seg.orientation)),
        item("00289110", decimals("00280030", seg.spacingMm)),
        ...(seg.isShared && first ? segmentOf(first) : []),
      ),
      { tag: "52009230", vr: "SQ", value: own },
    ],
    options: {
      transferSyntax: syntaxes[syntax],
      meta: [{ tag: "00020002", vr: "UI", value: sopClassUid }],
      ...(fragments ? { fragments } : {}),
    },
  };
  const file = makeImageDicom(image);
  return syntax === "deflated" ? deflated(file) : file;
}

/** A contour of a structure set: points in mm; `sopUid` empty: it names no image. */
export interface ForeignContour {
  readonly sopUid: string;
  readonly pointsMm: readonly (readonly number[])[];
  /** Contour Geometric Type (3006,0042); absent: CLOSED_PLANAR. */
  readonly kind?: string;
}

/** A structure set of another program with one region. */
export function makeForeignRtstruct(
  name: string,
  contours: readonly ForeignContour[],
): Uint8Array<ArrayBuffer> {
  const made = contours.map(({ sopUid, pointsMm, kind = "CLOSED_PLANAR" }) => [
    ...(sopUid === "" ? [] : [item("30060016", { tag: "00081155", vr: "UI", value: sopUid })]),
    { tag: "30060042", vr: "CS", value: kind },
    { tag: "30060046", vr: "IS", value: `${pointsMm.length}` },
    decimals("30060050", pointsMm.flat()),
  ]);
  return makeImageDicom({
    columns: 1,
    rows: 1,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.481.3",
    sopUid: "1.2.826.0.1.4711.48",
    more: [
      item("30060020", { tag: "30060022", vr: "IS", value: "1" }, { tag: "30060026", vr: "LO", value: name }),
      item("30060039", { tag: "30060040", vr: "SQ", value: made }, { tag: "30060084", vr: "IS", value: "1" }),
    ],
  });
}
