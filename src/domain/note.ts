import type { Annotation } from "./annotation.ts";
import { isAsked, type LabelField } from "./label-field.ts";
import type { LabelClass } from "./label-schema.ts";

/** How much of a note is drawn on an image; all of it stands in its question. */
const mostDrawn = 60;

/**
 * The question whose answer is a point's note (viewer-and-tools 3.6): the first of its class that takes a text. A note is an answer and not a
 * text of its own, so that it is kept, undone, merged and exported as answers are, and a project that wants no free text asks for none.
 */
export function noteField(
  { geometry, attributes }: Pick<Annotation, "geometry" | "attributes">,
  entry: Pick<LabelClass, "attributes"> | undefined,
): LabelField | null {
  if (geometry.type !== "point") return null;
  const fields = entry?.attributes ?? [];
  return fields.find((field) => field.kind === "text" && isAsked(field, fields, attributes)) ?? null;
}

/** What stands at the tail of a point's arrow, in one line; empty where nothing was written. */
export function noteOf(
  label: Pick<Annotation, "geometry" | "attributes">,
  entry: Pick<LabelClass, "attributes"> | undefined,
): string {
  const field = noteField(label, entry);
  const value = field ? label.attributes[field.id] : undefined;
  if (typeof value !== "string") return "";
  const line = value.replace(/\s+/g, " ").trim();
  const signs = [...line];
  return signs.length <= mostDrawn
    ? line
    : `${signs
        .slice(0, mostDrawn - 1)
        .join("")
        .trimEnd()}…`;
}
