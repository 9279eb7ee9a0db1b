import type { FileOutcome, ImportProgress, ImportResult } from "../../domain/calls/import-calls.ts";
import { importResult } from "../../domain/calls/import-result.ts";
import type { RefusalCode } from "../../domain/deid/plan.ts";
import { FormatError } from "../../formats/format-error.ts";
import { freeSpace } from "../../storage/quota.ts";
import { PlainError } from "../serve.ts";
import { learnTerms } from "./clean-dicom.ts";
import type { SurveyedFile } from "./group-files.ts";
import { makeIdentity } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import { type ImportOutcome, type ImportSession, prepareFile, sourceDigests } from "./import-file.ts";
import { makeCaptureJoiner } from "./join-captures.ts";
import { bytesPatienceMs } from "./patience.ts";
import { batchTerms } from "./patient-terms.ts";
import { currentPolicy } from "./policy.ts";
import { RefusedError, refusalFrom, refusedFile } from "./refused-file.ts";
import { makeSearchSampler } from "./search-sampler.ts";
import { makeSeriesRows } from "./series-rows.ts";
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
    captures: makeCaptureJoiner(keys.px, context.now),
  };
  const tell = throttled(progress);
  const finished = new Set(done);
  const outcomes: FileOutcome[] = record.refused.map((file) => ({ kind: "refused", file }));
  const filesTotal = record.files.length;
  const bytesTotal = record.survey.bytes;
  let at: ImportProgress = { phase: "import", files: 0, filesTotal, bytes: 0, bytesTotal };
  // One file is stored while the next is cleaned: a disk and a processor, each busy.
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
      const commit = await oneFile(surveyed, finished.has(fileId), { ...context, beat }, session);
      await storing;
      storing = commit().then((outcome) => {
        if (!outcome) return;
        outcomes.push(outcome);
        progress({ ...now, done: { fileId, outcome } });
      });
      at = { ...now, bytes: now.bytes + file.size };
    }
  } finally {
    await storing;
    await session.rows.flush();
  }
  signal.throwIfAborted();
  for (const { path, here, parts } of session.captures.left()) {
    const reason = new FormatError("truncated", `${parts} parts of one image`, `${here}`);
    outcomes.push({ kind: "refused", file: refusedFile(path, refusalFrom(reason)) });
    await noteRefusal(context, "", "truncated");
  }
  // Here and not in the survey, which a file that ends workers has done more than once.
  for (const { code } of record.refused) await noteRefusal(context, "", code);
  tell({ ...at, files: filesTotal, bytes: bytesTotal });
  return importResult(
    outcomes,
    record.survey.discs.filter((disc) => disc.present < disc.listed),
  );
}

/**
 * Cleans one file; what it gives stores it or lists it, and does not reject. Of one that was finished before only what it says of its
 * patient is learnt anew.
 */
async function oneFile(
  surveyed: SurveyedFile,
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
    const content = await file.read();
    if (finished) {
      if (file.kind === "dicom") await learnTerms(content, context, { ...session, named: surveyed.patient });
      return async () => null;
    }
    const digests = await sourceDigests(session.keys, content);
    sourceHmac = digests.sourceHmac;
    const commit = await prepareFile(surveyed, content, digests, context, session);
    return () =>
      commit()
        .then((outcome) => outcome && counted(outcome))
        .catch(refused);
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
