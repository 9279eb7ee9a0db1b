import "fake-indexeddb/auto";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, resolve, sep } from "node:path";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import { instanceUidFrom } from "../../../../src/domain/instance-uid.ts";
import type { LabelSchema } from "../../../../src/domain/label-schema.ts";
import { labelColor, starterLabelSchema } from "../../../../src/domain/label-schema-starter.ts";
import { encodeMaskRle } from "../../../../src/domain/mask-rle.ts";
import { writeNdjson } from "../../../../src/formats/ndjson/write-ndjson.ts";
import { chooseSchema } from "../../../../src/storage/schemas.ts";
import { makeDatasetReader } from "../../../../src/workers/export/dataset-reader.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import { takenStore } from "../../dicom-export.ts";
import type { Pair } from "../assist/read-pairs.ts";

/** One expert label on one frame, from the mask file alone. `thing`: what all its slices share. */
export interface TruthMask {
  readonly instanceUid: string;
  readonly thing: string;
  readonly classId: string;
  readonly classIndex: number;
  readonly sop: string;
  readonly frame: number;
  readonly columns: number;
  readonly rows: number;
  /** Row by row, 0 or 1. */
  readonly bits: Uint8Array<ArrayBuffer>;
}

/** An image in a store of its own, with the expert's masks as accepted labels. */
export interface ExpertStore {
  readonly harness: Awaited<ReturnType<typeof takenStore>>;
  readonly schema: LabelSchema;
  /** Whether the image was no DICOM file: its capture is written by us. */
  readonly raw: boolean;
  readonly truth: readonly TruthMask[];
}

interface Plane {
  readonly sop: string;
  readonly frame: number;
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
}

const at = "2026-01-01T00:00:00.000Z";
const control = {
  signal: new AbortController().signal,
  progress: () => undefined as never,
  transfer: () => undefined,
};

/** An ID that is the same in every run: the export's bytes are compared. */
const uidOf = (...parts: readonly (string | number)[]) =>
  instanceUidFrom(new Uint8Array(createHash("sha256").update(parts.join("\n")).digest().subarray(0, 16)));

/** The frames of a store in the order of their series; a sentence where there is not exactly one series. */
async function planesOf(harness: ExpertStore["harness"], pixels: boolean): Promise<Plane[] | string> {
  const { database, codecs } = harness.context;
  const series = await database.series.toArray();
  const [own] = series;
  if (!own || series.length > 1) return `${series.length} series in one file`;
  const reader = makeDatasetReader(database, codecs, control.signal);
  const planes: Plane[] = [];
  for (const { sopUid, frameIndex } of own.frames) {
    const instance = await database.instances.get(sopUid);
    if (!instance) return "an image of the series is not stored";
    const { columns, rows } = instance.facts;
    const values = pixels ? (await reader.frame({ instance, frame: frameIndex + 1 })).pixels : [];
    if (pixels && values.length !== columns * rows) return "a mask in colour";
    planes.push({ sop: sopUid, frame: frameIndex + 1, columns, rows, values });
  }
  return planes;
}

/** Classes of the labels that occur: the starter's, which have codes, and beyond them classes without. */
function schemaOf(count: number): LabelSchema {
  const coded = starterLabelSchema.classes;
  const classes = Array.from({ length: count }, (_, index) => {
    const known = coded[index];
    if (known) return known;
    const own = { id: `label-${index + 1}`, index: index + 1, name: `Label ${index + 1}`, hotkey: "" };
    const rest = { color: labelColor(index + 1), category: null, type: null, overlap: "allow" } as const;
    return { ...own, ...rest, geometry: ["mask" as const] };
  });
  return { schema: "overread-label-schema/1", id: "verify", version: 1, title: "Verify", classes };
}

/** Every label value of every mask file is one thing, whatever the number of its slices. */
function truthOf(
  pair: Pair,
  images: readonly Plane[],
  masks: readonly (readonly Plane[])[],
  classOf: (mask: number, value: number) => { readonly id: string; readonly index: number },
): TruthMask[] {
  const first = new Map<string, string>();
  return masks.flatMap((mask, file) =>
    mask.flatMap((plane, slice) => {
      const image = images[slice];
      if (!image) return [];
      const values = [...new Set(Array.from(plane.values))].filter((value) => value !== 0);
      return values
        .sort((a, b) => a - b)
        .map((value) => {
          const instanceUid = uidOf(pair.set, pair.id, file, value, slice);
          const thing = first.get(`${file} ${value}`) ?? instanceUid;
          first.set(`${file} ${value}`, thing);
          const { id, index } = classOf(file, value);
          const { sop, frame, columns, rows } = image;
          const bits = Uint8Array.from(plane.values, (found) => (found === value ? 1 : 0));
          return { instanceUid, thing, classId: id, classIndex: index, sop, frame, columns, rows, bits };
        });
    }),
  );
}

function record(label: TruthMask, schema: LabelSchema, study: string, series: string) {
  const { instanceUid, thing, classId, sop, frame, columns, rows, bits } = label;
  return {
    v: 1,
    instanceUid,
    ...(thing === instanceUid ? {} : { objectUid: thing }),
    classId,
    schemaVersion: schema.version,
    target: { study, series, sop, frame },
    geometry: { type: "mask", rle: encodeMaskRle({ columns, rows, bits }) },
    attributes: {},
    status: "accepted",
    locked: false,
    hidden: false,
    provenance: {
      origin: "human",
      author: "7d9f0a52-7d3c-4e0e-9d50-6a1f0c2b3e4f",
      device: "3f1c2a5e-1111-4222-8333-944455556666",
      createdAt: at,
      editedAt: at,
      activeSeconds: 0,
      derivedFrom: [],
    },
  } satisfies Omit<Annotation, "geometry"> & { geometry: unknown };
}

/**
 * Takes the image of a pair and its masks in through the import's own code (in stores of their own), and adds the masks as labels through
 * the labels worker's own code. A sentence where the pair cannot be used.
 */
export async function expertStore(
  corpus: string,
  pair: Pair,
  patient: string,
): Promise<ExpertStore | string> {
  const base = resolve(corpus);
  const open = async (path: string) => {
    const file = resolve(base, path);
    if (!file.startsWith(base + sep)) return "a path that leaves the folder";
    return takenStore([[basename(file), new Uint8Array(readFileSync(file))]], patient);
  };
  const harness = await open(pair.image);
  if (typeof harness === "string") return harness;
  const images = await planesOf(harness, false);
  if (typeof images === "string") return images;
  const masks: Plane[][] = [];
  for (const path of pair.masks) {
    const taken = await open(path);
    const planes = typeof taken === "string" ? taken : await planesOf(taken, true);
    if (typeof planes === "string") return `mask: ${planes}`;
    const fits = planes.every((plane, slice) => {
      const { columns, rows } = images[slice] ?? {};
      return plane.columns === columns && plane.rows === rows;
    });
    if (!fits || planes.length !== images.length) return "the mask has another grid than the image";
    if (planes.some(({ values }) => Array.from(values).some((value) => !Number.isInteger(value))))
      return "the mask holds more than whole numbers";
    masks.push(planes);
  }
  const kinds = masks.flatMap((planes, file) => {
    const values = [...new Set(planes.flatMap(({ values }) => [...new Set(Array.from(values))]))];
    return values.filter((value) => value !== 0).map((value) => `${file} ${value}`);
  });
  const schema = schemaOf(kinds.length);
  const truth = truthOf(pair, images, masks, (file, value) => {
    const found = schema.classes[kinds.indexOf(`${file} ${value}`)];
    return { id: found?.id ?? "", index: found?.index ?? 0 };
  });
  if (truth.length === 0) return "an empty mask";
  const { database } = harness.context;
  await chooseSchema(database, schema);
  const [series] = await database.series.toArray();
  const records = truth.map((label) =>
    record(label, schema, series?.studyUid ?? "", series?.seriesUid ?? ""),
  );
  const file = new Blob([writeNdjson(records)]);
  const labels = makeLabels(database);
  const files = [{ name: "expert.ndjson", path: "expert.ndjson", size: file.size, file }];
  const preview = await labels.readLabels({ files, user: "u1", device: "dev-a", at }, control);
  const [fault] = preview.faults;
  if (fault) return `${fault.where}: expected ${fault.expected}, found ${fault.found}`;
  await labels.addLabels({ batchId: preview.batchId, actor: "u1", chain: "dev-a", at }, control);
  const raw = (await database.instances.toArray()).some(({ format }) => format !== "dicom");
  return { harness, schema, raw, truth };
}
