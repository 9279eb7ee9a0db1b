import type { Code, LabelClass } from "../../../domain/label-schema.ts";
import { privateScheme } from "./code-item.ts";
import { plainText } from "./plain-text.ts";

/** The codes of a class, as objects carry them. */
export interface ClassCodes {
  readonly category: Code;
  readonly type: Code;
  readonly modifier: Code | null;
  readonly site: Code | null;
  /** Whether a private code stands in for one that the schema lacks: to be told (export-and-workflow 3.1). */
  readonly made: boolean;
}

/** Codes of a class; private ones, from its permanent index and its name, for those that the schema does not give. */
export function classCodes(known: Pick<LabelClass, "index" | "name"> & Partial<LabelClass>): ClassCodes {
  const { category = null, type = null, modifier = null, site = null } = known;
  const own = (value: string, meaning: string): Code => ({ scheme: privateScheme, value, meaning });
  const fitted = (code: Code | null) =>
    code && {
      scheme: plainText(code.scheme, 16),
      value: plainText(code.value, 1024),
      meaning: plainText(code.meaning),
    };
  const name = plainText(known.name) || `Class ${known.index}`;
  return {
    category: fitted(category) ?? own("class", "Label class"),
    type: fitted(type) ?? own(`class-${known.index}`, name),
    modifier: fitted(modifier),
    site: fitted(site),
    made: category === null || type === null,
  };
}
