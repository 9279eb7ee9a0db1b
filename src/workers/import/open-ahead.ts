import type { SurveyedFile } from "./group-files.ts";
import type { ImportContext } from "./import-context.ts";
import { lookUpFile, type SourceDigests, sourceDigests } from "./import-file.ts";
import type { Commit, ImportSession } from "./import-session.ts";
import { mostBeside, mostFiles } from "./most-beside.ts";
import { openFile, rangedAbove } from "./open-file.ts";
import type { WorkFile } from "./work-file.ts";

/** Files that are opened ahead: as many as may come together into the store, so that none of them waits to be looked up. */
const mostAhead = mostFiles;

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

/** The files of an import that are opened before their turn. */
export interface Ahead {
  /** The file at `index` where it was opened ahead; null where it is to be opened in its turn. It is forgotten here. */
  take(index: number): Promise<OpenedFile> | null;
  /**
   * Opens the files from `index` on where that costs a disk only. The store is asked now: while the files before them are being stored, it
   * would not answer.
   */
  open(index: number): void;
}

/** Opens files ahead, but for those that `passed` over. */
export function makeAhead(
  files: readonly SurveyedFile[],
  passed: (file: SurveyedFile) => boolean,
  context: ImportContext,
  session: ImportSession,
): Ahead {
  const ahead = new Map<number, Promise<OpenedFile>>();
  const most = Math.min(mostBeside, rangedAbove(context));
  return {
    take: (index) => {
      const opened = ahead.get(index) ?? null;
      ahead.delete(index);
      return opened;
    },
    open: (index) => {
      let bytes = 0;
      for (const [at, surveyed] of files.slice(index, index + mostAhead).entries()) {
        if (passed(surveyed)) continue;
        const { ranged, size } = surveyed.file;
        bytes += size;
        if (!ranged || bytes > most) return;
        if (ahead.has(index + at)) continue;
        const opened = readFile(surveyed, context, session);
        // Told in its turn, or never, after a cancel.
        opened.catch(() => undefined);
        ahead.set(index + at, opened);
      }
    },
  };
}
