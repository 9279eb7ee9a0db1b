import type {
  FetchedStudy,
  HubAudit,
  HubSignIn,
  HubStudy,
  HubTest,
  SyncCalls,
  SyncProgress,
  SyncReport,
} from "../domain/calls/sync-calls.ts";
import type { Decision } from "../domain/sync/merge-versions.ts";
import { type CallOptions, makeWorkerClient } from "./bridge.ts";
import { makeSyncPace, type SyncWish } from "./sync-pace.ts";

/** What the page knows of sync while it runs. The queue itself is in the store. */
export interface SyncState {
  readonly running: boolean;
  /** How the last run ended; null before the first. `failed`: the app's own store or code. */
  readonly last: SyncReport["end"] | "failed" | null;
}

/** The page's side of sync. */
export interface Sync {
  state(): SyncState;
  onChange(listener: (state: SyncState) => void): () => void;
  /** Starts a run, or one more after that which is under way. `leaving`: the study that was just closed. */
  run(leaving?: string | null): Promise<SyncReport | null>;
  /** The same, and what waits because nobody answered is tried now: a person asks, or the network is back. */
  runNow(): Promise<SyncReport | null>;
  /** The sign-in for this session; memory only. */
  signIn(signIn: HubSignIn): void;
  hasSignIn(): boolean;
  test(baseUrl: string, signIn: HubSignIn): Promise<HubTest>;
  merge(
    studyUid: string,
    mine: string | null,
    other: string,
    decisions: ReadonlyMap<string, Decision>,
  ): Promise<"merged" | "moved">;
  search(patientKey: string): Promise<readonly HubStudy[]>;
  fetchStudy(
    studyUid: string,
    watch: { readonly signal: AbortSignal; readonly onProgress: (progress: SyncProgress) => void },
  ): Promise<FetchedStudy>;
  /** Puts images away that the hub holds. */
  makeRoom(): Promise<SyncCalls["makeRoom"]["result"]>;
  /** Writes a bundle. Null: no study has labels. */
  saveBundle(images: boolean, watch: CallOptions<SyncProgress>): Promise<SyncCalls["saveBundle"]["result"]>;
  /** Takes a bundle in. */
  openBundle(file: File, watch: CallOptions<SyncProgress>): Promise<SyncCalls["openBundle"]["result"]>;
  /** Verified objects that the hub does not have any more. */
  audit(): Promise<HubAudit>;
  /** Deletes the copy here of a study that was erased on the hub. */
  eraseStudy(studyUid: string): Promise<SyncCalls["eraseStudy"]["result"]>;
  close(): void;
}

/** Starts the sync worker at its first call. `ways` says how versions come and go: without any nothing runs by itself. */
export function createSync(ways: () => Promise<"hub" | "bundles" | "none">): Sync {
  const client = makeWorkerClient<SyncCalls>(
    () => new Worker(new URL("../workers/sync/sync.worker.ts", import.meta.url), { type: "module" }),
  );
  const listeners = new Set<(state: SyncState) => void>();
  let state: SyncState = { running: false, last: null };
  let credentials: HubSignIn = { kind: "none" };
  const change = (next: Partial<SyncState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener(state);
  };
  const once = async ({ leaving, anew }: SyncWish): Promise<SyncReport | null> => {
    const way = await ways();
    // What bundles brought is followed without a hub too.
    if (way === "bundles") await client.call("settle", null).catch(() => undefined);
    if (way !== "hub") return null;
    change({ running: true });
    try {
      const report = await client.call("sync", { signIn: credentials, leaving, anew });
      change({ running: false, last: report.end });
      return report;
    } catch {
      change({ running: false, last: "failed" });
      return null;
    }
  };
  const { wish, close: endPace } = makeSyncPace(once);
  const run = (leaving: string | null = null) => wish({ leaving, anew: false });
  const runNow = () => wish({ leaving: null, anew: true });
  const online = () => void runNow();
  const shown = () => {
    if (document.visibilityState === "visible") void run();
  };
  addEventListener("online", online);
  document.addEventListener("visibilitychange", shown);
  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    run,
    runNow,
    signIn: (next) => {
      credentials = next;
    },
    hasSignIn: () => credentials.kind !== "none",
    test: (baseUrl, signIn) => client.call("testHub", { baseUrl, signIn }),
    merge: (studyUid, mine, other, decisions) =>
      client.call("merge", { studyUid, mine, other, decisions: [...decisions] }),
    search: (patientKey) => client.call("searchHub", { signIn: credentials, patientKey }),
    fetchStudy: (studyUid, watch) => client.call("fetchStudy", { signIn: credentials, studyUid }, watch),
    makeRoom: () => client.call("makeRoom", null),
    saveBundle: (images, watch) => client.call("saveBundle", { images }, watch),
    openBundle: (file, watch) => client.call("openBundle", { file }, watch),
    audit: () => client.call("auditHub", { signIn: credentials }),
    eraseStudy: (studyUid) => client.call("eraseStudy", { signIn: credentials, studyUid }),
    close: () => {
      endPace();
      removeEventListener("online", online);
      document.removeEventListener("visibilitychange", shown);
      client.close();
    },
  };
}
