import type { OpenStudy } from "./load-study.ts";

/** Instances with equal facts share a renderer source: the key changes only with the facts. */
export function factsKeys(open: OpenStudy): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  return new Map(
    [...open.instances.values()].map(({ sopUid, seriesUid, facts }) => {
      const text = `${seriesUid}${JSON.stringify(facts)}`;
      const key = groups.get(text) ?? `${seriesUid}#${groups.size}`;
      groups.set(text, key);
      return [sopUid, key];
    }),
  );
}
