import type { Geometry } from "../../domain/annotation.ts";

/** What a person calls a shape, with its article. */
const nouns: Readonly<Record<Geometry["type"], string>> = {
  mask: "a mask",
  polygon: "a polygon",
  polyline: "an open line",
  box: "a box",
  ellipse: "an ellipse",
  point: "a point",
  length: "a length",
  angle: "an angle",
  bidirectional: "a bidirectional measurement",
  cobb: "a Cobb angle",
  keypoints: "a skeleton",
};

/** The loss of a shape without an inside in a format of masks; `holders`: the formats that hold it. The same words for all formats, so that they are told at once. */
export const noArea = (type: Geometry["type"], ...holders: readonly [string, ...string[]]): string =>
  `${nouns[type]} has no area; ${holders.join(" and ")} ${holders.length > 1 ? "hold" : "holds"} it`;
