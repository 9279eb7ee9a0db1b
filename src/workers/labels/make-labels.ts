import { objectOf } from "../../domain/annotation.ts";
import type { FileHandle } from "../../domain/calls/import-calls.ts";
import type {
  LabelFault,
  LabelPreview,
  LabelStudy,
  LabelsCalls,
  MaskChoices,
  MaskValue,
} from "../../domain/calls/labels-calls.ts";
import type { Classification } from "../../domain/classification.ts";
import { timeUuidFrom, uuidFrom } from "../../domain/instance-uid.ts";
import { newLabelsDiff } from "../../domain/new-labels-diff.ts";
import type { EditRecord } from "../../domain/record-diff.ts";
import { say } from "../../domain/said.ts";
import { makeSegmentCounter } from "../../domain/segment-counter.ts";
import { readAnnotations } from "../../storage/annotations.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readLog, writeLogRow } from "../../storage/log.ts";
import { readMaskChoices, writeMaskChoices } from "../../storage/mask-choices.ts";
import { readMaskTiles } from "../../storage/masks.ts";
import { consensusReader, readingTables, takeReading } from "../../storage/readings.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { type Handlers, PlainError } from "../serve.ts";
import { makePartSources } from "./capture-source.ts";
import { answerKey, makeGathering } from "./gather-labels.ts";
import {
  type FoundLabel,
  type FoundLabels,
  faultOf,
  type LabelContext,
  LabelFileError,
} from "./label-files.ts";
import { makeMaskWatch } from "./mask-watch.ts";
import { readLabelCoco } from "./read-label-coco.ts";
import { readLabelNdjson } from "./read-label-ndjson.ts";
import { isPngFile, readLabelPng } from "./read-label-png.ts";
import { readLabelRtstruct } from "./read-label-rtstruct.ts";
import { readLabelSeg } from "./read-label-seg.ts";
import { readLabelSr } from "./read-label-sr.ts";
import { readLabelVolume, volumeKind } from "./read-label-volume.ts";
import { readListedVolume, volumeList } from "./read-listed-volume.ts";

/** The folder of a path, with a slash at its end; empty for a name alone. */
const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
/** Files of a volume of ours beside its list. */
const isVolume = (name: string) => /^((image|labels|instances)|(overlap\/)?\d+)\.nii\.gz$/.test(name);

interface Batch {
  readonly id: string;
  readonly labels: ReadonlyMap<string, readonly FoundLabel[]>;
  readonly answers: ReadonlyMap<string, readonly Classification[]>;
  /** What was said of masks, to be remembered; null: there were none. */
  readonly masks: { readonly schemaId: string; readonly choices: MaskChoices } | null;
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
/** Readers of DICOM objects by their class (PS3.4 B.5). */
const objectReaders = new Map([
  ["1.2.840.10008.5.1.4.1.1.66.4", readLabelSeg],
  ["1.2.840.10008.5.1.4.1.1.66.7", readLabelSeg],
  ["1.2.840.10008.5.1.4.1.1.481.3", readLabelRtstruct],
  ["1.2.840.10008.5.1.4.1.1.88.34", readLabelSr],
]);
const labelForms = "NDJSON, COCO, DICOM SEG, RTSTRUCT or SR, or a mask as NIfTI, NRRD, MetaImage or PNG";

/** What a file is, by its content. */
async function readFile(bytes: Uint8Array, context: LabelContext): Promise<FoundLabels> {
  const volume = volumeKind(bytes);
  if (volume) return readLabelVolume(volume, bytes, context);
  const head = String.fromCharCode(...bytes.subarray(0, 2048));
  if (head.slice(128, 132) === "DICM") {
    // The class of the file itself comes first (PS3.10 7.1); a report names those of others further down.
    const first = [...objectReaders]
      .map(([uid, read]) => ({ at: head.indexOf(uid), read }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)[0];
    if (first) return first.read(bytes, context);
    throw new LabelFileError("the file", "a DICOM SEG, RTSTRUCT or SR", "another DICOM object");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LabelFileError("the file", labelForms, "another format");
  }
  const start = text.trimStart();
  // COCO is one value with these keys; NDJSON has one record a line.
  if (start.startsWith("{") && /"annotations"\s*:\s*\[/.test(text) && /"categories"\s*:/.test(text))
    return readLabelCoco(text, context);
  if (start.startsWith("{")) return readLabelNdjson(text, context);
  throw new LabelFileError("the file", labelForms, "another format");
}

/** Finds the label of a thing on a frame; each study is read once. */
function labelsHere(database: MainDatabase): NonNullable<LabelContext["known"]> {
  const studies = new Map<string, ReadonlyMap<string, string>>();
  const keyOf = (thing: string, sop: string, frame: number) => `${thing} ${sop} ${frame}`;
  return async (thing, sop, frame) => {
    const studyUid = (await database.instances.get(sop))?.studyUid ?? "";
    if (!studies.has(studyUid)) {
      const rows = await database.annotations.where("studyUid").equals(studyUid).toArray();
      const places = rows.map(({ instanceUid, annotation }): [string, string] => [
        keyOf(objectOf(annotation), annotation.target.sop, annotation.target.frame),
        instanceUid,
      ]);
      studies.set(studyUid, new Map(places));
    }
    return studies.get(studyUid)?.get(keyOf(thing, sop, frame));
  };
}

function byStudy<T>(items: readonly T[], studyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(studyOf(item), [...(groups.get(studyOf(item)) ?? []), item]);
  return groups;
}

/** Reads and adds labels out of files; one batch is held at a time. */
export function makeLabels(database: MainDatabase): Handlers<LabelsCalls> {
  let batch: Batch | null = null;
  const preview = async (
    gathering: ReturnType<typeof makeGathering>,
    faults: LabelFault[],
    masks: Batch["masks"],
    values: readonly MaskValue[],
  ) => {
    const found = byStudy(gathering.labels(), ({ annotation }) => annotation.target.study);
    const given = byStudy(gathering.answers(), ({ target }) => target.study);
    const studies: LabelStudy[] = [];
    const [fresh, freshAnswers] = [new Map<string, FoundLabel[]>(), new Map<string, Classification[]>()];
    for (const studyUid of new Set([...found.keys(), ...given.keys()])) {
      const study = await database.studies.get(studyUid);
      if (!study) {
        faults.push({ file: "", where: "target.study", expected: "a study on this device", found: studyUid });
        continue;
      }
      if (study.reader === consensusReader || study.state === "accepted") {
        const expected = "a study that is open for labels";
        faults.push({ file: "", where: study.pseudonym, expected, found: "an accepted one" });
        continue;
      }
      const own = found.get(studyUid) ?? [];
      const here = await database.annotations.bulkGet(own.map(({ annotation }) => annotation.instanceUid));
      const added = own.filter((_, at) => here[at] === undefined);
      const said = given.get(studyUid) ?? [];
      // One question about one thing has one answer: what is here already stays, also under another ID.
      const known = await database.classifications.where("studyUid").equals(studyUid).toArray();
      const answered = new Set(
        known.flatMap(({ recordUid, classification }) => [recordUid, answerKey(classification)]),
      );
      const addedAnswers = said.filter(
        (one) => !answered.has(one.recordUid) && !answered.has(answerKey(one)),
      );
      fresh.set(studyUid, added);
      freshAnswers.set(studyUid, addedAnswers);
      studies.push({
        studyUid,
        pseudonym: study.pseudonym,
        description: study.description,
        labels: added.length,
        images: new Set(added.map(({ annotation: { target } }) => `${target.sop} ${target.frame}`)).size,
        answers: addedAnswers.length,
        known: own.length - added.length + said.length - addedAnswers.length,
      });
    }
    const id = uuidFrom(random(16));
    batch = faults.length > 0 ? null : { id, labels: fresh, answers: freshAnswers, masks };
    return {
      batchId: batch?.id ?? "",
      studies,
      faults,
      openContours: gathering.openContours(),
      masks: masks && { values, things: masks.choices.things },
    } satisfies LabelPreview;
  };
  return {
    async readLabels({ files, user, device, at, masks: said }) {
      const schema = await activeSchema(database);
      const instance = (sop: string) => database.instances.get(sop);
      const known = labelsHere(database);
      const series = () => database.series.toArray();
      const part = makePartSources(() => database.instances.toArray());
      const choices = said ?? (await readMaskChoices(database, schema));
      const watch = makeMaskWatch(schema, choices);
      const images = () => database.instances.toArray();
      const who = { user, device, at };
      const context: LabelContext = {
        schema,
        instance,
        known,
        part,
        series,
        images,
        masks: watch.context,
        ...who,
      };
      const faults: LabelFault[] = [];
      const gathering = makeGathering();
      const handles = files as readonly (FileHandle & { readonly file: Blob })[];
      const bytesOf = async (handle: (typeof handles)[number]) =>
        new Uint8Array(await handle.file.arrayBuffer());
      // A volume of ours is read by the list beside it, which says what its values mean.
      const listed = handles.filter(({ path }) => path === `${folderOf(path)}${volumeList}`);
      const inVolume = (path: string) =>
        listed.some(
          (list) => path.startsWith(folderOf(list.path)) && isVolume(path.slice(folderOf(list.path).length)),
        );
      // The manifest of a dataset says which image a mask picture is of; it holds no label itself.
      const manifest = handles.find(({ name }) => name === "manifest.json");
      const isBeside = (path: string) =>
        path === manifest?.path && handles.some(({ name }) => /\.png$/i.test(name));
      for (const handle of handles.filter(({ path }) => !inVolume(path) && !isBeside(path))) {
        try {
          const beside = async (name: string) => {
            // Chosen one by one, files have no folder.
            const places = [name, name.split("/").at(-1)].map((one) => `${folderOf(handle.path)}${one}`);
            const own = handles.find(({ path }) => places.includes(path));
            return own ? bytesOf(own) : null;
          };
          const bytes = await bytesOf(handle);
          const found = listed.includes(handle)
            ? await readListedVolume(bytes, beside, context)
            : isPngFile(bytes)
              ? await readLabelPng(handle.name, bytes, (await manifest?.file.text()) ?? null, context)
              : await readFile(bytes, context);
          gathering.take(found);
        } catch (reason) {
          if (!(reason instanceof LabelFileError)) throw reason;
          faults.push(faultOf(handle.name, reason));
        }
      }
      const values = watch.values();
      const used = values.length > 0 ? { schemaId: schema.id, choices } : null;
      return preview(gathering, faults, used, values);
    },
    async addLabels({ batchId, actor, chain, at }) {
      const now = batch;
      if (now?.id !== batchId)
        throw new PlainError("batch-gone", say`Choose the files once more: others were read since.`);
      let [labels, answers, studies] = [0, 0, 0];
      for (const [studyUid, own] of now.labels) {
        const said = now.answers.get(studyUid) ?? [];
        if (own.length + said.length === 0) continue;
        await takeReading(database, studyUid, actor, { chain, actor, at });
        await database.transaction("rw", readingTables(database), async () => {
          const study = await database.studies.get(studyUid);
          const stored = await readAnnotations(database, studyUid);
          const segments = makeSegmentCounter(stored, await readLog(database, studyUid));
          const diff = newLabelsDiff(own, await readMaskTiles(database, studyUid), segments);
          const records = said.map((value): [string, EditRecord] => [
            value.recordUid,
            { kind: "classification", id: value.recordUid, value },
          ]);
          const task = `task:${studyUid}`;
          const state = (value: "todo" | "labelling") => ({ kind: "task", id: task, value }) as const;
          const updated =
            study?.state === "todo" ? { [task]: [state("todo"), state("labelling")] as const } : {};
          const added = { ...diff.added, ...Object.fromEntries(records) };
          const id = timeUuidFrom(random(16), Date.parse(at));
          const row = { id, at, actor, source: "import", actionId: "import-labels", undoable: true } as const;
          await writeLogRow(
            database,
            studyUid,
            { ...row, diff: { ...diff, added, updated } },
            { chain, tab: null },
          );
        });
        labels += own.length;
        answers += said.length;
        studies++;
      }
      if (now.masks) await writeMaskChoices(database, now.masks.schemaId, now.masks.choices);
      batch = null;
      return { labels, answers, studies };
    },
  };
}
