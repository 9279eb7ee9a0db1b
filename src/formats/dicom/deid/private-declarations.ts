import type { PlanInput } from "./plan-input.ts";

const characteristics = "00080300";

/** The 16-bit numbers of an element, none where it is absent. */
function numbersOf({ index, values }: PlanInput, path: string): readonly number[] {
  const bytes = values.bytes(path) ?? new Uint8Array();
  return Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) => {
    const [first = 0, second = 0] = bytes.subarray(i * 2, i * 2 + 2);
    return index.bigEndian ? (first << 8) | second : (second << 8) | first;
  });
}

/** Whether an item of the sequence calls the element identifying. */
function isIdentifying(input: PlanInput, item: string, low: number): boolean {
  const { values } = input;
  const lists = (path: string) => numbersOf(input, path).some((number) => (number & 0xff) === low);
  const actions = values.entries.get(`${item}/00080305`)?.items ?? 0;
  for (let at = 0; at < actions; at++) if (lists(`${item}/00080305[${at}]/00080306`)) return true;
  const status = values.text(`${item}/00080303`) ?? "";
  if (status === "SAFE") return false;
  return status === "MIXED" ? !lists(`${item}/00080304`) : true;
}

/**
 * What the file declares of one of its private elements in Private Data Element Characteristics Sequence (PS3.3 C.12.1): where it
 * speaks of the block and does not call the element safe, it is identifying. Nothing declared is `silent`.
 */
export function privateDeclaration(
  input: PlanInput,
  group: string,
  creator: string,
  low: string,
): "identifying" | "safe" | "silent" {
  const items = input.values.entries.get(characteristics)?.items ?? 0;
  let said: "safe" | "silent" = "silent";
  for (let at = 0; at < items; at++) {
    const item = `${characteristics}[${at}]`;
    const about = numbersOf(input, `${item}/00080301`)[0] === Number.parseInt(group, 16);
    if (!about || input.values.text(`${item}/00080302`) !== creator) continue;
    if (isIdentifying(input, item, Number.parseInt(low, 16))) return "identifying";
    said = "safe";
  }
  return said;
}
