import { type Accessor, createEffect } from "solid-js";
import { affineOf } from "../../../domain/affine-maths.ts";
import { planeNormal } from "../../../domain/hanging/link-slices.ts";
import { planeCut, type Sheet } from "../../../domain/mpr/plane-cut.ts";
import { times } from "../../../domain/vector.ts";
import type { ShownFrame } from "../stage.ts";
import type { Panes } from "./create-panes.ts";

/** The frame on a stage as a picture in the patient; null where the file does not say where it lies. */
function sheetOf(shown: ShownFrame | null): Sheet | null {
  const plane = shown?.ref.plane;
  const spacing = shown?.facts.spacingMm;
  if (!shown || !plane || !spacing || plane.space === "volume") return null;
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  const affine = affineOf(
    times([rx, ry, rz], spacing[1]),
    times([cx, cy, cz], spacing[0]),
    planeNormal(plane),
    plane.positionMm,
  );
  return { affine, at: 0, columns: shown.facts.columns, rows: shown.facts.rows };
}

/** Where the active image cuts the others of its frame of reference: a dashed line on each (viewer-and-tools 3.9). */
export function drawReferenceLines(panes: Panes, planesOpen: Accessor<boolean>): void {
  createEffect(() => {
    // The planes draw their own crosshair.
    if (planesOpen()) return;
    const lead = panes.stage.shown();
    const line = sheetOf(lead);
    const frame = lead?.series.frameOfReferenceUid ?? null;
    for (const at of panes.visible()) {
      const stage = panes.stageAt(at);
      const shown = stage.shown();
      const sheet = at === panes.activeAt() ? null : sheetOf(shown);
      const isSame = frame !== null && shown?.series.frameOfReferenceUid === frame;
      const cut = line && sheet && isSame ? planeCut(sheet, line) : null;
      stage.viewport()?.setGuides(cut ? [{ from: cut[0], to: cut[1], dashed: true }] : []);
    }
  });
}
