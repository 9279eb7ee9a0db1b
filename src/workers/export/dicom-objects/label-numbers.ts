import type { PointImage } from "../../../domain/annotation.ts";
import { factsAt } from "../../../domain/facts-at.ts";
import type { Code } from "../../../domain/label-schema.ts";
import type { SpanMask } from "../../../domain/mask-spans.ts";
import {
  type MeasureFacts,
  type Measurement,
  measureMask,
  measureShape,
} from "../../../domain/measure/measurement.ts";
import { srCodes, srUnits } from "../../../formats/dicom-sr/sr-codes.ts";
import type { DatasetObject } from "../dataset.ts";
import type { DatasetThing } from "../dataset-things.ts";
import { sliceStepMm } from "./slice-step.ts";

/** A number of a label, before its place in a report; `line` says which of its points it was measured along. */
export interface LabelNumber {
  readonly name: Code;
  readonly value: number;
  readonly unit: Code;
  readonly method: Code | null;
  readonly line: "all" | "long" | "short" | null;
}

/** Area of a mask, calibrated where its runs begin and end, as on the screen. */
function maskMeasurement({ spans }: SpanMask, facts: MeasureFacts): Measurement {
  const count = spans.reduce((sum, [, from, to]) => sum + to - from, 0);
  const corners = spans.flatMap(([row, from, to]): PointImage[] => [
    [from, row],
    [to - 1, row],
  ]);
  return measureMask(count, corners, facts);
}

/**
 * Volume of a thing on several slices: area by distance of slices, each as it is; in voxels where a slice has no size or no neighbour.
 */
export function thingNumbers({ objects }: DatasetThing, masks: readonly SpanMask[]): readonly LabelNumber[] {
  let [mm3, voxels] = [0, 0];
  for (const [at, { image }] of objects.entries()) {
    const mask = masks[at];
    if (!mask) continue;
    const area = maskMeasurement(mask, factsAt(image.instance.facts, image.frame - 1));
    const plane = image.instance.planes[image.frame - 1];
    const stepMm = plane && plane.space === undefined ? sliceStepMm(image, plane) : null;
    const known = area.kind === "area" && area.calibration === "patient" && stepMm !== null;
    mm3 += known ? area.area * stepMm : Number.NaN;
    voxels += mask.spans.reduce((sum, [, from, to]) => sum + to - from, 0);
  }
  const calibrated = Number.isFinite(mm3);
  const unit = calibrated ? srUnits.mm3 : srUnits.voxels;
  return [{ name: srCodes.volume, value: calibrated ? mm3 : voxels, unit, method: null, line: null }];
}

/**
 * What is measured of a label, as the screen shows it: at least one number, so that the algorithm behind the label has a place
 * (export-and-workflow 3.7). `mask` is asked of masks only. A point has the area 0.
 */
export function labelNumbers(
  { annotation, image }: DatasetObject,
  mask: SpanMask | null,
): readonly LabelNumber[] {
  const facts = factsAt(image.instance.facts, image.frame - 1);
  const { geometry } = annotation;
  const measured = mask ? maskMeasurement(mask, facts) : measureShape(geometry, facts);
  if (!measured) return [{ name: srCodes.area, value: 0, unit: srUnits.pixels, method: null, line: null }];
  const plain = measured.calibration === "none";
  const method = measured.calibration === "detector" ? srCodes.atDetector : null;
  const lengths = plain ? srUnits.pixels : srUnits.mm;
  const areas = plain ? srUnits.pixels : srUnits.mm2;
  switch (measured.kind) {
    case "length":
      return [{ name: srCodes.length, value: measured.length, unit: lengths, method, line: "all" }];
    case "angle": {
      const name = geometry.type === "cobb" ? srCodes.cobb : srCodes.angle;
      return [{ name, value: measured.degrees, unit: srUnits.degree, method: null, line: "all" }];
    }
    case "bidirectional":
      return [
        { name: srCodes.longAxis, value: measured.long, unit: lengths, method, line: "long" },
        { name: srCodes.shortAxis, value: measured.short, unit: lengths, method, line: "short" },
      ];
    case "area": {
      const area: LabelNumber = { name: srCodes.area, value: measured.area, unit: areas, method, line: null };
      if (measured.perimeter === null) return [area];
      return [
        area,
        { name: srCodes.perimeter, value: measured.perimeter, unit: lengths, method, line: null },
      ];
    }
  }
}
