import type { Instance } from "../../domain/study.ts";
import { FormatError } from "../../formats/format-error.ts";
import { type PngReading, readPng } from "../../formats/png/read-png.ts";
import { sha256Hex } from "../export/sha256-hex.ts";
import {
  type FoundLabels,
  imageOf,
  importedLabel,
  type LabelContext,
  LabelFileError,
  shortly,
} from "./label-files.ts";
import { labelUid, thingUid } from "./label-uid.ts";
import { type FrameSpans, maskLabels } from "./mask-labels.ts";
import { spansByValue } from "./mask-onto-frame.ts";

/** What `manifest.json` of a dataset of ours says of images and labels. */
interface Manifest {
  readonly images?: readonly { readonly imageId: string; readonly sop: string; readonly frame: number }[];
  readonly instances?: readonly {
    readonly instanceUid: string;
    readonly objectUid?: string;
    readonly class: string;
  }[];
}

const isPng = [0x89, 0x50, 0x4e, 0x47] as const;

/** Whether a file is a PNG by its first bytes. */
export const isPngFile = (bytes: Uint8Array): boolean => isPng.every((byte, at) => bytes[at] === byte);

/** One value for each pixel: grey, an index into a palette, or colours of three equal parts; an alpha is left out. */
function greyOf({ channels, samples, indices }: PngReading): ArrayLike<number> {
  if (indices) return indices;
  if (channels === 1) return samples;
  const count = samples.length / channels;
  const grey = new Uint16Array(count);
  for (let at = 0; at < count; at++) {
    const value = samples[at * channels] ?? 0;
    if (channels > 2 && (samples[at * channels + 1] !== value || samples[at * channels + 2] !== value))
      throw new LabelFileError("the file", "one value for each pixel", "colours");
    grey[at] = value;
  }
  return grey;
}

/** A manifest of the layout that this version knows; a higher number means other things (export-and-workflow 3.10). */
function readManifest(text: string): Manifest {
  let found = "another form";
  try {
    const manifest = JSON.parse(text) as Manifest & { readonly schema?: unknown };
    if (manifest.schema === "overread-dataset/1") return manifest;
    if (typeof manifest.schema === "string") found = shortly(manifest.schema);
  } catch {
    // Said below.
  }
  throw new LabelFileError("manifest.json", "overread-dataset/1", found);
}

interface Place {
  readonly instance: Instance;
  readonly frame: number;
  /** The label that the file holds alone, as a dataset of ours names it. */
  readonly label?: { readonly uid: string; readonly thing: string; readonly classId: string };
}

/** `i000001.png` and `i000001__2.25.7.png` of a dataset of ours, by its manifest. */
async function placeInDataset(
  name: string,
  manifest: Manifest,
  context: LabelContext,
): Promise<Place | null> {
  const [, imageId, uid] = /^(i\d{6,})(?:__([\d.]+))?\.png$/.exec(name) ?? [];
  const image = manifest.images?.find((one) => one.imageId === imageId);
  if (!image) return null;
  const instance = await imageOf(context, imageId ?? "", image);
  const label = manifest.instances?.find(({ instanceUid }) => instanceUid === uid);
  if (uid === undefined || !label) return { instance, frame: image.frame };
  return {
    instance,
    frame: image.frame,
    label: { uid, thing: thingUid(label.objectUid ?? uid), classId: label.class },
  };
}

/** The image that a picture is of: by the UID (and the frame after `_`) in its name, else the only one of its size. */
async function placeOf(name: string, { columns, rows }: PngReading, context: LabelContext): Promise<Place> {
  for (const [, uid = "", frame] of name.matchAll(/(\d+(?:\.\d+)+)(?:_(\d+))?/g)) {
    const instance = await context.instance(uid.replace(/\.$/, ""));
    if (!instance) continue;
    const at = Number(frame ?? 1);
    return { instance: await imageOf(context, name, { sop: instance.sopUid, frame: at }), frame: at };
  }
  const fits = ((await context.images?.()) ?? []).filter(
    ({ facts }) => facts.columns === columns && facts.rows === rows && facts.frames === 1 && !facts.pyramid,
  );
  const [only] = fits;
  if (only && fits.length === 1) return { instance: only, frame: 1 };
  throw new LabelFileError(
    "the file",
    `the UID of its image in its name, a dataset's manifest.json beside it, or one image of ${columns} × ${rows} pixels on this device`,
    fits.length === 0 ? "none" : `${fits.length} of that size`,
  );
}

/** Labels of a mask picture: what values and things are see `maskLabels`. `manifest` is the text of a dataset's, where it was chosen too. */
export async function readLabelPng(
  name: string,
  bytes: Uint8Array,
  manifest: string | null,
  context: LabelContext,
): Promise<FoundLabels> {
  let picture: PngReading;
  try {
    picture = readPng(bytes);
  } catch (reason) {
    if (!(reason instanceof FormatError)) throw reason;
    throw new LabelFileError("the file", reason.expected, reason.found);
  }
  const { columns, rows } = picture;
  const said = manifest === null ? null : await placeInDataset(name, readManifest(manifest), context);
  const { instance, frame, label } = said ?? (await placeOf(name, picture, context));
  const { facts } = instance;
  if (facts.columns !== columns || facts.rows !== rows)
    throw new LabelFileError("the file", `${facts.columns} × ${facts.rows} pixels`, `${columns} × ${rows}`);
  const volume = { size: [columns, rows, 1] as const, values: greyOf(picture) };
  const spans = spansByValue(volume, { origin: 0, across: 1, down: columns }, columns, rows);
  if (spans.size === 0) throw new LabelFileError("the file", "a mask", "zeros only");
  const place: FrameSpans = { instance, frame, spans };
  if (!label) return { labels: await maskLabels([place], await sha256Hex(bytes), context), answers: [] };
  const entry = context.schema.classes.find(({ id }) => id === label.classId);
  if (!entry) throw new LabelFileError("class", "a class of this project's schema", shortly(label.classId));
  const { sopUid: sop } = instance;
  const uid = await labelUid(context, label.thing, label.uid, { sop, frame, isFirst: true });
  const all = [...spans.values()].flat().sort(([a, x], [b, y]) => a - b || x - y);
  return {
    labels: [{ annotation: importedLabel(context, uid, entry.id, instance, frame, label.thing), spans: all }],
    answers: [],
  };
}
