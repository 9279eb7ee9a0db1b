import { deflateRawSync } from "node:zlib";
import { type MadeElement, type MakeOptions, madePixels, makeDicom } from "../dicom-maker.ts";
import { jpegFiles } from "../jpeg-files.ts";
import type { Plant, Planter } from "./plants.ts";

/** A file with identity in it, and the texts by which it is found. */
export interface PlantedFile {
  readonly name: string;
  readonly kind: "dicom" | "tiff";
  readonly syntax: string;
  readonly bytes: Uint8Array;
  readonly tokens: readonly string[];
}

/** Where plants are put: at the top, in kept sequences one, two and three deep, in a private one, in a listed one. */
export const levels = [
  "top",
  "1 deep",
  "2 deep",
  "3 deep",
  "in a private sequence",
  "in a listed sequence",
] as const;

const elementsOf = (plants: readonly Plant[]) => plants.map(({ element }) => element);

/** Bytes that stand in a JPEG as segments: a comment and an APP1 with a name. */
function withSegments(jpeg: Uint8Array, comment: string, app1: string): Uint8Array {
  const segment = (marker: number, text: string) => {
    const bytes = Buffer.from(text, "latin1");
    return Buffer.concat([
      Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255]),
      bytes,
    ]);
  };
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xfe, comment),
    segment(0xe1, `Exif\0\0${app1}`),
    jpeg.subarray(2),
  ]);
}

interface Pixels {
  readonly elements: readonly MadeElement[];
  readonly options: MakeOptions;
  readonly tokens: readonly string[];
}

function nativePixels(): Pixels {
  return { elements: madePixels(2, 2, 16, new Uint8Array(8)), options: {}, tokens: [] };
}

function jpegPixels(planter: Planter): Pixels {
  const [grey] = jpegFiles;
  const tokens = [planter.token(), planter.token()];
  const [comment = "", app1 = ""] = tokens;
  const file = withSegments(Buffer.from(grey.base64, "base64"), comment, app1);
  const even = file.length % 2 ? Buffer.concat([file, Buffer.from([0])]) : file;
  return {
    elements: madePixels(grey.rows, grey.columns, 8, new Uint8Array(0)).filter(
      ({ tag }) => tag !== "7FE00010",
    ),
    options: { fragments: [even], transferSyntax: "1.2.840.10008.1.2.4.50" },
    tokens,
  };
}

/** What the file itself needs at its top; an Encapsulated Document there would have the whole file refused. */
const ownTags = new Set(["00080016", "00420011"]);

/** One DICOM file with a value of its own in every listed tag at every level, and in the places that have no tag. */
function plantedFile(
  name: string,
  syntax: string,
  planter: Planter,
  pixels: Pixels,
  options: MakeOptions,
  behind = false,
): PlantedFile {
  const byLevel = levels.map(() => planter.everyTag());
  const [top = [], one = [], two = [], three = [], inPrivate = [], inListed = []] = byLevel;
  const [preamble = "", aet = "", trailing = "", overlay = "", comment = "", description = "", curve = ""] =
    Array.from({ length: 7 }, planter.token);
  const [creator = "", vrUn = "", padding = "", icon = ""] = Array.from({ length: 4 }, planter.token);
  const elements: MadeElement[] = [
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
    { tag: "00080060", vr: "CS", value: "CT" },
    { tag: "00080005", vr: "CS", value: "ISO_IR 192" },
    ...elementsOf(top).filter(({ tag }) => !ownTags.has(tag)),
    { tag: "00081115", vr: "SQ", value: [elementsOf(one)] },
    {
      tag: "00081250",
      vr: "SQ",
      value: [[{ tag: "0040A170", vr: "SQ", value: [elementsOf(two)] }]],
    },
    {
      tag: "52009229",
      vr: "SQ",
      value: [
        [
          {
            tag: "00089124",
            vr: "SQ",
            value: [[{ tag: "0040A170", vr: "SQ", value: [elementsOf(three)] }]],
          },
        ],
      ],
    },
    { tag: "00081140", vr: "SQ", value: [elementsOf(inListed)] },
    { tag: "00290010", vr: "LO", value: creator },
    { tag: "00291012", vr: "SQ", value: [elementsOf(inPrivate)] },
    { tag: "60020022", vr: "LO", value: description },
    { tag: "60024000", vr: "LT", value: comment },
    { tag: "60003000", vr: "OW", value: `${overlay} ` },
    { tag: "50041001", vr: "OB", value: curve },
    { tag: "00180050", vr: "UN", value: vrUn },
    {
      tag: "00880200",
      vr: "SQ",
      value: [[{ tag: "7FE00010", vr: "OB", value: icon }]],
    },
    { tag: "00100010", vr: "PN", value: "DOE^PLANTED=山田仮名^太郎仮名=やまだかめい^たろう" },
    { tag: "00081048", vr: "PN", value: "Иванопосаженов^Пётр" },
    { tag: "FFFCFFFC", vr: "OB", value: padding },
    ...pixels.elements,
  ];
  const unique = [...new Map(elements.map((element) => [element.tag, element])).values()];
  const made = makeDicom(pixels.options.fragments ? unique.filter(({ tag }) => tag < "7FE00010") : unique, {
    ...pixels.options,
    ...options,
    preamble,
    ...(behind ? { trailing } : {}),
    meta: [
      { tag: "00020003", vr: "UI", value: "1.2.826.0.1.999.77" },
      { tag: "00020016", vr: "AE", value: aet },
    ],
  });
  return {
    name,
    kind: "dicom",
    syntax,
    bytes: made.bytes,
    tokens: [
      ...byLevel.flat().map(({ token }) => token),
      ...[preamble, aet, trailing, overlay, comment, description, curve, creator, vrUn, padding, icon],
      ...["山田仮名", "太郎仮名", "やまだかめい", "Иванопосаженов"],
      ...pixels.tokens,
    ],
  };
}

/** The same data set, deflated (PS3.5 A.5). */
function deflated(file: PlantedFile): PlantedFile {
  const bytes = Buffer.from(file.bytes);
  // The syntax's own line in the file head is two characters longer: the file is made for it from the start.
  const start = 144 + bytes.readUInt32LE(140);
  return { ...file, bytes: Buffer.concat([bytes.subarray(0, start), deflateRawSync(bytes.subarray(start))]) };
}

/** Files of the four families of transfer syntaxes, explicit, implicit, big endian and deflated, and of encapsulated pixels. */
export function plantedDicom(planter: Planter): PlantedFile[] {
  const native = nativePixels();
  return [
    plantedFile("explicit", "1.2.840.10008.1.2.1", planter, native, {}),
    // Other programs refuse bytes behind the last element: the others go without.
    plantedFile("behind-the-end", "1.2.840.10008.1.2.1", planter, native, {}, true),
    plantedFile("undefined-lengths", "1.2.840.10008.1.2.1", planter, native, { undefinedLengths: true }),
    plantedFile("implicit", "1.2.840.10008.1.2", planter, native, { explicit: false }),
    plantedFile("big-endian", "1.2.840.10008.1.2.2", planter, native, { bigEndian: true }),
    deflated(
      plantedFile("deflated", "1.2.840.10008.1.2.1.99", planter, native, {
        transferSyntax: "1.2.840.10008.1.2.1.99",
      }),
    ),
    plantedFile("jpeg", "1.2.840.10008.1.2.4.50", planter, jpegPixels(planter), {}),
  ];
}
