import type { MaskChoices, MaskValue } from "../../domain/calls/labels-calls.ts";
import type { LabelSchema } from "../../domain/label-schema.ts";
import type { LabelContext } from "./label-files.ts";

/** Follows which values the masks among the files have, and what becomes of each. */
export function makeMaskWatch(schema: LabelSchema, choices: MaskChoices) {
  const pixels = new Map<number, number>();
  const context: NonNullable<LabelContext["masks"]> = {
    choices,
    saw: (value, count) => void pixels.set(value, (pixels.get(value) ?? 0) + count),
  };
  return {
    context,
    /** In their order; empty where there is no mask. */
    values: (): MaskValue[] =>
      [...pixels]
        .sort(([a], [b]) => a - b)
        .map(([value, count]) => {
          const chosen = choices.classes[String(value)];
          const byIndex = schema.classes.find(({ index }) => index === value)?.id ?? null;
          const classId = chosen === undefined ? byIndex : chosen;
          return { value, pixels: count, classId, leftOut: chosen === null };
        }),
  };
}
