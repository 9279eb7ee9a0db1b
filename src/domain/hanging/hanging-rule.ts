import type { Series } from "../study.ts";
import type { GridLayout } from "./grid-layout.ts";

/** What a series must be; each word is a glob (`*`, `?`), letter case does not count. No regular expressions (viewer-and-tools 3.9). */
export interface SeriesCriteria {
  readonly modality?: string;
  readonly bodyPart?: string;
  readonly description?: string;
  readonly laterality?: string;
  readonly viewPosition?: string;
}

/** How a study is hung when it holds a series like `when`. */
export interface HangingRule {
  readonly when: SeriesCriteria;
  readonly layout: GridLayout;
  /** What belongs in which viewport, row by row; a viewport without criteria, or without such a series, takes the next in order. */
  readonly places?: readonly SeriesCriteria[];
  /** Clips play at once. */
  readonly cine?: boolean;
}

type HungSeries = Pick<Series, "modality" | "bodyPart" | "description" | "laterality" | "viewPosition">;

/** Whether a text is what a glob says. */
export function matchesGlob(text: string, glob: string): boolean {
  const [word, pattern] = [text.toLowerCase(), glob.toLowerCase()];
  // Two places to go on from: here, or behind the last star with one letter more eaten.
  let [at, to, star, eaten] = [0, 0, -1, 0];
  while (at < word.length) {
    if (to < pattern.length && (pattern[to] === "?" || pattern[to] === word[at]) && pattern[to] !== "*") {
      at++;
      to++;
    } else if (pattern[to] === "*") {
      star = to++;
      eaten = at;
    } else if (star >= 0) {
      to = star + 1;
      at = ++eaten;
    } else return false;
  }
  while (pattern[to] === "*") to++;
  return to === pattern.length;
}

const criteria = ["modality", "bodyPart", "description", "laterality", "viewPosition"] as const;

/** Whether a series is what the criteria say. */
export function matchesSeries(series: HungSeries, wanted: SeriesCriteria): boolean {
  return criteria.every((name) => {
    const glob = wanted[name];
    return glob === undefined || matchesGlob(series[name] ?? "", glob);
  });
}

/** How many things a rule asks for: the rule that asks for most wins. */
export function specificity(wanted: SeriesCriteria): number {
  return criteria.filter((name) => wanted[name] !== undefined).length;
}
