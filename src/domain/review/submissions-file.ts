import type { Annotation } from "../annotation.ts";
import { base64, fromBase64 } from "../base64.ts";
import { decodeMaskTile } from "../mask-tile-codec.ts";
import { SaidError, say } from "../said.ts";
import type { EncodedMaskTile } from "../study-records.ts";
import type { StudyVersion } from "./study-version.ts";

/** `overread-submissions/1`: what readers of one device submitted, for the device that compares. */
export const submissionsSchema = "overread-submissions/1";

/** The text of a file of submissions: masks as base64 of their run lengths. */
export const submissionsFile = (versions: readonly StudyVersion[]): string =>
  JSON.stringify({
    schema: submissionsSchema,
    versions: versions.map((version) => ({
      ...version,
      tiles: version.tiles.map(({ key, bytes }) => ({ key, bytes: base64(new Uint8Array(bytes)) })),
    })),
  });

const fault = (where: string, expected: string): Error =>
  new SaidError(say`This file of submissions cannot be taken: ${where} should be ${expected}.`);

const record = (value: unknown, where: string): Readonly<Record<string, unknown>> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault(where, "an object");
  return value as Readonly<Record<string, unknown>>;
};
const text = (value: unknown, where: string): string => {
  if (typeof value !== "string" || value === "") throw fault(where, "text");
  return value;
};
const list = (value: unknown, where: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw fault(where, "a list");
  return value;
};

function readTile(value: unknown, where: string): EncodedMaskTile {
  const tile = record(value, where);
  const key = record(tile.key, `${where}.key`);
  for (const name of ["seriesUid", "sopUid"]) text(key[name], `${where}.key.${name}`);
  for (const name of ["layer", "frameIndex", "tileRow", "tileColumn"])
    if (!Number.isInteger(key[name])) throw fault(`${where}.key.${name}`, "a whole number");
  const bytes = fromBase64(text(tile.bytes, `${where}.bytes`));
  if (bytes === null) throw fault(`${where}.bytes`, "base64");
  try {
    decodeMaskTile(bytes.buffer);
  } catch {
    throw fault(`${where}.bytes`, "run lengths of 64 × 64 pixels");
  }
  return { key: key as unknown as EncodedMaskTile["key"], bytes: bytes.buffer };
}

function readVersion(value: unknown, where: string): StudyVersion {
  const version = record(value, where);
  if (version.v !== 1) throw fault(`${where}.v`, "1");
  if (version.kind !== "submitted") throw fault(`${where}.kind`, "submitted");
  for (const name of ["versionUid", "studyUid", "reader", "device", "at"])
    text(version[name], `${where}.${name}`);
  const annotations = list(version.annotations, `${where}.annotations`).map((item, at) => {
    const label = record(item, `${where}.annotations[${at}]`);
    for (const name of ["instanceUid", "classId"]) text(label[name], `${where}.annotations[${at}].${name}`);
    const target = record(label.target, `${where}.annotations[${at}].target`);
    for (const name of ["study", "series", "sop"])
      text(target[name], `${where}.annotations[${at}].target.${name}`);
    if (target.study !== version.studyUid)
      throw fault(`${where}.annotations[${at}].target.study`, "the study of the version");
    text(
      record(label.geometry, `${where}.annotations[${at}].geometry`).type,
      `${where}.annotations[${at}].geometry.type`,
    );
    return label as unknown as Annotation;
  });
  return {
    ...(version as unknown as StudyVersion),
    annotations,
    classifications: list(
      version.classifications,
      `${where}.classifications`,
    ) as StudyVersion["classifications"],
    tiles: list(version.tiles, `${where}.tiles`).map((tile, at) => readTile(tile, `${where}.tiles[${at}]`)),
    derivedFrom: list(version.derivedFrom, `${where}.derivedFrom`) as readonly string[],
  };
}

/** Submissions out of the text of a file; throws with the place and what was expected there. */
export function readSubmissionsFile(content: string): StudyVersion[] {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw fault("it", "JSON");
  }
  const file = record(value, "it");
  if (file.schema !== submissionsSchema) throw fault("schema", submissionsSchema);
  return list(file.versions, "versions").map((one, at) => readVersion(one, `versions[${at}]`));
}
