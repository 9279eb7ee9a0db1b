import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The parts of a dataset, in the order in which ties are broken. */
export const splitNames = ["train", "val", "test"] as const;
export type SplitName = (typeof splitNames)[number];

/** One leak group: all studies that must stay together. `classes` are the schema indices that occur in it. */
export interface SplitGroup {
  readonly key: string;
  readonly modality: string;
  readonly classes: readonly number[];
}

export interface Split {
  readonly seed: string;
  readonly ratios: readonly [number, number, number];
  readonly quotas: readonly [number, number, number];
  readonly groups: ReadonlyMap<string, SplitName>;
  /** SHA-256 over the sorted `groupKey split` lines, hex. */
  readonly proofSha256: string;
}

const hash = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Largest remainder of `ratios` over `count` groups; from three groups on each wanted part gets at least one. */
export function splitQuotas(
  count: number,
  ratios: readonly [number, number, number],
): [number, number, number] {
  if (count < 3) return [count, 0, 0];
  const whole = ratios.reduce((sum, ratio) => sum + ratio, 0);
  const quotas = ratios.map((ratio) => Math.floor((count * ratio) / whole));
  const order = ratios
    .map((ratio, index) => ({ index, rest: (count * ratio) % whole }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let open = count - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { index } of order) {
    if (open === 0) break;
    quotas[index] = (quotas[index] ?? 0) + 1;
    open--;
  }
  ratios.forEach((ratio, index) => {
    if (ratio === 0 || (quotas[index] ?? 0) > 0) return;
    const largest = quotas.indexOf(Math.max(...quotas));
    quotas[largest] = (quotas[largest] ?? 0) - 1;
    quotas[index] = 1;
  });
  return [quotas[0] ?? 0, quotas[1] ?? 0, quotas[2] ?? 0];
}

/** Modality and the rarest class of each group (fewest groups; tie: lower index; none: `empty`). */
function stratify(groups: readonly SplitGroup[]): Map<string, SplitGroup[]> {
  const frequency = new Map<number, number>();
  for (const group of groups) {
    for (const index of new Set(group.classes)) frequency.set(index, (frequency.get(index) ?? 0) + 1);
  }
  const strata = new Map<string, SplitGroup[]>();
  for (const group of groups) {
    const [rarest] = [...new Set(group.classes)].sort(
      (a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || a - b,
    );
    const name = `${group.modality} ${rarest ?? "empty"}`;
    strata.set(name, [...(strata.get(name) ?? []), group]);
  }
  return strata;
}

/**
 * A seeded split that never parts a leak group (export-and-workflow 3.8). Groups in `locked` keep their part. The result
 * does not depend on the order of `groups`.
 */
export function splitGroups(
  groups: readonly SplitGroup[],
  seed: string,
  ratios: readonly [number, number, number] = [80, 10, 10],
  locked: ReadonlyMap<string, SplitName> = new Map(),
): Split {
  const quotas = splitQuotas(groups.length, ratios);
  const left = [...quotas];
  const given = new Map<string, SplitName>();
  const give = (key: string, part: number) => {
    given.set(key, splitNames[part] ?? "train");
    left[part] = (left[part] ?? 0) - 1;
  };
  for (const group of groups) {
    const part = locked.get(group.key);
    if (part) give(group.key, splitNames.indexOf(part));
  }
  const strata = [...stratify(groups)].sort(([a, x], [b, y]) => x.length - y.length || byText(a, b));
  for (const [, members] of strata) {
    const counts = splitNames.map((name) => members.filter((group) => given.get(group.key) === name).length);
    const open = members
      .filter((group) => !given.has(group.key))
      .map((group) => ({ key: group.key, order: hash(`${seed}\n${group.key}`) }))
      .sort((a, b) => byText(a.order, b.order));
    for (const { key } of open) {
      const wish = (part: number) => (ratios[part] ?? 0) * members.length - 100 * (counts[part] ?? 0);
      const [best = 0] = [0, 1, 2]
        .filter((part) => (left[part] ?? 0) > 0)
        .sort((a, b) => wish(b) - wish(a) || (left[b] ?? 0) - (left[a] ?? 0) || a - b);
      counts[best] = (counts[best] ?? 0) + 1;
      give(key, best);
    }
  }
  const lines = [...given].map(([key, part]) => `${key} ${part}\n`).sort(byText);
  return { seed, ratios, quotas, groups: given, proofSha256: hash(lines.join("")) };
}
