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
