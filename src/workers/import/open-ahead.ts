import type { SurveyedFile } from "./group-files.ts";
import type { ImportContext } from "./import-context.ts";
import { lookUpFile, type SourceDigests, sourceDigests } from "./import-file.ts";
import type { Commit, ImportSession } from "./import-session.ts";
import { openFile, rangedAbove } from "./open-file.ts";
import type { WorkFile } from "./work-file.ts";

/** A larger file waits until the one before it is stored: both lie in memory. */
export const mostBeside = 16 << 20;

/** A file that is open, with what it is known by, and what is here of it already. */
export interface OpenedFile {
  readonly content: WorkFile;
  readonly digests: SourceDigests;
  readonly known: Commit | null;
}

/** Opens a file in its turn, and asks the store for it. */
export async function readFile(
  surveyed: SurveyedFile,
  context: ImportContext,
  session: ImportSession,
): Promise<OpenedFile> {
  const content = await openFile(surveyed.file, context);
  const digests = await sourceDigests(session.keys, content);
  return { content, digests, known: await lookUpFile(surveyed, digests, context, session) };
}

/**
 * Opens the file that comes next, where that costs a disk only; null where it is to be opened in its turn. The store is asked now: while
 * the file before it is being stored, it would not answer.
 */
export function openAhead(
  surveyed: SurveyedFile,
  context: ImportContext,
  session: ImportSession,
): Promise<OpenedFile> | null {
  const { ranged, size } = surveyed.file;
  if (!ranged || size > Math.min(mostBeside, rangedAbove(context))) return null;
  const opened = readFile(surveyed, context, session);
  // Told in its turn, or never, after a cancel.
  opened.catch(() => undefined);
  return opened;
}
