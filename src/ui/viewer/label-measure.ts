import type { Annotation, PointImage } from "../../domain/annotation.ts";
import { modalityValues } from "../../domain/assist/plane-from-frame.ts";
import { type Measurement, measureMask, measureShape } from "../../domain/measure/measurement.ts";
import { type RoiStatistics, roiStatistics } from "../../domain/measure/roi-statistics.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { ShownFrame } from "./stage.ts";

/** What is measured of one label on the frame on the screen. */
export interface LabelMeasure {
  readonly measurement: Measurement | null;
  /** Null for lines, colour images and frames that are read by tile. */
  readonly statistics: RoiStatistics | null;
}

function cornersOf(spans: readonly PixelSpan[]): readonly PointImage[] {
  return spans.flatMap(([row, from, to]): PointImage[] => [
    [from, row],
    [to - 1, row],
  ]);
}

/** Size of a label and the values under it, in modality units; both null where it has no extent. */
export function measureLabel(session: EditorSession, label: Annotation, shown: ShownFrame): LabelMeasure {
  const { facts, frame } = shown;
  const spans = session.masks.spansOf(label.instanceUid, facts.columns, facts.rows);
  const measurement =
    label.geometry.type === "mask"
      ? spans &&
        measureMask(
          spans.reduce((sum, [, from, to]) => sum + to - from, 0),
          cornersOf(spans),
          facts,
        )
      : measureShape(label.geometry, facts);
  const grey = facts.samples === 1 && facts.color !== "palette";
  const statistics =
    spans && frame && grey ? roiStatistics(spans, modalityValues(frame, facts), facts.columns) : null;
  return { measurement, statistics };
}
