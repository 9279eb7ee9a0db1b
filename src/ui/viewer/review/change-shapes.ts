import type { Annotation } from "../../../domain/annotation.ts";
import { rleSpans } from "../../../domain/mask-rle.ts";
import type { Proposal } from "../../../domain/proposal.ts";
import type { PixelSpan } from "../../../domain/rasterize.ts";
import { maskBox } from "../../../domain/region/mask-box.ts";
import { maskOutlines } from "../../../domain/region/outline.ts";
import type { OverlayShape } from "../../../viewer/overlay-shape.ts";

/** The outline of pixels as one shape; null without a pixel. */
export function outlineShape(
  id: string,
  spans: readonly PixelSpan[],
  color: string,
  look: OverlayShape["look"],
): OverlayShape | null {
  const box = maskBox(spans, 1);
  const [first, ...holes] = box ? maskOutlines(box) : [];
  if (!first) return null;
  return {
    id,
    geometry: { type: "polygon", pointsImage: first, holes },
    color,
    look,
    selected: false,
    fillOpacity: 0,
  };
}

/** A label as it was: its outline, dotted. */
export function previousShape(
  label: Annotation,
  spans: readonly PixelSpan[] | null,
  color: string,
): OverlayShape | null {
  const id = `previous-${label.instanceUid}`;
  if (label.geometry.type !== "mask")
    return { id, geometry: label.geometry, color, look: "previous", selected: false, fillOpacity: 0 };
  return spans && outlineShape(id, spans, color, "previous");
}

/** What the model had proposed, dashed. */
export const proposedShape = (proposal: Proposal, color: string): OverlayShape | null =>
  outlineShape(`proposed-${proposal.id}`, rleSpans(proposal.mask), color, "proposal");
