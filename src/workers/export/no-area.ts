import type { Geometry } from "../../domain/annotation.ts";
import { type Said, say } from "../../domain/said.ts";

/** What a person calls a shape, with its article. */
const nouns: Readonly<Record<Geometry["type"], Said>> = {
  mask: say`a mask`,
  polygon: say`a polygon`,
  polyline: say`an open line`,
  box: say`a box`,
  ellipse: say`an ellipse`,
  point: say`a point`,
  length: say`a length`,
  angle: say`an angle`,
  bidirectional: say`a bidirectional measurement`,
  cobb: say`a Cobb angle`,
  keypoints: say`a skeleton`,
};

/** The loss of a shape without an inside in a format of masks, and the formats that hold it. The same words for all formats, so that they are told at once. */
export const noArea = (type: Geometry["type"], holder: string, other?: string): Said =>
  other === undefined
    ? say`${nouns[type]} has no area; ${holder} holds it`
    : say`${nouns[type]} has no area; ${holder} and ${other} hold it`;
