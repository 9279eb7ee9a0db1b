import type { ElementEntry, ElementIndex } from "../../../domain/deid/element-index.ts";
import type { DeidentificationPlan, PlanElement, PlanInsert } from "../../../domain/deid/plan.ts";
import type { ByteView } from "../../byte-view.ts";
import type { CopiesFrom } from "../../copies-from.ts";
import { itemOf } from "./element-path.ts";
import type { SourceValues } from "./source-values.ts";

/** A file with its index. */
export interface IndexedBytes {
  readonly index: ElementIndex;
  readonly bytes: ByteView;
}

const pixelPaths = new Set(["7FE00010", "7FE00008", "7FE00009"]);

/** Compared at once: small enough to stay in the nearest memory. */
const blockBytes = 4096;

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  if (a.length > 2 * blockBytes) {
    // Blocks are copied to where words may begin: four bytes at a time.
    const [left, right] = [new Uint32Array(blockBytes / 4), new Uint32Array(blockBytes / 4)];
    const [intoLeft, intoRight] = [new Uint8Array(left.buffer), new Uint8Array(right.buffer)];
    for (; at + blockBytes <= a.length; at += blockBytes) {
      intoLeft.set(a.subarray(at, at + blockBytes));
      intoRight.set(b.subarray(at, at + blockBytes));
      for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
    }
  }
  for (; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Tables of frames in encapsulated pixels (PS3.3 C.7.6.3.1.8), made anew where a fragment got shorter. */
const frameTables = new Set(["7FE00001", "7FE00002", "7FE00003"]);

/** Whether such a table tells of the very fragments that follow it, and of nothing else. */
function tellsOfFragments(output: IndexedBytes, entry: ElementEntry): boolean {
  const { fragments } = output.index;
  const value = bytesAt(output, entry);
  const first = fragments[0];
  if (!first || value.length === 0 || value.length % 8 !== 0) return false;
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  const numbers = Array.from({ length: value.length / 8 }, (_, i) => Number(view.getBigUint64(i * 8, true)));
  if (entry.path === "7FE00001") {
    const starts = new Set(fragments.map(({ at }) => at - first.at));
    return numbers.every((number) => starts.has(number));
  }
  // Lengths may leave out one byte of padding for each fragment.
  const most = fragments.reduce((sum, { len }) => sum + len, 0);
  const sum = numbers.reduce((all, number) => all + number, 0);
  return sum <= most && sum >= most - fragments.length;
}

const bytesAt = ({ bytes }: IndexedBytes, entry: ElementEntry) =>
  bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen);

/**
 * Compares a rewritten file, inspected anew, with its plan: only planned elements, at planned values, native pixels byte for
 * byte where nothing was blanked (of a large file, `copies` tells). Returns the path of the first difference, or null when there is none.
 */
export function outputDifference(
  plan: DeidentificationPlan,
  source: IndexedBytes,
  output: IndexedBytes & { readonly values: SourceValues },
  copies?: CopiesFrom,
): string | null {
  const removed = (element: PlanElement) => element.action === "remove" || element.path.startsWith("0002");
  const expected = new Map<string, PlanElement | PlanInsert>();
  for (const element of plan.elements)
    if (!removed(element) && !element.path.endsWith("0000")) expected.set(element.path, element);
  for (const insert of [...plan.insert, ...plan.fileMeta]) expected.set(insert.path, insert);
  const fragments = plan.pixels.replaceWithNative === true || source.index.fragments.length > 0;
  const changedPixels = fragments || plan.pixels.maskBits > 0 || plan.pixels.boxes.length > 0;
  const places = new Map(source.index.elements.map((entry) => [entry.at, entry]));
  const seen = new Set<string>();

  for (const entry of output.index.elements) {
    const { path } = entry;
    if (seen.has(path)) return path;
    seen.add(path);
    const planned = expected.get(path);
    if (!planned) {
      // The length of group 2, and sequences that only inserts live in.
      const isHome =
        entry.items !== undefined && plan.insert.some((insert) => itemOf(insert.path).startsWith(`${path}[`));
      if (path === "00020000" || isHome) continue;
      return path;
    }
    if (entry.items !== undefined) continue;
    if (planned.value !== undefined) {
      const binary = /^(US|SS|UL|SL|FL|FD|AT)$/.test(entry.vr);
      if (!binary && output.values.text(path) !== planned.value.trim()) return path;
    } else if (planned.base64 === undefined && "action" in planned) {
      if (planned.action === "empty" && entry.valueLen !== 0) return path;
      if (frameTables.has(path) && tellsOfFragments(output, entry)) continue;
      if (planned.action === "keep" && !(pixelPaths.has(path) && changedPixels)) {
        const from = places.get(planned.at);
        const same = (from: ElementEntry) =>
          copies && pixelPaths.has(path)
            ? copies(from.valueAt, entry.valueAt, from.valueLen)
            : sameBytes(bytesAt(source, from), bytesAt(output, entry).subarray(0, from.valueLen));
        if (!from || !same(from)) return path;
        // Odd lengths, which PS3.5 7.1.1 forbids, come out even.
        if (entry.valueLen - from.valueLen !== from.valueLen % 2) return path;
      }
    }
  }
  for (const path of expected.keys()) if (!seen.has(path)) return path;
  return output.index.trailing === 0 ? null : "end";
}
