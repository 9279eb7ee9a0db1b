import type { SeriesStack } from "../series-stack.ts";
import { type GridLayout, gridSize } from "./grid-layout.ts";
import { type HangingRule, matchesSeries, specificity } from "./hanging-rule.ts";

/** A study on the screen: which stack (from 0) stands in each viewport; null: none is left. */
export interface Hanging {
  readonly layout: GridLayout;
  readonly places: readonly (number | null)[];
  /** Clips play at once. */
  readonly cine: boolean;
}

/** Hangs the stacks of a study by the most specific rule that one of them fits; without one, the longest alone. */
export function hang(stacks: readonly SeriesStack[], rules: readonly HangingRule[]): Hanging {
  const longest = stacks.reduce(
    (best, stack, at) => (stack.frames.length > (stacks[best]?.frames.length ?? 0) ? at : best),
    0,
  );
  const main = stacks[longest];
  // The study is what its largest stack is: a scout beside a CT must not decide.
  const rule = rules
    .filter(({ when }) => main && matchesSeries(main, when))
    .reduce<HangingRule | null>(
      (best, one) => (best && specificity(best.when) >= specificity(one.when) ? best : one),
      null,
    );
  const { rows, columns } = gridSize(rule?.layout ?? "1x1");
  const count = rows * columns;
  // A place for what is not there is no use: one image is not hung beside nothing.
  if (!rule || stacks.length < 2 || count === 1) {
    return { layout: "1x1", places: stacks.length > 0 ? [longest] : [null], cine: rule?.cine ?? false };
  }
  const free = new Set(stacks.keys());
  const places = Array.from({ length: count }, (_, place): number | null => {
    const wanted = rule.places?.[place];
    if (!wanted) return null;
    const found = [...free].find((at) => {
      const stack = stacks[at];
      return stack !== undefined && matchesSeries(stack, wanted);
    });
    if (found === undefined) return null;
    free.delete(found);
    return found;
  });
  const rest = free.values();
  return {
    layout: rule.layout,
    places: places.map((place) => place ?? rest.next().value ?? null),
    cine: rule.cine ?? false,
  };
}
