import { type DataUse, noDataUse } from "./data-use.ts";
import { type DeidOptions, optionsVersion, readOptions } from "./deid/options.ts";
import type { LabelSchema } from "./label-schema.ts";
import { readLabelSchema } from "./label-schema-read.ts";
import { type ReviewRules, readReviewRules } from "./review/review-record.ts";
import { SaidError, say } from "./said.ts";

/** The hub of a project: where it is and how one signs in; the reader's code and the password are each person's own. */
export interface ProjectHub {
  readonly baseUrl: string;
  readonly signIn: "none" | "bearer" | "basic";
  readonly images: boolean;
}

/** A model that a project works with: by the SHA-256 of its manifest, as a device keeps it; its files are not in the project's. */
export interface ProjectModel {
  readonly id: string;
  readonly modelId: string;
  readonly version: string;
}

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
  /** Null: the project has none; absent in files of older versions. */
  readonly hub?: ProjectHub | null;
  /** What answers prompts and what pre-labels; null: what ships with the app. Absent in files of older versions. */
  readonly models?: { readonly prompt: ProjectModel | null; readonly label: ProjectModel | null };
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
  new SaidError(say`This project file cannot be taken: ${where} should be ${expected}.`);

const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/;

/** An address without a user, a password or a query in it: those are no part of a project. */
function readHub(value: unknown): ProjectHub | null {
  if (value === null) return null;
  const { baseUrl, signIn, images } = (value ?? {}) as Record<string, unknown>;
  const address = typeof baseUrl === "string" ? baseUrl : "";
  if (!(address.startsWith("https://") || loopback.test(address)) || /[@?#\s]/.test(address))
    throw fault("hub.baseUrl", "an https address");
  if (signIn !== "none" && signIn !== "bearer" && signIn !== "basic")
    throw fault("hub.signIn", "none, bearer or basic");
  if (typeof images !== "boolean") throw fault("hub.images", "true or false");
  return { baseUrl: address, signIn, images };
}

function readModel(value: unknown, where: string): ProjectModel | null {
  if (value === null || value === undefined) return null;
  const { id, modelId, version } = value as Record<string, unknown>;
  if (typeof id !== "string" || !/^[0-9a-f]{64}$/.test(id)) throw fault(`${where}.id`, "a SHA-256");
  if (typeof modelId !== "string") throw fault(`${where}.modelId`, "text");
  if (typeof version !== "string") throw fault(`${where}.version`, "text");
  return { id, modelId, version };
}

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
  const models = file.models as Record<string, unknown> | undefined;
  return {
    title: file.title,
    labelSchema: readLabelSchema(file.labelSchema, "labelSchema", fault),
    deidentification: readOptions(options),
    review: readReviewRules(file.review),
    people,
    splitSeed: file.splitSeed.trim(),
    dataUse: { ...noDataUse, ...(terms as Partial<DataUse>) },
    ...(file.hub === undefined ? {} : { hub: readHub(file.hub) }),
    ...(models
      ? {
          models: {
            prompt: readModel(models.prompt, "models.prompt"),
            label: readModel(models.label, "models.label"),
          },
        }
      : {}),
  };
}
