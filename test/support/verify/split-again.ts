import { createHash } from "node:crypto";

type Part = "train" | "val" | "test";
const parts = ["train", "val", "test"] as const;

/** What `splits.json` says of a group. */
export type Strata = Readonly<
  Record<string, { readonly modality: string; readonly classes: readonly number[] }>
>;

const sha = (text: string) => createHash("sha256").update(text).digest("hex");

/** Whole numbers near `ratios` of `total` by the largest remainder; ties go to the earlier part. */
function shares(total: number, ratios: readonly number[]): number[] {
  if (total < 3) return [total, 0, 0];
  const exact = ratios.map((ratio) => (ratio * total) / 100);
  const counts = exact.map(Math.floor);
  while (counts.reduce((a, b) => a + b) < total) {
    const rests = exact.map((value, at) => Math.round((value - (counts[at] ?? 0)) * 1e6));
    const at = rests.indexOf(Math.max(...rests));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  for (const [at, ratio] of ratios.entries()) {
    if (ratio === 0 || counts[at] !== 0) continue;
    const rich = counts.indexOf(Math.max(...counts));
    counts[rich] = (counts[rich] ?? 0) - 1;
    counts[at] = 1;
  }
  return counts;
}

/** The split of export-and-workflow 3.8 once more, written from the text alone, with nothing locked. */
export function splitAgain(strata: Strata, seed: string, ratios: readonly number[]): Record<string, Part> {
  const keys = Object.keys(strata).sort();
  const carriers = (index: number) => keys.filter((key) => strata[key]?.classes.includes(index)).length;
  const stratumOf = (key: string) => {
    const { modality = "", classes = [] } = strata[key] ?? {};
    const rarest = [...new Set(classes)].sort((a, b) => carriers(a) - carriers(b) || a - b)[0];
    return `${modality} ${rarest ?? "empty"}`;
  };
  const names = [...new Set(keys.map(stratumOf))];
  const inside = new Map(names.map((name) => [name, keys.filter((key) => stratumOf(key) === name)]));
  const sized = names.sort((a, b) => {
    const [x, y] = [inside.get(a)?.length ?? 0, inside.get(b)?.length ?? 0];
    return x - y || (a < b ? -1 : 1);
  });
  const left = shares(keys.length, ratios);
  const result: Record<string, Part> = {};
  for (const name of sized) {
    const own = inside.get(name) ?? [];
    const given = [0, 0, 0];
    const order = own
      .map((key) => [sha(`${seed}\n${key}`), key] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, key] of order) {
      let best = -1;
      const score = (at: number) => (ratios[at] ?? 0) * own.length - 100 * (given[at] ?? 0);
      for (const at of [0, 1, 2]) {
        if ((left[at] ?? 0) <= 0) continue;
        const gain = best < 0 ? 1 : score(at) - score(best) || (left[at] ?? 0) - (left[best] ?? 0);
        if (gain > 0) best = at;
      }
      given[best] = (given[best] ?? 0) + 1;
      left[best] = (left[best] ?? 0) - 1;
      result[key] = parts[best] ?? "train";
    }
  }
  return result;
}
