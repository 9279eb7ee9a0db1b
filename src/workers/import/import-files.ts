import type { FileOutcome, ImportProgress, ImportResult } from "../../domain/calls/import-calls.ts";
import { importResult } from "../../domain/calls/import-result.ts";
import type { RefusalCode } from "../../domain/deid/plan.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { freeSpace } from "../../storage/quota.ts";
import { PlainError } from "../serve.ts";
import { learnTerms } from "./clean-dicom.ts";
import type { SurveyedFile } from "./group-files.ts";
import { makeIdentity } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import {
  type ImportOutcome,
  type ImportSession,
  prepareFile,
  type SourceDigests,
  sourceDigests,
} from "./import-file.ts";
import { bytesPatienceMs } from "./patience.ts";
import { batchTerms } from "./patient-terms.ts";
import { currentPolicy } from "./policy.ts";
import { isQuota, RefusedError, refusalFrom, refusedFile } from "./refused-file.ts";
import { makeSearchSampler } from "./search-sampler.ts";
import { makeSeriesRows } from "./series-rows.ts";
import type { SourceFile } from "./source-file.ts";
import type { SurveyRecord } from "./survey-files.ts";
import { throttled } from "./throttle.ts";

/** How the page follows an import. */
export interface ImportControl {
  readonly signal: AbortSignal;
  progress(progress: ImportProgress): void;
}

/** A larger file waits until the one before it is stored: both lie in memory. */
const mostBeside = 16 << 20;

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);

/** A file's outcome as the page counts it. */
function counted(outcome: ImportOutcome): FileOutcome {
  if (outcome.kind === "held") return { kind: "held", image: outcome.held };
  const { instance, study, known } = outcome;
  return {
    kind: "ready",
    study: {
      studyUid: instance.studyUid,
      pseudonym: study?.pseudonym ?? "",
      description: study?.description ?? "",
      images: 1,
      known: known ? 1 : 0,
    },
  };
}

/** What the person answered to a survey, and which of its files an ended worker had finished. */
export interface ImportAnswers {
  readonly names: Readonly<Record<string, string>>;
  readonly apart: readonly string[];
  readonly done: readonly string[];
}

/**
 * Imports what a survey found, file by file; one that fails is listed and the others go on. On cancel what is stored stays, and
 * the files that were not reached are not listed. Each step is told before it is taken, so that one that hangs is known.
 */
export async function importFiles(
  record: SurveyRecord,
  { names, apart, done }: ImportAnswers,
  context: ImportContext,
  { signal, progress }: ImportControl,
): Promise<ImportResult> {
  const { freeBytes } = await freeSpace();
  if (freeBytes < record.survey.needBytes) {
    throw new PlainError(
      "no-space",
      `These files need ${megabytes(record.survey.needBytes)} MB; ${megabytes(freeBytes)} MB are free.`,
    );
  }
  const keys = await context.keys();
  const identity = makeIdentity(keys);
  const policy = await currentPolicy(context.database);
  const joined = record.files.filter(({ groupId }) => groupId === null || !apart.includes(groupId));
  const session: ImportSession = {
    keys,
    identity,
    policy,
    rows: makeSeriesRows(context.database),
    terms: await batchTerms(joined, names, identity, policy.options),
    sampler: makeSearchSampler(),
    names,
    apart: new Set(apart),
  };
  const tell = throttled(progress);
  const finished = new Set(done);
  const outcomes: FileOutcome[] = record.refused.map((file) => ({ kind: "refused", file }));
  const filesTotal = record.files.length;
  const bytesTotal = record.survey.bytes;
  let at: ImportProgress = { phase: "import", files: 0, filesTotal, bytes: 0, bytesTotal };
  const opened = (index: number) => openAhead(record.files[index]?.file, session.keys);
  let ahead = opened(0);
  // One file is stored and another read while a third is cleaned: a disk and a processor, each busy.
  let storing: Promise<void> = Promise.resolve();
  try {
    for (const [files, surveyed] of record.files.entries()) {
      if (signal.aborted) break;
      const { file } = surveyed;
      const { fileId } = file;
      const now: ImportProgress = { ...at, files };
      at = now;
      tell(now);
      const beat = (patienceMs: number) =>
        progress({ ...now, beat: { fileId, name: file.path, patienceMs } });
      if (file.size > mostBeside) await storing;
      const mine = ahead ?? (() => openFile(file, session.keys));
      ahead = file.size > mostBeside ? null : opened(files + 1);
      const commit = await oneFile(surveyed, mine, finished.has(fileId), { ...context, beat }, session);
      await storing;
      storing = commit().then((outcome) => {
        if (!outcome) return;
        outcomes.push(outcome);
        // The step of now, not of when this file began: the next one may be under way.
        progress({ ...at, done: { fileId, outcome } });
      });
      at = { ...now, bytes: now.bytes + file.size };
    }
  } finally {
    await storing;
    await session.rows.flush().catch((reason: unknown) => {
      if (!isQuota(reason)) throw reason;
      throw new PlainError(
        "no-space",
        "This device is full. What was stored is whole, but not all of it is in its series yet. Remove studies that you no longer need, then import the same files again.",
      );
    });
  }
  signal.throwIfAborted();
  // Here and not in the survey, which a file that ends workers has done more than once.
  for (const { code } of record.refused) await noteRefusal(context, "", code);
  tell({ ...at, files: filesTotal, bytes: bytesTotal });
  return importResult(
    outcomes,
    record.survey.discs.filter((disc) => disc.present < disc.listed),
  );
}

/** A file in memory, with what it is known by. */
interface OpenedFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly digests: SourceDigests;
}

async function openFile(file: SourceFile, keys: ProjectKeys): Promise<OpenedFile> {
  const content = await file.read();
  return { content, digests: await sourceDigests(keys, content) };
}

/** Opens the file that comes next, where that costs a disk only; null where it is to be opened in its turn. */
function openAhead(file: SourceFile | undefined, keys: ProjectKeys): Promise<OpenedFile> | null {
  if (!file?.ranged || file.size > mostBeside) return null;
  const opened = openFile(file, keys);
  // Told in its turn, or never, after a cancel.
  opened.catch(() => undefined);
  return opened;
}

/**
 * Cleans one file; what it gives stores it or lists it, and does not reject. Of one that was finished before only what it says of its
 * patient is learnt anew.
 */
async function oneFile(
  surveyed: SurveyedFile,
  opened: Promise<OpenedFile> | (() => Promise<OpenedFile>),
  finished: boolean,
  context: ImportContext,
  session: ImportSession,
): Promise<() => Promise<FileOutcome | null>> {
  const { file } = surveyed;
  let sourceHmac = "";
  const refused = async (reason: unknown): Promise<FileOutcome | null> => {
    if (finished) return null;
    const refusal = refusalFrom(reason);
    await noteRefusal(context, sourceHmac, refusal.code);
    return { kind: "refused", file: refusedFile(file.path, refusal) };
  };
  try {
    context.beat?.(bytesPatienceMs(file.size));
    if (file.size > 1 << 30) throw new RefusedError("too-large", `${file.size} bytes`);
    const { content, digests } = await (typeof opened === "function" ? opened() : opened);
    if (finished) {
      if (file.kind === "dicom") await learnTerms(content, context, { ...session, named: surveyed.patient });
      return async () => null;
    }
    sourceHmac = digests.sourceHmac;
    const commit = await prepareFile(surveyed, content, digests, context, session);
    return () => commit().then(counted).catch(refused);
  } catch (reason) {
    return () => refused(reason);
  }
}

/** The row says that a file was refused and why, never which. */
async function noteRefusal(context: ImportContext, sourceHmac: string, code: RefusalCode): Promise<void> {
  await context.database.refusals
    .put({ id: crypto.randomUUID(), at: context.now(), sourceHmac, code })
    .catch(() => undefined);
}
