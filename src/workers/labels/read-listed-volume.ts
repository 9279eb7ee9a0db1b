import {
  type FoundLabel,
  type FoundLabels,
  imageOf,
  importedLabel,
  type LabelContext,
  LabelFileError,
  shortly,
} from "./label-files.ts";
import { labelUid, thingUid } from "./label-uid.ts";
import { spansByValue } from "./mask-onto-frame.ts";
import { readMaskVolume } from "./read-label-volume.ts";

/** The name of the list beside a volume of ours. */
export const volumeList = "labels.json";

interface ListedInstance {
  readonly value: number;
  readonly instanceUid: string;
  readonly class: string;
  readonly overlap: string | null;
  readonly labels?: readonly { readonly slice: number; readonly instanceUid: string }[];
}

interface VolumeLabels {
  readonly schema?: unknown;
  readonly slices: readonly { readonly sop: string; readonly frame: number }[];
  readonly instances: readonly ListedInstance[];
}

function readList(bytes: Uint8Array): VolumeLabels {
  try {
    const list = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as VolumeLabels;
    if (
      list.schema === "overread-volume-labels/1" &&
      Array.isArray(list.slices) &&
      Array.isArray(list.instances)
    )
      return list;
  } catch {
    // Said below.
  }
  throw new LabelFileError("the file", "overread-volume-labels/1", "another form");
}

/**
 * Labels of a NIfTI volume of ours by the `labels.json` beside it: images by their UIDs, every label under its own ID. `beside` gives a file
 * of the same folder, or null.
 */
export async function readListedVolume(
  bytes: Uint8Array,
  beside: (name: string) => Promise<Uint8Array | null>,
  context: LabelContext,
): Promise<FoundLabels> {
  const list = readList(bytes);
  const open = async (name: string) => {
    const file = await beside(name);
    if (!file) throw new LabelFileError(name, "this file beside labels.json", "none");
    return readMaskVolume("nifti", file).mask;
  };
  const numbers = await open("instances.nii.gz");
  const [columns, rows, slices] = numbers.size;
  if (slices !== list.slices.length)
    throw new LabelFileError("slices", `${slices}, as instances.nii.gz has`, String(list.slices.length));
  const labels: FoundLabel[] = [];
  for (const [at, item] of list.instances.entries()) {
    const where = `instances[${at}]`;
    const entry = context.schema.classes.find(({ id }) => id === item.class);
    if (!entry)
      throw new LabelFileError(`${where}.class`, "a class of this project's schema", shortly(item.class));
    const thing = thingUid(String(item.instanceUid));
    const mask = item.overlap === null ? numbers : await open(String(item.overlap));
    let isFirst = true;
    for (const [slice, { sop, frame }] of list.slices.entries()) {
      const map = { origin: slice * columns * rows, across: 1, down: columns };
      const spans = spansByValue(mask, map, columns, rows).get(item.overlap === null ? item.value : 1);
      if (!spans) continue;
      const instance = await imageOf(context, `slices[${slice}]`, { sop, frame });
      if (instance.facts.columns !== columns || instance.facts.rows !== rows)
        throw new LabelFileError(
          `slices[${slice}]`,
          `${instance.facts.columns} × ${instance.facts.rows} pixels`,
          `${columns} × ${rows}`,
        );
      const said = item.labels?.find((one) => one.slice === slice)?.instanceUid ?? "";
      const uid = await labelUid(context, thing, said, { sop, frame, isFirst });
      isFirst = false;
      labels.push({ annotation: importedLabel(context, uid, entry.id, instance, frame, thing), spans });
    }
  }
  return { labels, answers: [] };
}
