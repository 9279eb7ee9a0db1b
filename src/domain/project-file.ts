import { type DataUse, noDataUse } from "./data-use.ts";
import { type DeidOptions, optionsVersion, readOptions } from "./deid/options.ts";
import type { LabelSchema } from "./label-schema.ts";
import { readLabelSchema } from "./label-schema-read.ts";
import { type ReviewRules, readReviewRules } from "./review/review-record.ts";

/** `overread-project/1`: how a project works, without an image, a label or a key. */
export interface ProjectFile {
  readonly title: string;
  readonly labelSchema: LabelSchema;
  readonly deidentification: DeidOptions;
  readonly review: ReviewRules;
  /** Pseudonymous ids of the people, and what they are called. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly splitSeed: string;
  readonly dataUse: DataUse;
}

/** Seed of the split where a project chose none. */
export const defaultSplitSeed = "overread-1";

const name = "overread-project/1";

/** The text of a project file. */
export const projectFileText = (project: ProjectFile): string =>
  `${JSON.stringify(
    {
      schema: name,
      ...project,
      deidentification: { version: optionsVersion, ...project.deidentification },
    },
    null,
    1,
  )}\n`;

const fault = (where: string, expected: string): Error =>
  new Error(`This project file cannot be taken: ${where} should be ${expected}.`);

/** A project out of the text of a file; throws with the field and what was expected there. */
export function readProjectFile(text: string): ProjectFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault("it", "JSON");
  }
  const file = (value ?? {}) as Record<string, unknown>;
  if (file.schema !== name) throw fault("schema", name);
  if (typeof file.title !== "string") throw fault("title", "text");
  if (typeof file.splitSeed !== "string" || file.splitSeed.trim() === "") throw fault("splitSeed", "text");
  const options = file.deidentification as Record<string, unknown> | undefined;
  if (typeof options !== "object" || options === null) throw fault("deidentification", "an object");
  if (options.version !== optionsVersion) throw fault("deidentification.version", String(optionsVersion));
  if (typeof file.review !== "object" || file.review === null) throw fault("review", "an object");
  if (!Array.isArray(file.people)) throw fault("people", "a list");
  const people = file.people.map((person: unknown, at) => {
    const { id, name: called } = (person ?? {}) as Record<string, unknown>;
    if (typeof id !== "string" || id === "") throw fault(`people[${at}].id`, "text");
    if (typeof called !== "string") throw fault(`people[${at}].name`, "text");
    return { id, name: called };
  });
  const terms = (file.dataUse ?? {}) as Record<string, unknown>;
  for (const field of Object.keys(noDataUse))
    if (terms[field] !== undefined && typeof terms[field] !== "string")
      throw fault(`dataUse.${field}`, "text");
  const { expires = "" } = terms;
  if (expires !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(String(expires)))
    throw fault("dataUse.expires", "YYYY-MM-DD");
  return {
    title: file.title,
    labelSchema: readLabelSchema(file.labelSchema, "labelSchema", fault),
    deidentification: readOptions(options),
    review: readReviewRules(file.review),
    people,
    splitSeed: file.splitSeed.trim(),
    dataUse: { ...noDataUse, ...(terms as Partial<DataUse>) },
  };
}
