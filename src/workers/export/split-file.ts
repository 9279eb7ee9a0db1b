import type { SplitSummary } from "../../domain/calls/export-calls.ts";
import type { SplitName } from "../../domain/split.ts";
import type { Dataset } from "./dataset.ts";

/** `splits/splits.json`: everything that the split followed from, so that it can be made again from this folder alone. */
export function splitFile({ split, members, strata }: Dataset) {
  const { seed, ratios, quotas, proofSha256 } = split;
  return {
    seed,
    ratios,
    quotas,
    proofSha256,
    groups: Object.fromEntries([...split.groups].sort(([a], [b]) => (a < b ? -1 : 1))),
    members: Object.fromEntries(members),
    strata: Object.fromEntries(strata.map(({ key, modality, classes }) => [key, { modality, classes }])),
  };
}

/** The same in numbers, for the screen. */
export function splitSummary({ split, members, images }: Dataset): SplitSummary {
  const part = (name: SplitName) => {
    const own = [...split.groups].filter(([, given]) => given === name);
    return {
      patients: own.reduce((sum, [key]) => sum + (members.get(key)?.length ?? 0), 0),
      images: images.filter((image) => image.split === name).length,
    };
  };
  const joined = [...members.values()].filter((patients) => patients.length > 1).flat().length;
  const { proofSha256 } = split;
  return { parts: { train: part("train"), val: part("val"), test: part("test") }, joined, proofSha256 };
}
