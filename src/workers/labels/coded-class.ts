import type { Code, LabelClass } from "../../domain/label-schema.ts";
import { FormatError } from "../../formats/format-error.ts";
import { type LabelContext, LabelFileError } from "./label-files.ts";

/** The class of a coded thing: by its code, by our private one, else by its name. */
export function classOf(
  context: LabelContext,
  where: string,
  type: Code | null,
  names: readonly string[],
): LabelClass {
  const { classes } = context.schema;
  const coded = classes.find(
    (entry) => type !== null && entry.type?.scheme === type.scheme && entry.type.value === type.value,
  );
  const own = classes.find(({ index }) => type?.scheme === "99OVERREAD" && type.value === `class-${index}`);
  const named = classes.find(({ name, id }) => names.some((one) => one === name || one === id));
  const found = named ?? coded ?? own;
  if (!found)
    throw new LabelFileError(
      where,
      "a class of this project's schema",
      type ? `${type.scheme} ${type.value}` : "no code",
    );
  return found;
}

/** Why a file was not read: what the reader says of sizes and codes, or that it is no `expected`. */
export const unread = (reason: unknown, expected: string) =>
  reason instanceof FormatError
    ? new LabelFileError("the file", reason.expected, reason.found)
    : new LabelFileError("the file", expected, "another form");
