import type {
  HeldImage,
  ImportProgress,
  ImportResult,
  ReadyStudy,
  RefusedFile,
} from "../../domain/calls/import-calls.ts";
import { freeSpace } from "../../storage/quota.ts";
import { PlainError } from "../serve.ts";
import { makeIdentity } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import { type ImportOutcome, type ImportSession, importFile, sourceDigest } from "./import-file.ts";
import { RefusedError, refusalFrom, refusedFile } from "./refused-file.ts";
import { makeSeriesRows } from "./series-rows.ts";
import type { SurveyRecord } from "./survey-files.ts";
import { throttled } from "./throttle.ts";

/** How the page follows an import. */
export interface ImportControl {
  readonly signal: AbortSignal;
  progress(progress: ImportProgress): void;
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);

function readyStudies(outcomes: readonly ImportOutcome[]): ReadyStudy[] {
  const studies = new Map<string, ReadyStudy>();
  for (const outcome of outcomes) {
    if (outcome.kind !== "ready") continue;
    const { studyUid } = outcome.instance;
    const row = studies.get(studyUid) ?? {
      studyUid,
      pseudonym: outcome.study?.pseudonym ?? "",
      description: outcome.study?.description ?? "",
      images: 0,
      known: 0,
    };
    studies.set(studyUid, { ...row, images: row.images + 1, known: row.known + (outcome.known ? 1 : 0) });
  }
  return [...studies.values()];
}

/**
 * Imports what a survey found, file by file; one that fails is listed and the others go on. On cancel what is stored stays, and
 * the files that were not reached are not listed.
 */
export async function importFiles(
  record: SurveyRecord,
  names: Readonly<Record<string, string>>,
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
  const session: ImportSession = {
    keys,
    identity: makeIdentity(keys),
    rows: makeSeriesRows(context.database),
    terms: new Map(),
    names,
  };
  const tell = throttled(progress);
  const outcomes: ImportOutcome[] = [];
  const refused: RefusedFile[] = [...record.refused];
  const filesTotal = record.files.length;
  const bytesTotal = record.survey.bytes;
  let bytes = 0;
  try {
    for (const [files, surveyed] of record.files.entries()) {
      if (signal.aborted) break;
      tell({ phase: "import", files, filesTotal, bytes, bytesTotal });
      let sourceHmac = "";
      try {
        if (surveyed.file.size > 1 << 30) throw new RefusedError("too-large", `${surveyed.file.size} bytes`);
        const content = await surveyed.file.read();
        sourceHmac = await sourceDigest(keys, content);
        outcomes.push(await importFile(surveyed, content, sourceHmac, context, session));
      } catch (reason) {
        const refusal = refusalFrom(reason);
        refused.push(refusedFile(surveyed.file.path, refusal));
        // The row says that a file was refused and why, never which.
        await context.database.refusals
          .put({ id: crypto.randomUUID(), at: context.now(), sourceHmac, code: refusal.code })
          .catch(() => undefined);
      }
      bytes += surveyed.file.size;
    }
  } finally {
    await session.rows.flush();
  }
  signal.throwIfAborted();
  tell({ phase: "import", files: filesTotal, filesTotal, bytes: bytesTotal, bytesTotal });
  const held = new Map<string, HeldImage>();
  for (const outcome of outcomes) if (outcome.kind === "held") held.set(outcome.held.sopUid, outcome.held);
  return { ready: readyStudies(outcomes), held: [...held.values()], refused };
}
