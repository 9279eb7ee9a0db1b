import type { SopGroup } from "./sop-group.ts";

const columns: readonly SopGroup[] = [
  "plain",
  "pet",
  "enhanced",
  "projection",
  "slide",
  "segmentation",
  "rt-image",
];

/**
 * What the compound rows of Table E.1-1 come to, per family in the order of `columns`: the weakest letter that keeps the IOD
 * valid (type 3 X, type 2 Z, type 1 D). `-`: conditional or not known there, take the row's last letter. The rows that are
 * missing are `-` everywhere. Types after PS3.3.
 */
const types: ReadonlyMap<number, string> = new Map([
  [0x00080012, "XXXXXXX"],
  [0x00080013, "XXXXXXX"],
  [0x00080021, "XDXXXXX"],
  [0x00080022, "XZXXXXX"],
  [0x00080023, "ZZDZDDZ"],
  [0x0008002a, "XXDXDXX"],
  [0x00080031, "XDXXXXX"],
  [0x00080032, "XZXXXXX"],
  [0x00080033, "ZZDZDDZ"],
  [0x00080080, "XXXXXXX"],
  [0x00080082, "XXXXXXX"],
  [0x00081010, "XXXXXXX"],
  [0x00081070, "XXXXXXX"],
  [0x00081072, "XXXXXXX"],
  [0x00081110, "XXXXXXX"],
  [0x00081111, "XX--XXX"],
  [0x00081140, "XX-XXXX"],
  [0x00082112, "XX-XX-X"],
  [0x00180010, "ZZZZZZZ"],
  [0x00181000, "XXDXDDX"],
  [0x00181030, "XX-XXXX"],
  [0x00181400, "XXXXXXX"],
  [0x0018700a, "XX-XXXX"],
  [0x0018700c, "XX-XXXX"],
  [0x0018700e, "XX-XXXX"],
  [0x00189516, "XX-XXXX"],
  [0x00189517, "XX-XXXX"],
  [0x00321060, "XXXXXXX"],
  [0x00400555, "XXZZZXX"],
  [0x0040a032, "XX-XXXX"],
  [0x00700084, "ZZZZZZZ"],
  [0x22000002, "XXXXZXX"],
  [0x22000005, "XXXXZXX"],
  [0x300a00b2, "XXXXXXZ"],
]);

/** The letter of a compound code for a tag at the top level of a file of this family. */
export function compoundAction(tag: number, basic: string, group: SopGroup): "X" | "Z" | "D" | "U" {
  const last = basic.endsWith("*") ? "U" : basic.slice(-1);
  const column = columns.indexOf(group);
  const letter = column < 0 ? "-" : (types.get(tag)?.[column] ?? "-");
  return (letter === "-" ? last : letter) as "X" | "Z" | "D" | "U";
}
