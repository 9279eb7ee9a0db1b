import { isCoverable } from "./head-series.ts";
import type { PlanInput } from "./plan-input.ts";

const patientKey = /^[A-Z2-7]{16}$/;

/** Values of a multi-valued element, in order. */
const valuesOf = (text: string | null) => (text ?? "").split("\\").map((value) => value.trim());

/**
 * The input for a file that says that this project made it, or null: tool, policy, generation, and pixels whose digest only the
 * project's key can make (deidentification 3.9c). Identifiers stay what they are. It is a claim until a rewrite by this input
 * changes no byte.
 */
export function ownInput(input: PlanInput): PlanInput | null {
  const { values } = input;
  const [tool = "", ...facts] = valuesOf(values.text("00120063"));
  // What was issued before stays what it is, also after the patient's identifiers were issued anew.
  const issue = /^generation (\d{1,6})$/.exec(facts[1] ?? "")?.[1] ?? "";
  const expected = [
    `policy ${input.policyHash.slice(0, 32)}`,
    `generation ${issue}`,
    `px:${input.pixelDigest}`,
  ];
  const version = /^Overread (\S+)$/.exec(tool)?.[1];
  const patient = values.text("00100020") ?? "";
  if (!version || facts.join("\\") !== expected.join("\\")) return null;
  if (values.text("00120062") !== "YES" || !patientKey.test(patient)) return null;
  return {
    ...input,
    toolVersion: version,
    generation: Number(issue),
    maps: { patientKey: patient, shiftDays: 0, uid: (original) => original },
    own: {
      reviewed: values.text("00280301") === "NO",
      faceCovered: values.text("00280302") === "NO" && isCoverable(values),
    },
  };
}
