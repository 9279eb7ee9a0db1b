import { keepFlipDoubt, withoutFlipDoubt } from "./assist/flip-doubt.ts";
import { canonicalJson } from "./canonical-json.ts";
import { reverseMaskDiff } from "./mask-diff.ts";
import type { EditRecord, RecordDiff } from "./record-diff.ts";

/** Whether a diff changes nothing. */
export const isEmptyDiff = ({ added, updated, removed, masks }: RecordDiff): boolean =>
  [added, updated, removed].every((part) => Object.keys(part).length === 0) &&
  masks.every(({ runs }) => runs.length === 0);

/** Whether two records say the same. */
export const sameRecord = (a: EditRecord | undefined, b: EditRecord | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

/** The diff that takes `diff` back. */
export function reverseDiff({ added, updated, removed, masks }: RecordDiff): RecordDiff {
  const turned = Object.entries(updated).map(([id, [from, to]]) => [id, [to, from]] as const);
  return {
    added: removed,
    updated: Object.fromEntries(turned),
    removed: added,
    masks: masks.map(reverseMaskDiff),
  };
}

/** The record part of a diff between two states of the same ids; undefined or missing: no record. */
export function diffOfRecords(
  before: ReadonlyMap<string, EditRecord | undefined>,
  after: ReadonlyMap<string, EditRecord | undefined>,
): Omit<RecordDiff, "masks"> {
  const added: Record<string, EditRecord> = {};
  const updated: Record<string, readonly [EditRecord, EditRecord]> = {};
  const removed: Record<string, EditRecord> = {};
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(id);
    const to = after.get(id);
    if (sameRecord(from, to)) continue;
    if (from && to) updated[id] = [from, to];
    else if (to) added[id] = to;
    else if (from) removed[id] = from;
  }
  return { added, updated, removed };
}

/** A recorded proposal with what idle time has found out about it since. */
const withFlips = (now: EditRecord | undefined, record: EditRecord | undefined): EditRecord | undefined =>
  now?.kind === "proposal" && record?.kind === "proposal"
    ? { ...record, value: keepFlipDoubt(now.value, record.value) }
    : record;

/** What idle time found out is nobody's change: each tab knows of its own, and a tab that has none yet must not refuse the decisions of others. */
const withoutFlips = (record: EditRecord | undefined): EditRecord | undefined =>
  record?.kind === "proposal" ? { ...record, value: withoutFlipDoubt(record.value) } : record;

/**
 * Applies the record part of a diff to `records` in place, each record only where the present state is the expected
 * one (a later edit by somebody else is never overwritten). Returns what took effect and how many records did not.
 */
export function applyRecordDiff(
  records: Map<string, EditRecord>,
  diff: RecordDiff,
): { readonly applied: Omit<RecordDiff, "masks">; readonly skippedRecords: number } {
  const before = new Map<string, EditRecord | undefined>();
  const after = new Map<string, EditRecord | undefined>();
  let skippedRecords = 0;
  const turn = (id: string, from: EditRecord | undefined, to: EditRecord | undefined) => {
    const now = records.get(id);
    if (!sameRecord(withoutFlips(now), withoutFlips(from))) {
      skippedRecords++;
      return;
    }
    const then = withFlips(now, to);
    before.set(id, now);
    after.set(id, then);
    if (then) records.set(id, then);
    else records.delete(id);
  };
  for (const [id, record] of Object.entries(diff.removed)) turn(id, record, undefined);
  for (const [id, [from, to]] of Object.entries(diff.updated)) turn(id, from, to);
  for (const [id, record] of Object.entries(diff.added)) turn(id, undefined, record);
  return { applied: diffOfRecords(before, after), skippedRecords };
}
