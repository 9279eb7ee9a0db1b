/** Stored input and output (raw little-endian float32) that a model must reproduce within `atol`. */
export interface ModelSelfTest {
  readonly input: string;
  readonly output: string;
  readonly atol: number;
}

/** A JSON object whose fields nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The first thing wrong with a manifest, in one sentence that names field and value. */
export class Refusal extends Error {}

/** Ends the reading of a manifest in words. */
export function refuse(field: string, expected: string, found: unknown): never {
  const shown = JSON.stringify(found) ?? "nothing";
  throw new Refusal(`model.json: “${field}” should be ${expected}, found ${shown.slice(0, 60)}.`);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value that must be an object. */
export function fieldsOf(value: unknown, field: string): Fields {
  return isFields(value) ? value : refuse(field, "an object", value);
}

/** A field that must be text of at least one letter. */
export function text(fields: Fields, key: string, field: string): string {
  const value = fields[key];
  return typeof value === "string" && value !== "" ? value : refuse(field, "text", value);
}

/** A value that must be a list. */
export function list(value: unknown, field: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(field, "a list", value);
}

/** A value that must be a finite number from `low` to `high`. */
export function numberIn(value: unknown, field: string, low: number, high: number): number {
  return typeof value === "number" && value >= low && value <= high
    ? value
    : refuse(field, `a number from ${low} to ${high}`, value);
}

/** A value that must be a whole number from `low` to `high`. */
export function wholeIn(value: unknown, field: string, low: number, high: number): number {
  return Number.isInteger(value) && Number(value) >= low && Number(value) <= high
    ? Number(value)
    : refuse(field, `a whole number from ${low} to ${high}`, value);
}

/** A value that must be one of a few words. */
export function oneOf<Word extends string>(value: unknown, field: string, words: readonly Word[]): Word {
  return (
    words.find((word) => word === value) ??
    refuse(field, words.map((word) => `“${word}”`).join(" or "), value)
  );
}

/** A path that must not leave the package. */
export function pathInside(path: string, field: string): string {
  const inside = !path.startsWith("/") && !path.includes("\\") && !path.includes(":") && path !== "";
  return inside && !path.split("/").includes("..") ? path : refuse(field, "a path inside the package", path);
}

/** A SHA-256 in hexadecimal, lower case. */
export function sha256In(fields: Fields, field: string): string {
  const sha256 = text(fields, "sha256", `${field}.sha256`).toLowerCase();
  return /^[0-9a-f]{64}$/.test(sha256) ? sha256 : refuse(`${field}.sha256`, "64 hexadecimal digits", sha256);
}

/** Length and hash that pin a file. */
export function pinIn(fields: Fields, field: string): { readonly bytes: number; readonly sha256: string } {
  const sha256 = sha256In(fields, field);
  const bytes = fields.bytes;
  if (typeof bytes !== "number" || !Number.isInteger(bytes) || bytes <= 0)
    refuse(`${field}.bytes`, "a whole number above 0", bytes);
  return { bytes, sha256 };
}

/** The self-test that a manifest tells of, or null. */
export function readSelfTest(value: unknown, field: string): ModelSelfTest | null {
  if (value === undefined || value === null) return null;
  const fields = fieldsOf(value, field);
  const atol = fields.atol;
  if (typeof atol !== "number" || !(atol > 0)) refuse(`${field}.atol`, "a number above 0", atol);
  return {
    input: pathInside(text(fields, "input", `${field}.input`), `${field}.input`),
    output: pathInside(text(fields, "output", `${field}.output`), `${field}.output`),
    atol,
  };
}
