/** Families of SOP Classes whose modules give the compound rows of Table E.1-1 the same attribute types. */
export type SopGroup =
  | "plain"
  | "pet"
  | "enhanced"
  | "projection"
  | "slide"
  | "segmentation"
  | "rt-image"
  | "unknown";

const root = "1.2.840.10008.5.1.4.1.1.";

/** The families, with the ends of their SOP Class UIDs behind `1.2.840.10008.5.1.4.1.1.`. */
export const sopFamilies: readonly (readonly [SopGroup, readonly string[]])[] = [
  // CR, CT, MR, US, US multi-frame, NM, SC, XA, XRF, VL photographs, ophthalmic photographs, RT dose.
  [
    "plain",
    ["1", "2", "4", "6.1", "3.1", "20", "7", "7.1", "7.2", "7.3", "7.4", "12.1", "12.2", "481.2"].concat([
      "77.1.1",
      "77.1.2",
      "77.1.4",
      "77.1.5.1",
      "77.1.5.2",
    ]),
  ],
  ["pet", ["128"]],
  [
    "enhanced",
    ["2.1", "2.2", "4.1", "4.3", "4.4", "12.1.1", "12.2.1", "6.2", "130", "13.1.1", "13.1.2", "13.1.3"],
  ],
  ["projection", ["1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1"]],
  ["slide", ["77.1.6"]],
  ["segmentation", ["66.4", "66.7"]],
  ["rt-image", ["481.1"]],
];

const byUid = new Map(
  sopFamilies.flatMap(([group, ends]) => ends.map((end) => [root + end, group] as const)),
);

/** The family of a SOP Class; `unknown` for every other. */
export function sopGroup(sopClassUid: string): SopGroup {
  return byUid.get(sopClassUid) ?? "unknown";
}
