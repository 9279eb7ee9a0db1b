import { dictionaryLines } from "../dictionary.ts";

function readDictionary(): ReadonlyMap<number, string> {
  const vrs = new Map<number, string>();
  for (const line of dictionaryLines) {
    const group = Number.parseInt(line.slice(0, 4), 16);
    for (let at = 5; at + 6 <= line.length; at += 6) {
      const element = Number.parseInt(line.slice(at, at + 4), 16);
      vrs.set(((group << 16) | element) >>> 0, line.slice(at + 4, at + 6));
    }
  }
  return vrs;
}

const vrs = readDictionary();

/** Choices of PS3.6 and what a file may write for them. */
const choices: Readonly<Record<string, readonly string[]>> = {
  us: ["US", "SS"],
  ob: ["OB", "OW"],
  uw: ["US", "SS", "OW"],
};

/** The VR of a standard tag: two letters, the first choice where PS3.6 gives several; undefined when it is in no table. */
export function vrOf(tag: number): string | undefined {
  const vr = vrs.get(tag);
  return vr === undefined ? undefined : (choices[vr]?.[0] ?? vr);
}

/** Whether a file may write this VR for this tag. */
export function mayHaveVr(tag: number, vr: string): boolean {
  const known = vrs.get(tag);
  return known !== undefined && (known === vr || (choices[known]?.includes(vr) ?? false));
}
