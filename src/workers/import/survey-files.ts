import type {
  FileHandle,
  ImportProgress,
  LostFile,
  RefusedFile,
  Survey,
} from "../../domain/calls/import-calls.ts";
import type { CancelSignal } from "../../domain/cancel.ts";
import { objectKind } from "../../domain/study-object.ts";
import { datasetValues } from "../../formats/dicom/deid/dataset-values.ts";
import { type Naming, namingElements } from "../../formats/dicom/deid/naming-elements.ts";
import { asciiOf } from "../../formats/dicom/element-values.ts";
import { readDicom } from "../../formats/dicom/read-dicom.ts";
import { freeSpace } from "../../storage/quota.ts";
import { decodeLabel } from "./decode-label.ts";
import { checkDisc } from "./disc-index.ts";
import { type Expanded, expandFile, type SniffedFile, type Walk } from "./expand-files.ts";
import { folderOf, groupFiles, type Look, type SurveyedFile } from "./group-files.ts";
import { inBatches } from "./in-batches.ts";
import { pairFiles } from "./pair-files.ts";
import { bytesPatienceMs } from "./patience.ts";
import { refusalFrom, refusedFile } from "./refused-file.ts";
import { fromBlob } from "./source-file.ts";
import { throttled } from "./throttle.ts";

/** What a survey keeps in the worker's memory until the import. */
export interface SurveyRecord {
  readonly survey: Survey;
  readonly files: readonly SurveyedFile[];
  readonly refused: readonly RefusedFile[];
}

const patientId = 0x00100020;
const issuerOfPatientId = 0x00100021;
const studyUid = 0x0020000d;
const sopClassUid = 0x00080016;

/** Longer values are no name or number that turns up elsewhere. */
const longestNaming = 128;

/** Equal values of a survey as one object: a thousand slices of one patient say the same. */
function makeShared() {
  const known = new Map<string, Naming>();
  return (one: Naming): Naming => {
    const key = `${one.tag} ${one.vr} ${one.text}`;
    const found = known.get(key) ?? one;
    known.set(key, found);
    return found;
  };
}

/** Reads who a DICOM file is about. A file that cannot be read this far is refused by the import, with its reason. */
async function lookAt(file: SniffedFile, shared: (one: Naming) => Naming): Promise<Look> {
  const nothing: Look = { file, patient: null, studyUid: "", naming: [] };
  if (file.kind !== "dicom") return nothing;
  try {
    const dicom = await readDicom(file.source);
    const { dataset } = dicom;
    const id = asciiOf(dataset, patientId);
    return {
      file,
      patient: id === "" ? null : { issuer: asciiOf(dataset, issuerOfPatientId), id },
      studyUid: asciiOf(dataset, studyUid),
      isObject: objectKind(asciiOf(dataset, sopClassUid)) !== null,
      naming: namingElements(datasetValues(dicom, decodeLabel))
        .filter(({ text }) => text.length <= longestNaming)
        .map(shared),
    };
  } catch {
    return nothing;
  }
}

/** What counts as one study before anything is read whole: pictures and volumes of one folder are one (`clean-raw.ts`). */
const studyOf = ({ studyUid, file }: Look): string =>
  studyUid || (file.kind === "dicom" || file.kind === "tiff" ? file.path : `raw ${folderOf(file.path)}`);

/** Reads under way together: a first look waits for the disk, not for the processor. */
const readsAtOnce = 12;

/** How a survey is followed, and what it knows of workers that ended over the same files. */
export interface SurveyOptions {
  readonly signal: CancelSignal;
  readonly progress: (progress: ImportProgress) => void;
  readonly lost?: readonly LostFile[];
  readonly oneByOne?: boolean;
}

/** Expands, sniffs and groups the chosen files; nothing is stored. */
export async function surveyFiles(
  handles: readonly FileHandle[],
  { signal, progress, lost = [], oneByOne = false }: SurveyOptions,
): Promise<SurveyRecord> {
  const bytesTotal = handles.reduce((sum, handle) => sum + handle.size, 0);
  const tell = throttled(progress);
  const filesTotal = handles.length;
  const together = oneByOne ? 1 : readsAtOnce;
  let bytes = 0;
  let done = 0;
  const beat: Walk["beat"] = (fileId, name, patienceMs) => {
    progress({
      phase: "survey",
      files: done,
      filesTotal,
      bytes,
      bytesTotal,
      beat: { fileId, name, patienceMs },
    });
  };
  const parts = await inBatches(
    [...handles.entries()],
    together,
    async ([at, handle]) => {
      signal.throwIfAborted();
      const part: Expanded = { files: [], loose: [], refused: [], discs: [] };
      if (handle.file instanceof Blob) {
        await expandFile(fromBlob(handle.path, handle.file), part, { signal, lost, beat }, `${at}`);
      } else part.refused.push(refusedFile(handle.path, refusalFrom(new TypeError("no file"))));
      bytes += handle.size;
      return part;
    },
    (files) => {
      done = files;
      tell({ phase: "survey", files, filesTotal, bytes, bytesTotal });
    },
  );
  const expanded = await pairFiles({
    files: parts.flatMap((part) => part.files),
    loose: parts.flatMap((part) => part.loose),
    refused: parts.flatMap((part) => part.refused),
    discs: parts.flatMap((part) => part.discs),
  });
  const shared = makeShared();
  // Entries of a zip one after the other: together they would throw out what the one before has just inflated.
  let turn: Promise<unknown> = Promise.resolve();
  const looks = await inBatches(
    expanded.files,
    together,
    (file) => {
      const look = () => {
        signal.throwIfAborted();
        beat(file.fileId, file.path, bytesPatienceMs(file.ranged ? 0 : file.size));
        return lookAt(file, shared);
      };
      if (file.ranged) return look();
      const mine = turn.then(look);
      turn = mine.catch(() => undefined);
      return mine;
    },
    () => tell({ phase: "survey", files: filesTotal, filesTotal, bytes, bytesTotal }),
  );
  signal.throwIfAborted();

  const { files, unnamed } = await groupFiles(looks);
  const total = expanded.files.reduce((sum, file) => sum + file.size, 0);
  const paths = expanded.files.map((file) => file.path);
  return {
    survey: {
      surveyId: crypto.randomUUID(),
      fileCount: expanded.files.length,
      studyCount: new Set(looks.map(studyOf)).size,
      bytes: total,
      needBytes: Math.ceil(total * 1.05),
      freeBytes: (await freeSpace()).freeBytes,
      unnamed,
      discs: expanded.discs.map((disc) => checkDisc(disc, paths)),
    },
    files,
    refused: expanded.refused,
  };
}
