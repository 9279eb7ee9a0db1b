import { type Accessor, batch, createSignal } from "solid-js";
import { type Annotation, objectOf } from "../domain/annotation.ts";
import { diffOfRecords, isEmptyDiff } from "../domain/apply-diff.ts";
import { instanceUidFrom, timeUuidFrom, uuidFrom } from "../domain/instance-uid.ts";
import type { LabelClass } from "../domain/label-schema.ts";
import type { Later } from "../domain/later.ts";
import type { MaskTileKey } from "../domain/mask.ts";
import type { MaskFrame } from "../domain/mask-edit.ts";
import { type MaskTiles, makeMaskTiles } from "../domain/mask-tiles.ts";
import type { EditRecord, LogRow, LogRowDraft } from "../domain/record-diff.ts";
import { makeSegmentCounter, type SegmentCounter } from "../domain/segment-counter.ts";
import { type Act, makeAct } from "./act.ts";
import { type ActiveTime, makeActiveTime } from "./active-time.ts";
import { completeAct } from "./complete-act.ts";
import { actLabel, type HistoryStacks, stacksOfLog, withRow } from "./history-stacks.ts";
import type { ImageTarget } from "./image-target.ts";
import type { Notice } from "./notice.ts";
import type { Stamp } from "./provenance.ts";
import type { RareParts } from "./rare-parts.ts";
import { makeRecordStore, type RecordStore } from "./record-store.ts";
import { makeSaveQueue, type SaveQueue } from "./save-queue.ts";
import type { EditorSessionOptions, LastAct } from "./session-types.ts";

/** A finished stroke that waits for its class. */
export interface PendingAct {
  readonly act: Act;
  readonly actionId: string;
  readonly instanceUid: string;
  readonly extra: CommitExtra;
}

/** What all parts of a session share: records, tiles, history, selection, and the one open act. */
export interface EditorCore {
  readonly options: EditorSessionOptions;
  /** What no plain stroke needs: fetched after the first picture. */
  readonly late: Later<RareParts>;
  readonly store: RecordStore;
  readonly tiles: MaskTiles;
  readonly segments: SegmentCounter;
  readonly queue: SaveQueue;
  readonly time: ActiveTime;
  readonly stacks: Accessor<HistoryStacks>;
  readonly lastAct: Accessor<LastAct | null>;
  readonly target: Accessor<ImageTarget | null>;
  setTargetSignal(target: ImageTarget | null): void;
  readonly selection: Accessor<readonly string[]>;
  select(instanceUids: readonly string[]): void;
  /** The thing in space that paint on another slice goes on with: the one last selected. Selecting nothing ends it. */
  object(): string | null;
  setObject(objectUid: string | null): void;
  readonly activeClassId: Accessor<string | null>;
  setActiveClassId(classId: string | null): void;
  readonly notice: Accessor<Notice | null>;
  say(code: Notice["code"], count?: number): void;
  readonly pending: Accessor<PendingAct | null>;
  /** The proposal that the next stroke makes a label of. */
  readonly correcting: Accessor<string | null>;
  setCorrecting(proposalId: string | null): void;
  onMaskTiles(listener: (keys: readonly MaskTileKey[]) => void): () => void;
  tilesChanged(keys: readonly MaskTileKey[]): void;
  stamp(): Stamp;
  newInstanceUid(): string;
  newUuid(): string;
  classOf(classId: string): LabelClass | null;
  /** Sets a mark; null (with a notice) while a stroke waits for its class, or the study stands still (unless `anyway`). A gesture whose act is open gives way first: it ends as it is. */
  begin(anyway?: boolean): Act | null;
  /** Ends the gesture whose act is open as it is; the tools say how. */
  giveWay(): void;
  /** Commits an act as one undo step; false when it changed nothing or waits for its class. */
  commit(act: Act, actionId: string, extra?: CommitExtra): boolean;
  /** Takes the act back. */
  bail(act: Act): void;
  /** The class of the stroke that waits. */
  resolvePending(classId: string): void;
  bailPending(): void;
  /** Appends an undo or redo row whose diff is applied already. */
  append(row: LogRowDraft, how: LastAct["how"]): void;
  receive(rows: readonly LogRow[]): void;
  /**
   * Records what no hand did (proposals of a run), as a row that is not undone: at once, or when the act that is open has ended. `change` gives the
   * records as they are to be; it is asked when they are written.
   */
  recordQuietly(actionId: string, change: () => ReadonlyMap<string, EditRecord>): void;
  newRow(actionId: string, diff: LogRowDraft["diff"]): LogRowDraft;
}

export interface CommitExtra {
  /** The label that may still lack its class. */
  readonly instanceUid?: string;
  /** Others of the same act that then get the same class. */
  readonly alsoUids?: readonly string[];
  /** Labels made and changed in the same act (a proposal corrected by its first stroke). */
  readonly edited?: readonly string[];
  readonly source?: LogRowDraft["source"];
  /** The act cannot be undone: others have seen what followed from it. */
  readonly final?: boolean;
}

/** The shared core of one session. */
export function makeEditorCore(options: EditorSessionOptions, late: Later<RareParts>): EditorCore {
  const { records } = options;
  const store = makeRecordStore(records);
  const tiles = makeMaskTiles(records.tiles);
  const segments = makeSegmentCounter(records.annotations, records.log);
  const queue = makeSaveQueue(options.persist);
  const time = makeActiveTime();
  const listeners = new Set<(keys: readonly MaskTileKey[]) => void>();
  const [stacks, setStacks] = createSignal<HistoryStacks>(stacksOfLog(records.log));
  const [lastAct, setLastAct] = createSignal<LastAct | null>(null);
  const [target, setTarget] = createSignal<ImageTarget | null>(null);
  const [selection, setSelection] = createSignal<readonly string[]>([]);
  const [activeClassId, setActiveClassId] = createSignal<string | null>(null);
  const [notice, setNotice] = createSignal<Notice | null>(null);
  const [pending, setPending] = createSignal<PendingAct | null>(null);
  const [correcting, setCorrecting] = createSignal<string | null>(null);
  let open: Act | null = null;
  let object: string | null = null;
  let deferred: LogRow[] = [];
  let quiet: (() => void)[] = [];

  const tilesChanged = (keys: readonly MaskTileKey[]) => {
    for (const listener of listeners) listener(keys);
  };
  const say = (code: Notice["code"], count?: number) =>
    setNotice((last) => ({
      code,
      serial: (last?.serial ?? 0) + 1,
      ...(count === undefined ? {} : { count }),
    }));
  const at = () => new Date(options.nowMs()).toISOString();
  const keepSelection = () => {
    const kept = selection().filter((uid) => store.annotation(uid) !== null);
    if (kept.length !== selection().length) setSelection(kept);
  };

  const giveClass = (act: Act, classId: string, uids: readonly string[]) => {
    for (const uid of uids) {
      const label = store.annotation(uid);
      if (label?.classId === "")
        act.stage(uid, { kind: "annotation", id: uid, value: { ...label, classId } });
    }
  };
  const receiveDeferred = () => {
    const rows = deferred;
    deferred = [];
    if (rows.length > 0) core.receive(rows);
    const later = quiet;
    quiet = [];
    for (const write of later) write();
  };

  const core: EditorCore = {
    options,
    late,
    store,
    tiles,
    segments,
    queue,
    time,
    stacks,
    lastAct,
    target,
    setTargetSignal: (next) => setTarget(next),
    selection,
    select(uids) {
      const [uid, ...others] = uids;
      const label = uid === undefined || others.length > 0 ? null : store.annotation(uid);
      batch(() => {
        // The label that was picked up is the one that is drawn on.
        if (label && label.classId !== "" && !selection().includes(label.instanceUid)) {
          setActiveClassId(label.classId);
        }
        setSelection(uids);
      });
      object = label?.geometry.type === "mask" ? objectOf(label) : null;
    },
    object: () => object,
    setObject(objectUid) {
      object = objectUid;
    },
    activeClassId,
    setActiveClassId: (classId) => setActiveClassId(classId),
    notice,
    say,
    pending,
    correcting,
    setCorrecting: (id) => setCorrecting(id),
    tilesChanged,
    onMaskTiles(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stamp: () => ({ at: at(), user: options.user, device: options.device, activeSeconds: time.take() }),
    giveWay: () => undefined,
    newInstanceUid: () => instanceUidFrom(options.randomBytes(16)),
    newUuid: () => uuidFrom(options.randomBytes(16)),
    classOf: (classId) => store.schema().classes.find(({ id }) => id === classId) ?? null,
    begin(anyway = false) {
      // A decision by key goes through no tool: the hand was at work until now all the same.
      time.note(options.nowMs());
      if (!anyway && options.mayEdit?.() === false) {
        say("task-closed");
        return null;
      }
      // A key that is pressed in the middle of a stroke is no reason to lose it.
      if (open && !pending()) core.giveWay();
      if (pending()) {
        say("choose-label-first");
        return null;
      }
      if (open) core.bail(open);
      open = makeAct(store, tiles, tilesChanged);
      return open;
    },
    commit(act, actionId, extra = {}) {
      const waiting = extra.instanceUid === undefined ? null : store.annotation(extra.instanceUid);
      const chosen = activeClassId();
      if (waiting?.classId === "" && chosen !== null) {
        giveClass(act, chosen, [waiting.instanceUid, ...(extra.alsoUids ?? [])]);
      } else if (waiting?.classId === "") {
        batch(() => {
          act.show();
          setPending({ act, actionId, instanceUid: waiting.instanceUid, extra });
        });
        return false;
      }
      if (open === act) open = null;
      const diff = completeAct(core, act, extra.edited ?? []);
      batch(() => {
        if (diff) act.show();
        else act.revert();
        keepSelection();
        const { source = "user" } = extra;
        const undoable = source === "user" && extra.final !== true;
        if (diff) core.append({ ...core.newRow(actionId, diff), source, undoable }, "did");
      });
      for (const key of act.masks.touched()) tiles.settle(key);
      receiveDeferred();
      return diff !== null;
    },
    bail(act) {
      if (open === act) open = null;
      batch(() => {
        act.revert();
        keepSelection();
      });
      receiveDeferred();
    },
    resolvePending(classId) {
      const waiting = pending();
      if (!waiting) return;
      giveClass(waiting.act, classId, [waiting.instanceUid, ...(waiting.extra.alsoUids ?? [])]);
      setPending(null);
      core.commit(waiting.act, waiting.actionId, waiting.extra);
    },
    bailPending() {
      const waiting = pending();
      if (!waiting) return;
      setPending(null);
      core.bail(waiting.act);
      options.saveDraft(null);
    },
    newRow: (actionId, diff) => {
      const now = options.nowMs();
      return {
        id: timeUuidFrom(options.randomBytes(16), now),
        at: new Date(now).toISOString(),
        actor: options.user,
        source: "user",
        actionId,
        undoable: true,
        diff,
      };
    },
    append(row, how) {
      batch(() => {
        setStacks((present) => withRow(present, row));
        setLastAct({ ...actLabel(row), how });
        queue.push(row);
      });
    },
    recordQuietly(actionId, change) {
      // An open act is a stroke under the pen: it is neither taken back for this nor given its time. One that waits for its class may wait for hours.
      if (open && !pending()) {
        quiet.push(() => core.recordQuietly(actionId, change));
        return;
      }
      const after = change();
      const before = new Map([...after.keys()].map((id) => [id, store.get(id)]));
      const diff = { ...diffOfRecords(before, after), masks: [] };
      if (isEmptyDiff(diff)) return;
      batch(() => {
        for (const [id, record] of after) store.set(id, record);
        store.publish();
        core.append({ ...core.newRow(actionId, diff), source: "model", undoable: false }, "did");
      });
    },
    receive(rows) {
      if (open) {
        // Tiles of an open stroke are compared with their state at its mark: others' changes wait for its end.
        deferred.push(...rows);
        return;
      }
      for (const row of rows) {
        store.applyDiff(row.diff);
        for (const diff of row.diff.masks) tiles.apply(diff);
        segments.seeRow(row);
        tilesChanged(row.diff.masks.map(({ key }) => key));
      }
      store.publish();
      keepSelection();
    },
  };
  return core;
}

/** The frame of a label's mask in the tiles. */
export const frameOf = ({ target }: Annotation): MaskFrame => ({
  seriesUid: target.series,
  sopUid: target.sop,
  frameIndex: target.frame - 1,
});
