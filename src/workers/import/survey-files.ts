import type {
  FileHandle,
  ImportProgress,
  RefusedFile,
  Survey,
  UnnamedGroup,
} from "../../domain/calls/import-calls.ts";
import type { CancelSignal } from "../../domain/cancel.ts";
import { asciiOf } from "../../formats/dicom/element-values.ts";
import { readDicom } from "../../formats/dicom/read-dicom.ts";
import { freeSpace } from "../../storage/quota.ts";
import { type Expanded, expandFile, type SniffedFile } from "./expand-files.ts";
import { formatNames } from "./format-names.ts";
import type { PatientId } from "./identity-maps.ts";
import { inBatches } from "./in-batches.ts";
import { pairFiles } from "./pair-files.ts";
import { refusalFrom, refusedFile } from "./refused-file.ts";
import { fromBlob } from "./source-file.ts";
import { throttled } from "./throttle.ts";

/** A file with who it is about: named by itself, or by the group whose patient the person names. */
export interface SurveyedFile {
  readonly file: SniffedFile;
  readonly patient: PatientId | null;
  readonly groupId: string | null;
}

/** What a survey keeps in the worker's memory until the import. */
export interface SurveyRecord {
  readonly survey: Survey;
  readonly files: readonly SurveyedFile[];
  readonly refused: readonly RefusedFile[];
}

const patientId = 0x00100020;
const issuerOfPatientId = 0x00100021;
const studyUid = 0x0020000d;

interface Look {
  readonly patient: PatientId | null;
  readonly study: string;
}

/** Reads who a DICOM file is about. A file that cannot be read this far is refused by the import, with its reason. */
async function lookAt(file: SniffedFile): Promise<Look> {
  if (file.kind === "tiff") return { patient: null, study: file.path };
  // Files of one folder are one study (`clean-raw.ts`).
  if (file.kind !== "dicom") return { patient: null, study: `raw ${folderOf(file.path)}` };
  try {
    const { dataset } = await readDicom(file.source);
    const id = asciiOf(dataset, patientId);
    return {
      patient: id === "" ? null : { issuer: asciiOf(dataset, issuerOfPatientId), id },
      study: asciiOf(dataset, studyUid) || file.path,
    };
  } catch {
    return { patient: null, study: file.path };
  }
}

/** Reads under way together: a first look waits for the disk, not for the processor. */
const readsAtOnce = 12;

/** Files without a patient are asked about once per folder (zips count as folders). */
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Expands, sniffs and groups the chosen files; nothing is stored. */
export async function surveyFiles(
  handles: readonly FileHandle[],
  signal: CancelSignal,
  progress: (progress: ImportProgress) => void,
): Promise<SurveyRecord> {
  const bytesTotal = handles.reduce((sum, handle) => sum + handle.size, 0);
  const tell = throttled(progress);
  const filesTotal = handles.length;
  let bytes = 0;
  const parts = await inBatches(
    handles,
    readsAtOnce,
    async (handle) => {
      signal.throwIfAborted();
      const part: Expanded = { files: [], loose: [], refused: [] };
      if (handle.file instanceof Blob) await expandFile(fromBlob(handle.path, handle.file), part, signal);
      else part.refused.push(refusedFile(handle.path, refusalFrom(new TypeError("no file"))));
      bytes += handle.size;
      return part;
    },
    (files) => tell({ phase: "survey", files, filesTotal, bytes, bytesTotal }),
  );
  const expanded = await pairFiles({
    files: parts.flatMap((part) => part.files),
    loose: parts.flatMap((part) => part.loose),
    refused: parts.flatMap((part) => part.refused),
  });
  // Entries of a zip one after the other: together they would throw out what the one before has just inflated.
  let turn: Promise<unknown> = Promise.resolve();
  const looks = await inBatches(
    expanded.files,
    readsAtOnce,
    (file) => {
      const look = () => {
        signal.throwIfAborted();
        return lookAt(file);
      };
      if (file.ranged) return look();
      const mine = turn.then(look);
      turn = mine.catch(() => undefined);
      return mine;
    },
    () => tell({ phase: "survey", files: filesTotal, filesTotal, bytes, bytesTotal }),
  );
  signal.throwIfAborted();

  const files: SurveyedFile[] = [];
  const studies = new Set<string>();
  const groups = new Map<string, { groupId: string; fileCount: number; formats: Set<string> }>();
  for (const [index, file] of expanded.files.entries()) {
    const look = looks[index] ?? { patient: null, study: file.path };
    studies.add(look.study);
    if (look.patient) {
      files.push({ file, patient: look.patient, groupId: null });
      continue;
    }
    const folder = folderOf(file.path);
    const group = groups.get(folder) ?? {
      groupId: `group-${groups.size + 1}`,
      fileCount: 0,
      formats: new Set(),
    };
    group.fileCount++;
    group.formats.add(formatNames[file.kind]);
    groups.set(folder, group);
    files.push({ file, patient: null, groupId: group.groupId });
  }
  const unnamed: UnnamedGroup[] = [...groups.values()].map((group) => ({
    ...group,
    formats: [...group.formats],
  }));
  const total = expanded.files.reduce((sum, file) => sum + file.size, 0);
  return {
    survey: {
      surveyId: crypto.randomUUID(),
      fileCount: expanded.files.length,
      studyCount: studies.size,
      bytes: total,
      needBytes: Math.ceil(total * 1.05),
      freeBytes: (await freeSpace()).freeBytes,
      unnamed,
    },
    files,
    refused: expanded.refused,
  };
}
