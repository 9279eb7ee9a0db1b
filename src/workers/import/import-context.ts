import type { CancelSignal } from "../../domain/cancel.ts";
import type { MainDatabase } from "../../storage/database.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import type { QuarantineDatabase } from "../../storage/quarantine-database.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { WordReader } from "../ocr/word-reader.ts";
import type { OwnPipelines } from "../wasm/own-pipelines.ts";

/** What the import works with; made once per worker, or by a test. */
export interface ImportContext {
  readonly database: MainDatabase;
  readonly quarantine: QuarantineDatabase;
  readonly pipelines: OwnPipelines;
  readonly codecs: Codecs;
  /** Reads words in pixels, for the eyes of this worker only. */
  readonly reader: WordReader;
  readonly keys: () => Promise<ProjectKeys>;
  /** ISO 8601 UTC. */
  readonly now: () => string;
  /** Told before each step of a file: how long it may take. The page ends a worker that stays silent for longer. */
  readonly beat?: (patienceMs: number) => void;
  /** Files of more bytes are read by range; 64 MB unless a test says otherwise. */
  readonly rangedAbove?: number;
  /** Images of more bytes get a file of their own where the browser can; see `image-file-writer.ts`. */
  readonly fileAbove?: number;
  /** Of a series what is above so many bytes goes into a pack where the browser can; see `pack-writer.ts`. */
  readonly packAbove?: number;
  /** What must be in memory as a whole may have so many bytes; 1 GB unless a test says otherwise. */
  readonly mostWhole?: number;
  /** Ends the work on a large file between two pieces of it. */
  readonly signal?: CancelSignal;
  /** Told how much of a large file went by, in each of several rounds. */
  readonly moved?: (bytes: number) => void;
}
