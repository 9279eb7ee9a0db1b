import type { Geometry, PointImage } from "../annotation.ts";
import { jointPoints } from "../geometry.ts";
import { counted, type Finding, type VettedImage, type VettingFacts } from "./vetting-facts.ts";

/** The points that a person placed; those of a mask are pixels and cannot lie outside. */
function placed(geometry: Geometry): readonly PointImage[] {
  switch (geometry.type) {
    case "mask":
      return [];
    case "box": {
      const [xMin, yMin, xMax, yMax] = geometry.boxImage;
      return [
        [xMin, yMin],
        [xMax, yMax],
      ];
    }
    case "ellipse":
      return [geometry.centerImage];
    case "point":
      return [geometry.pointImage];
    case "polygon":
      return [...geometry.pointsImage, ...(geometry.holes ?? []).flat()];
    case "polyline":
    case "length":
    case "angle":
    case "bidirectional":
    case "cobb":
      return geometry.pointsImage;
    case "keypoints":
      return jointPoints(geometry.joints);
  }
}

/** Rounding of the tools. */
const slackPx = 1e-6;

function isOutside(geometry: Geometry, { columns, rows }: VettedImage): boolean {
  return placed(geometry).some(
    ([x, y]) =>
      !(
        x >= -0.5 - slackPx &&
        y >= -0.5 - slackPx &&
        x <= columns - 0.5 + slackPx &&
        y <= rows - 0.5 + slackPx
      ),
  );
}

/** What keeps a dataset from leaving (export-and-workflow 3.9), as far as it is known without looking at pixels. */
export function findErrors({ images, objects, classes, forkedStudies = [] }: VettingFacts): Finding[] {
  const byId = new Map(images.map((image) => [image.id, image]));
  const known = new Set(classes.map((item) => item.id));
  const rows: readonly (readonly [
    code: string,
    uids: readonly string[],
    overridable: boolean,
    text: (n: number) => string,
  ])[] = [
    [
      "proposal-as-truth",
      objects
        .filter((o) => (o.origin === "model" || o.origin === "propagated") && o.acceptedBy === null)
        .map((o) => o.uid),
      true,
      (n) => `${counted(n, "label")} came from a model and nobody accepted ${n === 1 ? "it" : "them"}`,
    ],
    [
      "not-attested",
      images.filter((image) => !image.attested).map((image) => image.id),
      false,
      (n) => `${counted(n, "image")} without a sound de-identification record`,
    ],
    [
      "object-outside",
      objects
        .filter((o) => {
          const image = byId.get(o.imageId);
          return image !== undefined && isOutside(o.geometry, image);
        })
        .map((o) => o.uid),
      true,
      (n) => `${counted(n, "label")} with a point outside the image`,
    ],
    [
      "frame-size",
      images
        .filter(
          ({ decoded, columns, rows }) => decoded !== null && (decoded[0] !== columns || decoded[1] !== rows),
        )
        .map((image) => image.id),
      false,
      (n) => `${counted(n, "image")} of another size than its masks`,
    ],
    [
      "several-heads",
      objects.filter((o) => o.oneOfSeveral).map((o) => o.uid),
      true,
      (n) => `${counted(n, "label")} of studies that several people read, without a consensus`,
    ],
    [
      "versions-forked",
      forkedStudies,
      true,
      (n) =>
        `${counted(n, "study", "studies")} with two newest versions that nobody has merged: Sync, Versions`,
    ],
    [
      "field-missing",
      objects.filter((o) => (o.unanswered ?? 0) > 0).map((o) => o.uid),
      true,
      (n) => `${counted(n, "label")} without an answer that the schema asks for`,
    ],
    [
      "class-unknown",
      objects.filter((o) => !known.has(o.classId)).map((o) => o.uid),
      false,
      (n) => `${counted(n, "label")} of a class that the schema does not have`,
    ],
  ];
  return rows
    .filter(([, uids]) => uids.length > 0)
    .map(([code, uids, overridable, text]) => ({
      code,
      severity: "error",
      text: text(uids.length),
      uids,
      overridable,
    }));
}

/** Frames with the same pixels, or images of one group, in two parts: only found once all frames were decoded. */
export function findLeaks(images: readonly VettedImage[]): Finding[] {
  const first = new Map<string, VettedImage>();
  const leaked = new Set<string>();
  for (const image of images) {
    for (const key of [`group ${image.group}`, ...(image.digest ? [`pixels ${image.digest}`] : [])]) {
      const other = first.get(key) ?? image;
      first.set(key, other);
      if (other.split !== image.split) leaked.add(other.id).add(image.id);
    }
  }
  if (leaked.size === 0) return [];
  const text = `${counted(leaked.size, "image")} of one patient, or with the same pixels, in two parts of the split`;
  return [{ code: "leak", severity: "error", text, uids: [...leaked].sort(), overridable: false }];
}
