import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright";
import { sha256OfJson } from "../../../src/domain/audit-chain.ts";
import type { AuditEvent } from "../../../src/domain/audit-event.ts";
import type { EditRecord, LogRow } from "../../../src/domain/record-diff.ts";
import { verifyChain } from "../../../src/domain/verify-chain.ts";
import { readTable } from "../app-driver.ts";

/** A tile as the store has it, its bytes as numbers. */
export interface StoredTile {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly layer: number;
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly tileRow: number;
  readonly tileColumn: number;
  readonly bytes: readonly number[];
}

/** What a killed browser left of the labelling, read past the app. */
export interface LabelStore {
  readonly studies: readonly {
    readonly studyUid: string;
    readonly appliedSeq: number;
    readonly state: string;
  }[];
  readonly log: readonly LogRow[];
  readonly annotations: readonly {
    readonly instanceUid: string;
    readonly studyUid: string;
    readonly annotation: unknown;
  }[];
  readonly proposals: readonly { readonly id: string; readonly studyId: string; readonly runId: unknown }[];
  readonly maskTiles: readonly StoredTile[];
  readonly audit: readonly AuditEvent[];
}

/** Reads it all through a page of the app's origin. */
export async function readLabelStore(page: Page): Promise<LabelStore> {
  return {
    studies: await readTable(page, "studies"),
    log: await readTable(page, "log"),
    annotations: await readTable(page, "annotations"),
    proposals: await readTable(page, "proposals"),
    maskTiles: await readTable(page, "maskTiles"),
    audit: await readTable(page, "audit"),
  };
}

const tilePixels = 64 * 64;
type TilePlace = Omit<StoredTile, "studyUid" | "bytes">;
const placeOf = (at: TilePlace) =>
  [at.seriesUid, at.layer, at.sopUid, at.frameIndex, at.tileRow, at.tileColumn].join(" ");

/** The pixels of a stored tile; a reader of its own (the app's codec is what is tested). */
function pixelsOf(bytes: readonly number[]): Uint16Array | null {
  const tile = new Uint16Array(tilePixels);
  const words = new DataView(Uint8Array.from(bytes).buffer);
  let at = 0;
  for (let offset = 0; offset + 4 <= words.byteLength; offset += 4) {
    const length = words.getUint16(offset, true);
    tile.fill(words.getUint16(offset + 2, true), at, at + length);
    at += length;
  }
  return at === tilePixels ? tile : null;
}

/** What a study's log says that there is; `faults` where a row does not follow from those before it. */
function replay(rows: readonly LogRow[], faults: string[]) {
  const records = new Map<string, EditRecord>();
  const tiles = new Map<string, Uint16Array>();
  const differs = (id: string, from: EditRecord, seq: number) => {
    const known = records.get(id);
    // The first state of a task or a project's classes stands in no row.
    if (known === undefined && from.kind !== "annotation" && from.kind !== "proposal") return;
    if (known !== undefined && isDeepStrictEqual(known, from)) return;
    // A proposal of a pre-labelling run enters the log with its decision.
    if (known === undefined && from.kind === "proposal" && from.value.runId !== null) return;
    faults.push(`row ${seq} changes a ${from.kind} that is not there as it expects`);
  };
  for (const { seq, diff } of rows) {
    for (const [id, record] of Object.entries(diff.removed)) {
      differs(id, record, seq);
      records.delete(id);
    }
    for (const [id, [from, to]] of Object.entries(diff.updated)) {
      differs(id, from, seq);
      records.set(id, to);
    }
    for (const [id, record] of Object.entries(diff.added)) {
      if (records.has(id)) faults.push(`row ${seq} adds a ${record.kind} that is there already`);
      records.set(id, record);
    }
    for (const { key, runs } of diff.masks) {
      const tile = tiles.get(placeOf(key)) ?? new Uint16Array(tilePixels);
      tiles.set(placeOf(key), tile);
      for (const { start, length, before, after } of runs)
        for (let at = start; at < start + length; at++) if (tile[at] === before) tile[at] = after;
    }
  }
  return { records, tiles };
}

/** What does not fit in a label store, in words; empty: the log, and all that is replayed from it, is whole. */
export function storeFaults(store: LabelStore): string[] {
  const faults: string[] = [];
  for (const study of store.studies) {
    const { studyUid } = study;
    const rows = store.log
      .filter((row) => row.studyUid === studyUid)
      .toSorted((first, second) => first.seq - second.seq);
    if (rows.some((row, index) => row.seq !== index + 1)) faults.push("the log has a gap");
    if (study.appliedSeq !== (rows.at(-1)?.seq ?? 0))
      faults.push(`appliedSeq is ${study.appliedSeq}, the last row ${rows.at(-1)?.seq ?? 0}`);
    const { records, tiles } = replay(rows, faults);
    const told = (kind: EditRecord["kind"]) => [...records.values()].filter((record) => record.kind === kind);
    const annotations = store.annotations.filter((row) => row.studyUid === studyUid);
    if (annotations.length !== told("annotation").length)
      faults.push(`${annotations.length} labels are stored, the log makes ${told("annotation").length}`);
    for (const { instanceUid, annotation } of annotations)
      if (!isDeepStrictEqual(records.get(instanceUid)?.value, annotation))
        faults.push("a label is not as the log makes it");
    const proposals = store.proposals.filter(({ studyId }) => studyId === studyUid);
    for (const proposal of proposals) {
      const known = records.get(proposal.id)?.value;
      if (known === undefined ? proposal.runId === null : !isDeepStrictEqual(known, proposal))
        faults.push("a proposal is not as the log makes it");
    }
    if (told("proposal").some(({ id }) => !proposals.some((proposal) => proposal.id === id)))
      faults.push("a proposal of the log is not stored");
    const task = told("task").at(-1);
    if (task && task.value !== study.state)
      faults.push(`the task is ${study.state}, not as the log makes it`);
    const stored = new Map(
      store.maskTiles.filter((tile) => tile.studyUid === studyUid).map((tile) => [placeOf(tile), tile.bytes]),
    );
    for (const [place, wish] of tiles) {
      const bytes = stored.get(place);
      stored.delete(place);
      const pixels = bytes ? pixelsOf(bytes) : new Uint16Array(tilePixels);
      if (!pixels || pixels.some((value, at) => value !== wish[at]))
        faults.push("a tile is not as the log makes it");
    }
    if (stored.size > 0) faults.push(`${stored.size} tiles stand in no row of the log`);
  }
  return [...faults, ...auditFaults(store)];
}

/** Every act of the log stands in the audit chain, with its digest, and the chain holds. */
function auditFaults({ audit, log }: LabelStore): string[] {
  const faults: string[] = [];
  for (const chain of new Set(audit.map((event) => event.chain))) {
    const events = audit.filter((event) => event.chain === chain).toSorted((a, b) => a.seq - b.seq);
    const verdict = verifyChain(events);
    if (!verdict.ok) faults.push(`the audit chain is ${verdict.reason} at ${verdict.badSeq}`);
  }
  const digests = new Map(audit.map(({ detail }) => [detail.logId, detail.diffSha256]));
  for (const row of log)
    if (digests.get(row.id) !== sha256OfJson(row.diff))
      faults.push(`row ${row.seq} stands in the audit chain otherwise, or not at all`);
  return faults;
}
