import { fileValues } from "./file-values.ts";

const texts = new Set(["CS", "LO", "LT", "SH", "ST", "UC", "UT"]);
const sopClassOf = (values: ReturnType<typeof fileValues>["values"]) =>
  values.find(({ path }) => path === "00080016")?.bytes.toString("latin1") ?? "";
const placeOf = (sopClass: string, { path, vr, bytes }: { path: string; vr: string; bytes: Buffer }) =>
  `${sopClass} ${path} ${vr} ${bytes.toString("hex")}`;

/**
 * Takes out of a label object what the app writes whatever the object is of: a text at the very place, and of the very bytes, where an
 * object of `witness` has it too. The witness was exported in a profile that never saw the files that are searched for, so no such
 * text can come from them. A text that stands anywhere else, or differs by a byte, stays and is searched.
 */
export function makeOwnWords(witness: readonly Uint8Array[]): (object: Uint8Array) => Uint8Array {
  const known = new Set<string>();
  for (const file of witness) {
    const { values } = fileValues(file);
    const sopClass = sopClassOf(values);
    for (const value of values) if (texts.has(value.vr)) known.add(placeOf(sopClass, value));
  }
  return (object) => {
    const copy = new Uint8Array(object);
    const { values } = fileValues(copy);
    const sopClass = sopClassOf(values);
    for (const value of values)
      if (texts.has(value.vr) && known.has(placeOf(sopClass, value))) value.bytes.fill(0);
    return copy;
  };
}
