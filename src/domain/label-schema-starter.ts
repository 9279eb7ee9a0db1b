import type { Code, LabelClass, LabelSchema } from "./label-schema.ts";

/** Colours of classes in order (ui/design 2); the first eight differ for every kind of colour vision. */
export const labelColors = [
  "#79C7FE",
  "#F3FB03",
  "#F0007C",
  "#CCFDD9",
  "#BA36F6",
  "#EF9B7B",
  "#A37725",
  "#9F83AD",
  "#22BF12",
  "#07F6F9",
  "#FDD096",
  "#8C92F9",
] as const;

/** Colour of the class with this index (from 1); from 13 on they repeat. */
export const labelColor = (index: number): string =>
  labelColors[(index - 1) % labelColors.length] ?? "#79C7FE";

const sct = (value: string, meaning: string): Code => ({ scheme: "SCT", value, meaning });
const altered = sct("49755003", "Morphologically Altered Structure");
const anatomy = sct("123037004", "Anatomical Structure");

const kinds: readonly (readonly [id: string, category: Code, type: Code])[] = [
  ["mass", altered, sct("4147007", "Mass")],
  ["nodule", altered, sct("27925004", "Nodule")],
  ["cyst", altered, sct("367643001", "Cyst")],
  ["hemorrhage", altered, sct("50960005", "Hemorrhage")],
  ["liver", anatomy, sct("10200004", "Liver")],
  ["spleen", anatomy, sct("78961009", "Spleen")],
  ["kidney", anatomy, sct("64033007", "Kidney")],
  ["lung", anatomy, sct("39607008", "Lung")],
  ["heart", anatomy, sct("80891009", "Heart")],
  ["brain", anatomy, sct("12738006", "Brain")],
  ["vertebra", anatomy, sct("51282000", "Vertebra")],
  ["lymph-node", anatomy, sct("59441001", "Lymph node")],
];

const classes: readonly LabelClass[] = kinds.map(([id, category, type], position) => ({
  id,
  index: position + 1,
  name: type.meaning,
  color: labelColor(position + 1),
  hotkey: position < 9 ? String(position + 1) : "",
  geometry: ["mask", "polygon", "box"],
  category,
  type,
  overlap: "allow",
}));

/** The schema of a new project: findings and organs with SNOMED CT codes of export-and-workflow 3.1. */
export const starterLabelSchema: LabelSchema = {
  schema: "overread-label-schema/1",
  id: "starter",
  version: 1,
  title: "Findings and organs",
  classes,
};
