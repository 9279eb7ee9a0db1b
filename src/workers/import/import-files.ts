import type { FileOutcome, ImportProgress, ImportResult } from "../../domain/calls/import-calls.ts";
import { importResult } from "../../domain/calls/import-result.ts";
import type { RefusalCode } from "../../domain/deid/plan.ts";
import { say } from "../../domain/said.ts";
import { FormatError } from "../../formats/format-error.ts";
import { deviceRules } from "../../storage/device-rules.ts";
import { readGenerations } from "../../storage/generations.ts";
import { makeInstanceWriter } from "../../storage/instance-writer.ts";
import { freeSpace } from "../../storage/quota.ts";
import { keepsReidMap } from "../../storage/reid-map.ts";
import { PlainError } from "../serve.ts";
import { learnTerms } from "./clean-dicom.ts";
import type { SurveyedFile } from "./group-files.ts";
import { makeHeaderDigests } from "./header-digests.ts";
import { makeIdentity } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import { prepareFile } from "./import-file.ts";
import type { ImportOutcome, ImportSession } from "./import-session.ts";
import { makeCaptureJoiner } from "./join-captures.ts";
import { mostBeside } from "./most-beside.ts";
import { makeAhead, type OpenedFile, readFile } from "./open-ahead.ts";
import { mayBeWhole, openFile, openWhole, rangedAbove } from "./open-file.ts";
import { makePackWriter } from "./pack-writer.ts";
import { bytesPatienceMs } from "./patience.ts";
import { batchTerms } from "./patient-terms.ts";
import { currentPolicy } from "./policy.ts";
import { isQuota, refusalFrom, refusedFile } from "./refused-file.ts";
import { makeSearchSampler } from "./search-sampler.ts";
import { makeSeriesRows } from "./series-rows.ts";
import { makeStoring } from "./storing.ts";
import type { SurveyRecord } from "./survey-files.ts";
import { fewBeats, throttled } from "./throttle.ts";
import type { WorkFile } from "./work-file.ts";

/** How the page follows an import. */
export interface ImportControl {
  readonly signal: AbortSignal;
  progress(progress: ImportProgress): void;
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);

/** A file's outcome as the page counts it. */
function counted(outcome: ImportOutcome): FileOutcome {
  if (outcome.kind === "held") return { kind: "held", image: outcome.held };
  if (outcome.kind === "object") {
    const { object, pseudonym, description, waits } = outcome;
    const study = { studyUid: object.studyUid, pseudonym, description, images: 0, known: 0 };
    return { kind: "ready", study: { ...study, objects: 1, ...(waits ? { waits } : {}) } };
  }
  const { instance, study, known, showsHead } = outcome;
  return {
    kind: "ready",
    study: {
      studyUid: instance.studyUid,
      pseudonym: study?.pseudonym ?? "",
      description: study?.description ?? "",
      images: 1,
      known: known ? 1 : 0,
      ...(showsHead ? { showsHead } : {}),
    },
  };
}

/** How often a large file goes by: its digest, that of its pixels before and after, and into the store. */
const rounds = 4;

/** A context for one large file: it can be cancelled between two pieces, and its progress counts while it is under way. */
function followed(
  context: ImportContext,
  size: number,
  signal: AbortSignal,
  beat: (patienceMs: number) => void,
  tell: (bytes: number) => void,
): ImportContext {
  let moved = 0;
  return {
    ...context,
    signal,
    beat: (patienceMs) => {
      signal.throwIfAborted();
      beat(patienceMs);
    },
    moved: (bytes) => {
      moved += bytes;
      tell(Math.min(size, Math.floor(moved / rounds)));
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
      say`These files need ${megabytes(record.survey.needBytes)} MB; ${megabytes(freeBytes)} MB are free.`,
    );
  }
  const keys = await context.keys();
  const identity = makeIdentity(keys, await readGenerations(context.database));
  const policy = await currentPolicy(context.database);
  const joined = record.files.filter(({ groupId }) => groupId === null || !apart.includes(groupId));
  const packs = makePackWriter(context);
  const session: ImportSession = {
    keys,
    identity,
    policy,
    rows: makeSeriesRows(context.database),
    writer: makeInstanceWriter(context.database, packs),
    terms: await batchTerms(joined, names, identity, policy.options),
    sampler: makeSearchSampler(),
    rules: await deviceRules(context.database),
    names,
    map: await keepsReidMap(context.database),
    apart: new Set(apart),
    header: makeHeaderDigests(keys),
    captures: makeCaptureJoiner(keys.px, context.now),
  };
  const tell = throttled(progress);
  const finished = new Set(done);
  const outcomes: FileOutcome[] = record.refused.map((file) => ({ kind: "refused", file }));
  const filesTotal = record.files.length;
  const bytesTotal = record.survey.bytes;
  let at: ImportProgress = { phase: "import", files: 0, filesTotal, bytes: 0, bytesTotal };
  const storing = makeStoring();
  try {
    // An object belongs to images: they come first, wherever it lay.
    const inOrder = record.files.toSorted(
      (a, b) => Number(a.isObject ?? false) - Number(b.isObject ?? false),
    );
    const ahead = makeAhead(inOrder, ({ file }) => finished.has(file.fileId), context, session);
    ahead.open(0);
    for (const [files, surveyed] of inOrder.entries()) {
      if (signal.aborted) break;
      const { file } = surveyed;
      const { fileId } = file;
      const now: ImportProgress = { ...at, files };
      at = now;
      tell(now);
      const step = fewBeats((beat) => progress({ ...now, beat }));
      const beat = (patienceMs: number) => step({ fileId, name: file.path, patienceMs });
      if (file.size > mostBeside) await storing.done();
      const large = file.size > rangedAbove(context);
      const own = large
        ? followed(context, file.size, signal, beat, (bytes) => tell({ ...now, bytes: now.bytes + bytes }))
        : { ...context, beat };
      const mine = ahead.take(files) ?? (() => readFile(surveyed, own, session));
      if (file.size <= mostBeside) ahead.open(files + 1);
      const { beside, store } = await oneFile(surveyed, mine, finished.has(fileId), own, session);
      await storing.begin({ beside, size: file.size }, async () => {
        const outcome = await store();
        if (!outcome) return;
        outcomes.push(outcome);
        // The step of now, not of when this file began: the next one may be under way.
        progress({ ...at, done: { fileId, outcome } });
      });
      if (large) await storing.done();
      at = { ...now, bytes: now.bytes + file.size };
    }
  } finally {
    await storing.done();
    await packs.close();
    await session.rows.flush().catch((reason: unknown) => {
      if (!isQuota(reason)) throw reason;
      throw new PlainError(
        "no-space",
        say`This device is full. What was stored is whole, but not all of it is in its series yet. Remove studies that you no longer need, then import the same files again.`,
      );
    });
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

/** The last step of a file as the loop takes it: `store` does not reject. */
interface LastStep {
  readonly beside: boolean;
  store(): Promise<FileOutcome | null>;
}

/**
 * Cleans one file; what it gives stores it or lists it. Of one that was finished before only what it says of its patient is learnt anew.
 */
async function oneFile(
  surveyed: SurveyedFile,
  opened: Promise<OpenedFile> | (() => Promise<OpenedFile>),
  finished: boolean,
  context: ImportContext,
  session: ImportSession,
): Promise<LastStep> {
  const { file } = surveyed;
  let sourceHmac = "";
  const refused = async (reason: unknown): Promise<FileOutcome | null> => {
    if (finished || context.signal?.aborted) return null;
    const refusal = refusalFrom(reason);
    await noteRefusal(context, sourceHmac, refusal.code);
    return { kind: "refused", file: refusedFile(file.path, refusal) };
  };
  try {
    context.beat?.(bytesPatienceMs(file.size));
    if (finished) {
      if (file.kind === "dicom")
        await learnTerms(await openFile(file, context), { ...session, named: surveyed.patient });
      return { beside: true, store: async () => null };
    }
    const { content, digests, known } = await (typeof opened === "function" ? opened() : opened);
    sourceHmac = digests.sourceHmac;
    const prepare = (from: WorkFile) => prepareFile(surveyed, from, digests, context, session);
    const commit =
      known ??
      (await prepare(content).catch(async (reason: unknown) => {
        if (!content.ranged || !mayBeWhole(file, context, reason)) throw reason;
        return prepare(await openWhole(file, context));
      }));
    const store = () =>
      commit
        .store()
        .then((outcome) => outcome && counted(outcome))
        .catch(refused);
    return { beside: commit.beside, store };
  } catch (reason) {
    return { beside: false, store: () => refused(reason) };
  }
}

/** The row says that a file was refused and why, never which. */
async function noteRefusal(context: ImportContext, sourceHmac: string, code: RefusalCode): Promise<void> {
  await context.database.refusals
    .put({ id: crypto.randomUUID(), at: context.now(), sourceHmac, code })
    .catch(() => undefined);
}
