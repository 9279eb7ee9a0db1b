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

/** The text beside a shape: only measurements have one, everything else is measured in the panel. */
export function shapeText(geometry: Geometry, facts: MeasureFacts | undefined, m: Messages): string {
  const isMeasure = ["length", "angle", "bidirectional", "cobb"].includes(geometry.type);
  const measured = isMeasure && facts ? measureShape(geometry, facts) : null;
  return measured ? measurementText(measured, m) : "";
}
