import type { Annotation, Geometry, PointImage } from "../../domain/annotation.ts";
import type { MaskRle } from "../../domain/mask.ts";
import { forEachRleRun } from "../../domain/mask-rle.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { Preview } from "../../editor/tool-types.ts";
import type { OverlayShape } from "../../viewer/overlay-shape.ts";
import type { LabelLookup } from "./label-names.ts";

const cursorColor = "#DDE2E6";

/** Upper right corner of a mask; null for an empty one. */
function cornerOf(mask: MaskRle): PointImage | null {
  let top = Number.POSITIVE_INFINITY;
  let right = -1;
  forEachRleRun(mask, (row, _from, to) => {
    top = Math.min(top, row);
    right = Math.max(right, to - 1);
  });
  return right < 0 ? null : [right, top];
}

/** A badge without a drawing: its shape is a line of no length. */
function badge(id: string, at: PointImage, text: string, color: string, selected: boolean): OverlayShape {
  return { id, geometry: { type: "polyline", pointsImage: [at, at] }, color, look: "cursor", selected, text };
}

/** The outline of one run of pixels. */
const spanRing = ([row, from, to]: PixelSpan): PointImage[] => [
  [from - 0.5, row - 0.5],
  [to - 0.5, row - 0.5],
  [to - 0.5, row + 0.5],
  [from - 0.5, row + 0.5],
];

/** The cursor of a brush: a circle, or on a plane whose pixels are no squares an ellipse that is a circle in millimetres. */
export function brushCursor({
  centerImage,
  radiusPx,
  onPlane,
}: Extract<Preview, { kind: "brush" }>): OverlayShape {
  const geometry: Geometry = {
    type: "ellipse",
    centerImage,
    radiiImage: onPlane?.radiiPx ?? [radiusPx, radiusPx],
    angleRad: 0,
  };
  return { id: "cursor", geometry, color: cursorColor, look: "cursor", selected: false };
}

function previewShapes(
  preview: Preview,
  colorOf: (classId: string | null) => string,
  textOf: (geometry: Geometry) => string,
): OverlayShape[] {
  switch (preview.kind) {
    case "brush": {
      if (preview.onPlane) return [];
      const circle = brushCursor(preview);
      const [first, ...others] = (preview.spans ?? []).map(spanRing);
      if (!first) return [circle];
      const pixels: Geometry = { type: "polygon", pointsImage: first, holes: others };
      const color = colorOf(preview.classId);
      return [{ id: "pixels", geometry: pixels, color, look: "pixels", selected: false }, circle];
    }
    case "marquee": {
      const geometry: Geometry = { type: "box", boxImage: preview.boxImage };
      return [{ id: "marquee", geometry, color: cursorColor, look: "cursor", selected: false }];
    }
    case "shape": {
      const { geometry, classId, selfIntersects, closeAtImage } = preview;
      if (geometry.type === "mask") return [];
      const look = selfIntersects ? "invalid" : "draft";
      const shape: OverlayShape = {
        id: "draft",
        geometry,
        color: colorOf(classId),
        look,
        selected: true,
        text: textOf(geometry),
      };
      if (!closeAtImage) return [shape];
      const ring: OverlayShape = {
        id: "close",
        geometry: { type: "point", pointImage: closeAtImage },
        color: cursorColor,
        look: "cursor",
        selected: false,
      };
      return [shape, ring];
    }
  }
}

/** What stands beside a label: what it measures, or the note at a point, which is an arrow then. */
function wordsAt(
  label: Annotation,
  lookup: LabelLookup,
  textOf: (geometry: Geometry) => string,
): Pick<OverlayShape, "text" | "arrow"> {
  const note = lookup.noteOf(label);
  return note === "" ? { text: textOf(label.geometry) } : { text: note, arrow: true };
}

/** The vector labels of a frame that is only looked at. */
export function stillShapes(
  labels: readonly Annotation[],
  lookup: LabelLookup,
  textOf: (geometry: Geometry) => string,
): OverlayShape[] {
  return labels.flatMap((label): OverlayShape[] => {
    const { geometry, instanceUid, classId, hidden } = label;
    if (hidden || geometry.type === "mask") return [];
    const color = lookup.colorOf(classId);
    const text = wordsAt(label, lookup, textOf);
    return [{ id: instanceUid, geometry, color, look: "label", selected: false, ...text }];
  });
}

/** The seeds on the frame on the screen, each stroke in the colour of its class; those of the background red. */
function seedShapes({ candidates, tools }: EditorSession, lookup: LabelLookup): OverlayShape[] {
  const request = candidates.candidate()?.request;
  const here = tools.target();
  if (request?.kind !== "seeds" || !here) return [];
  return request.strokes.flatMap(({ target, label, spans }, at): OverlayShape[] => {
    const [first, ...others] = spans.map(spanRing);
    if (!first || target.sopUid !== here.sopUid || target.frameIndex !== here.frameIndex) return [];
    const geometry: Geometry = { type: "polygon", pointsImage: first, holes: others };
    const color = label === 0 ? "#FF8A80" : lookup.colorOf(request.classIds[label - 1] ?? null);
    return [{ id: `seeds-${at}`, geometry, color, look: "pixels", selected: false, fillOpacity: 0.85 }];
  });
}

/** Everything vector over the frame on the screen: labels, badges of proposals, prompts, and what a tool draws. Reactive. */
export function overlayShapes(
  session: EditorSession,
  lookup: LabelLookup,
  liveColor: string,
  textOf: (geometry: Geometry) => string,
  scoreOf: (confidence: number) => string,
): OverlayShape[] {
  const { records, tools, proposals } = session;
  const selection = records.selection();
  const handles = tools.handles();
  const shapes: OverlayShape[] = [];
  for (const label of records.annotationsHere()) {
    const { geometry, instanceUid, classId, hidden } = label;
    if (hidden || geometry.type === "mask") continue;
    const selected = selection.includes(instanceUid);
    shapes.push({
      id: instanceUid,
      geometry,
      color: lookup.colorOf(classId),
      look: "label",
      selected,
      ...wordsAt(label, lookup, textOf),
      ...(selected && selection.length === 1 ? { handles: handles.map(({ pointImage }) => pointImage) } : {}),
    });
  }
  for (const { id, mask, confidence, classId } of proposals.proposalsHere()) {
    const corner = cornerOf(mask);
    const selected = proposals.selectedProposal()?.id === id;
    if (corner) shapes.push(badge(id, corner, `? ${scoreOf(confidence)}`, lookup.colorOf(classId), selected));
  }
  const live = proposals.livePrompt();
  if (live && live.target.sopUid === tools.target()?.sopUid) {
    const { positive, negative, box } = live.prompts;
    const draft = { look: "draft", selected: false } as const;
    if (box)
      shapes.push({ id: "ask-box", geometry: { type: "box", boxImage: box }, color: liveColor, ...draft });
    for (const [list, color] of [[positive, liveColor] as const, [negative, "#FF8A80"] as const])
      for (const [at, pointImage] of list.entries())
        shapes.push({ id: `ask-${color}-${at}`, geometry: { type: "point", pointImage }, color, ...draft });
    for (const [at, { positive: inside, pointsImage }] of (live.prompts.scribbles ?? []).entries())
      shapes.push({
        id: `ask-line-${at}`,
        geometry: { type: "polyline", pointsImage },
        color: inside ? liveColor : "#FF8A80",
        ...draft,
      });
    const corner = live.proposal ? cornerOf(live.proposal.mask) : null;
    if (live.proposal && corner)
      shapes.push(badge("ask-badge", corner, `? ${scoreOf(live.proposal.confidence)}`, liveColor, true));
  }
  shapes.push(...seedShapes(session, lookup));
  const preview = tools.preview();
  if (preview) shapes.push(...previewShapes(preview, lookup.colorOf, textOf));
  return shapes;
}
