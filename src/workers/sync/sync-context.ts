import type { MainDatabase } from "../../storage/database.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { Hub } from "./hub.ts";
import type { HubReader } from "./hub-reader.ts";

/** What a run of sync works with: it takes clock and chance from outside, so that tests hold both. */
export interface SyncContext {
  readonly database: MainDatabase;
  readonly hub: Hub;
  readonly reader: HubReader;
  /** For images that were no DICOM files. */
  readonly codecs: Codecs;
  readonly hubId: string;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Something went to or came from the hub. */
  readonly onStep: () => void;
}

/** How a part of a run ended. `sign-in`: the hub wants another sign-in, nothing was counted as a try. */
export type StepEnd = "done" | "sign-in" | "no-answer";
