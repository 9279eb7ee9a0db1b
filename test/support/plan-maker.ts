import { type DeidOptions, strictOptions } from "../../src/domain/deid/options.ts";
import type { DeidentificationPlan } from "../../src/domain/deid/plan.ts";
import { buildPlan } from "../../src/formats/dicom/deid/build-plan.ts";
import type { DecodeLabel } from "../../src/formats/dicom/deid/character-sets.ts";
import { identityPhrases } from "../../src/formats/dicom/deid/identity-dictionary.ts";
import { makeNamedWords } from "../../src/formats/dicom/deid/named-words.ts";
import { namingElements } from "../../src/formats/dicom/deid/naming-elements.ts";
import { makeSourceValues } from "../../src/formats/dicom/deid/source-values.ts";
import { collectUids } from "../../src/formats/dicom/deid/uid-rules.ts";
import type { MadeDicom } from "./dicom-maker.ts";

/** The platform's own text decoder, strict. */
export const decodeLabel: DecodeLabel = (label, bytes) => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** A stand-in for the HMAC map: one-to-one, without a key. */
export const madeUid = (original: string) => {
  let value = 14695981039346656037n;
  for (const character of original)
    value = ((value ^ BigInt(character.codePointAt(0) ?? 0)) * 1099511628211n) % 2n ** 120n;
  return `2.25.${value}`;
};

/** A plan for a made file, as the import worker would ask for it; UIDs that `collectUids` does not name throw. */
export function planFor(
  made: MadeDicom,
  options: Partial<DeidOptions> = {},
  shiftDays = -100,
): DeidentificationPlan {
  const values = makeSourceValues(made.index, made.bytes, decodeLabel);
  const known = collectUids(values, "00", "ABCDEFGHIJKLMNOP");
  return buildPlan({
    index: made.index,
    values,
    sourceSha256: "00",
    options: { ...strictOptions, ...options },
    maps: {
      patientKey: "ABCDEFGHIJKLMNOP",
      shiftDays,
      uid: (original) => {
        if (!known.has(original)) throw new Error("a UID was not collected");
        return madeUid(original);
      },
    },
    policyHash: "ab".repeat(32),
    toolVersion: "0.1.0",
    generation: 0,
    pixelDigest: "cd".repeat(16),
    ...(options.cleanDescriptors
      ? { named: makeNamedWords(identityPhrases(namingElements(values), { ...strictOptions, ...options })) }
      : {}),
  });
}

/** The plan's line for a path. */
export function planned(plan: DeidentificationPlan, path: string) {
  const element = plan.elements.find((line) => line.path === path);
  if (!element) throw new Error(`no element ${path} in the plan`);
  return element;
}

/** Every text that the output of a plan will hold: new values, and the bytes of what is kept. */
export function outputText(made: MadeDicom, plan: DeidentificationPlan): string {
  const kept = plan.elements
    .filter((element) => element.action === "keep")
    .map((element) => {
      const entry = made.index.elements.find((found) => found.at === element.at);
      return entry
        ? Buffer.from(made.bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen)).toString("latin1")
        : "";
    });
  const written = [...plan.elements, ...plan.fileMeta, ...plan.insert].map(
    (element) =>
      `${element.value ?? ""}\n${element.base64 ? Buffer.from(element.base64, "base64").toString("latin1") : ""}`,
  );
  return [...kept, ...written].join("\n");
}
