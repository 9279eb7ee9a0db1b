import type { PartName } from "../../domain/series-part.ts";

const kinds: Readonly<Record<string, string>> = {
  M: "magnitude",
  P: "phase image",
  R: "real",
  I: "imaginary",
  MAGNITUDE: "magnitude",
  PHASE: "phase image",
  REAL: "real",
  IMAGINARY: "imaginary",
  IN_PHASE: "in phase",
  OUT_PHASE: "out of phase",
  WATER: "water",
  FAT: "fat",
};

/** The word of an image type that says most, else its values as they are. */
const kindName = (value: string) => {
  const known = value.split("/").find((part) => kinds[part] !== undefined);
  return known ? (kinds[known] ?? "") : value.toLowerCase().replace(/_/g, " ");
};

const short = (value: string) =>
  Number.isFinite(Number(value)) ? String(Math.round(Number(value) * 10) / 10) : value;

function stackName({ dimension, value, index, of }: PartName): string {
  switch (dimension) {
    case "time":
      return `t ${index}/${of}`;
    case "phase":
      return `phase ${index}/${of}`;
    case "echo":
      return `echo ${index}`;
    case "b-value":
      return `b ${short(value)}`;
    case "direction":
      return `direction ${index}/${of}`;
    case "inversion":
      return `TI ${short(value)}`;
    case "image-type":
      return kindName(value);
    case "acquisition":
      return `acquisition ${index}/${of}`;
    case "stack":
      return `stack ${index}/${of}`;
    case "energy":
      return `energy ${index}/${of}`;
    case "detector":
      return `detector ${index}/${of}`;
    case "channel":
      return `channel ${index}/${of}`;
    case "dimension":
      return `part ${index}/${of}`;
    case "localizer":
      return value === "1" ? "localizer" : "";
    case "orientation":
      return of > 1 ? `${value} ${index}` : value;
    case "size":
      return value;
  }
}

/** Short name of a stack by what sets it apart from the others of its series: "t 3/20", "b 1000", "echo 2". */
export const stackNameEn = (names: readonly PartName[]): string =>
  names.map(stackName).filter(Boolean).join(" · ");
