import type { Geometry } from "../../domain/annotation.ts";
import { type MeasureFacts, type Measurement, measureShape } from "../../domain/measure/measurement.ts";
import type { Messages } from "../messages/messages.ts";

/** A measurement in words: "12.4 mm", "32.1 × 20.0 mm", "45.2°", "1.3 cm²"; in pixels where nothing is calibrated. */
export function measurementText(measured: Measurement, m: Messages): string {
  const { calibration } = measured;
  const isPx = calibration === "none";
  const text = () => {
    switch (measured.kind) {
      case "length":
        return m.measure.length(measured.length, isPx);
      case "angle":
        return m.measure.angle(measured.degrees);
      case "bidirectional":
        return m.measure.axes(measured.long, measured.short, isPx);
      case "area":
        return isPx ? m.panel.areaPx(measured.area) : m.panel.area(measured.area);
    }
  };
  // An angle needs no scale, only square pixels or their spacing.
  return calibration === "detector" && measured.kind !== "angle" ? m.measure.atDetector(text()) : text();
}

/** Geometries that are there to measure. */
const measures = ["length", "angle", "bidirectional", "cobb"] as const;

type MeasureGeometry = Extract<Geometry, { readonly type: (typeof measures)[number] }>;

const isMeasure = (geometry: Geometry): geometry is MeasureGeometry =>
  measures.some((type) => type === geometry.type);

/** The text beside a shape: only measurements have one, everything else is measured in the panel. */
export function shapeText(geometry: Geometry, facts: MeasureFacts | undefined, m: Messages): string {
  const measured = isMeasure(geometry) && facts ? measureShape(geometry, facts) : null;
  return measured ? measurementText(measured, m) : "";
}

/** What a row of the list says of a measurement, "Length 23.4 mm", and of its scale where there is none; empty for every other label. */
export function rowMeasureText(geometry: Geometry, facts: MeasureFacts | undefined, m: Messages): string {
  if (!isMeasure(geometry)) return "";
  const name = m.actions[`use-${geometry.type}`] ?? "";
  const measured = facts ? measureShape(geometry, facts) : null;
  if (!measured) return name;
  const unscaled = measured.kind !== "angle" && measured.calibration === "none";
  return `${name} ${measurementText(measured, m)}${unscaled ? `, ${m.viewer.notCalibrated}` : ""}`;
}
