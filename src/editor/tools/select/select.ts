import type { Annotation, BoxImage, PointImage } from "../../../domain/annotation.ts";
import { boundsOf, clampToImage } from "../../../domain/geometry.ts";
import { distanceToGeometry, nearestEdge } from "../../../domain/geometry-distance.ts";
import { selfIntersects } from "../../../domain/geometry-intersect.ts";
import type { Act } from "../../act.ts";
import { handlesOf, vertexOf, withHandleAt, withoutVertex, withVertex } from "../../handles.ts";
import { hitHandle, hitLabels, reachPx } from "../../hit.ts";
import { beginMove, type LabelMove } from "../../move-labels.ts";
import { isOn } from "../../new-label.ts";
import type { Handle } from "../../tool-types.ts";
import { isDrag, pointOf } from "../drag-start.ts";
import type { DownEvent, MakeTool, ToolState } from "../tool.ts";

/** What the pointer took hold of when it went down. */
type Grip =
  | { readonly kind: "handle"; readonly label: Annotation; readonly handle: Handle }
  | { readonly kind: "label"; readonly hits: readonly Annotation[]; readonly wasSelected: boolean }
  | { readonly kind: "nothing" };

/** What the drag is doing. */
type Drag =
  | { readonly kind: "handle"; readonly act: Act; readonly label: Annotation; readonly handle: Handle }
  | { readonly kind: "move"; readonly act: Act; readonly move: LabelMove }
  | { readonly kind: "marquee" };

/** Picks, moves and reshapes labels; a drag over nothing is a marquee. */
export const makeSelectTool: MakeTool = (context) => {
  const { core } = context;
  let state: ToolState = "idle";
  let down: DownEvent | null = null;
  let grip: Grip = { kind: "nothing" };
  let drag: Drag | null = null;
  let start: PointImage = [0, 0];
  let last: PointImage = [0, 0];

  const here = () => core.store.annotations().filter((label) => isOn(label, context.target()));
  const onlySelected = (): Annotation | null => {
    const [uid, ...others] = core.selection();
    const label = uid !== undefined && others.length === 0 ? core.store.annotation(uid) : null;
    return label && isOn(label, context.target()) ? label : null;
  };
  const clamp = (point: PointImage): PointImage => {
    const { columns, rows } = context.target();
    return clampToImage(point, columns, rows);
  };
  const marquee = (): BoxImage => [
    Math.min(start[0], last[0]),
    Math.min(start[1], last[1]),
    Math.max(start[0], last[0]),
    Math.max(start[1], last[1]),
  ];
  const reset = () => {
    state = "idle";
    drag = null;
    down = null;
    context.setPreview(null);
  };

  const gripAt = (event: DownEvent): Grip => {
    const reach = reachPx(event.pointerType);
    const selected = onlySelected();
    const handle = selected && handleAt(selected, start, reach.handle / event.scale);
    if (selected && handle) return { kind: "handle", label: selected, handle };
    const hits = hitLabels(here(), core.tiles, start, reach.edge / event.scale);
    const [top] = hits;
    if (!top) return { kind: "nothing" };
    const current = hits.find(({ instanceUid }) => core.selection().includes(instanceUid));
    const wasSelected = current !== undefined;
    if (event.modifiers.shift) core.select(toggled(core.selection(), top.instanceUid));
    else if (!wasSelected) core.select([top.instanceUid]);
    return { kind: "label", hits, wasSelected };
  };

  const beginDrag = () => {
    state = "drawing";
    if (grip.kind === "nothing") {
      drag = { kind: "marquee" };
      return;
    }
    const selected = core.selection().flatMap((uid) => core.store.annotation(uid) ?? []);
    const free = selected.filter((label) => !label.locked && isOn(label, context.target()));
    if (free.length === 0) {
      core.say("label-locked");
      return reset();
    }
    const act = core.begin();
    if (!act) return reset();
    drag =
      grip.kind === "handle"
        ? { kind: "handle", act, label: grip.label, handle: grip.handle }
        : { kind: "move", act, move: beginMove(core, act, free, context.target()) };
  };

  const follow = () => {
    if (drag?.kind === "marquee") context.setPreview({ kind: "marquee", boxImage: marquee() });
    if (drag?.kind === "move") drag.move.to([last[0] - start[0], last[1] - start[1]]);
    if (drag?.kind !== "handle") return;
    const { act, label, handle } = drag;
    const geometry = withHandleAt(label.geometry, handle.id, clamp(last), context.target().measure);
    act.stage(label.instanceUid, {
      kind: "annotation",
      id: label.instanceUid,
      value: { ...label, geometry },
    });
    act.show();
  };

  const finishDrag = () => {
    const done = drag;
    reset();
    if (done?.kind === "marquee") {
      core.select(
        here()
          .filter((label) => isWithin(label, marquee()))
          .map(({ instanceUid }) => instanceUid),
      );
    }
    if (done?.kind === "move") core.commit(done.act, "move-label");
    if (done?.kind !== "handle") return;
    const geometry = core.store.annotation(done.label.instanceUid)?.geometry;
    if (geometry?.type === "polygon" && selfIntersects(geometry.pointsImage)) {
      core.say("self-intersecting");
      core.bail(done.act);
    } else core.commit(done.act, "reshape-label");
  };

  const replace = (label: Annotation, geometry: Annotation["geometry"], actionId: string) => {
    if (label.locked) return core.say("label-locked");
    const act = core.begin();
    if (!act) return;
    act.stage(label.instanceUid, {
      kind: "annotation",
      id: label.instanceUid,
      value: { ...label, geometry },
    });
    core.commit(act, actionId);
  };

  /** A click: vertex away (Alt), vertex in (on an edge of the selected shape), next label below, or none. */
  const click = (event: DownEvent) => {
    if (grip.kind === "handle") {
      const vertex = vertexOf(grip.handle.id);
      if (!event.modifiers.alt || vertex === null) return;
      const geometry = withoutVertex(grip.label.geometry, vertex);
      return geometry ? replace(grip.label, geometry, "delete-vertex") : core.say("too-small");
    }
    if (grip.kind === "nothing") return event.modifiers.shift ? undefined : core.select([]);
    if (!grip.wasSelected || event.modifiers.shift) return;
    const selected = onlySelected();
    const shape = selected?.geometry;
    if (selected && (shape?.type === "polygon" || shape?.type === "polyline")) {
      const edge = nearestEdge(start, shape.pointsImage, shape.type === "polygon");
      if (edge && edge.distance <= reachPx(event.pointerType).edge / event.scale) {
        return replace(selected, withVertex(shape, edge.index, clamp(start)), "add-vertex");
      }
    }
    const { hits } = grip;
    const at = hits.findIndex(({ instanceUid }) => instanceUid === selected?.instanceUid);
    const next = hits[(at + 1) % hits.length];
    if (next) core.select([next.instanceUid]);
  };

  const bail = () => {
    const open = drag;
    reset();
    if (open && open.kind !== "marquee") core.bail(open.act);
  };
  return {
    state: () => state,
    down(event) {
      state = "pointing";
      down = event;
      start = last = pointOf(event.sample);
      grip = gripAt(event);
    },
    move(event) {
      const sample = event.samples.at(-1);
      if (state === "idle" || !sample) return;
      last = pointOf(sample);
      if (state === "pointing" && isDrag(start, last, event.scale, event.pointerType)) beginDrag();
      if (state === "drawing") follow();
    },
    up(event) {
      if (state === "drawing") {
        last = pointOf(event.sample);
        follow();
        finishDrag();
        return;
      }
      const pressed = down;
      reset();
      if (pressed) click(pressed);
    },
    key(key) {
      if (state === "idle" || key !== "cancel") return false;
      bail();
      return true;
    },
    finish() {
      if (state === "drawing") finishDrag();
      else reset();
    },
    bail,
  };
};

/** Inside a small shape the handles reach less far: something must be left to take it by and move it. */
function handleAt({ geometry }: Annotation, point: PointImage, reachImage: number): Handle | null {
  const bounds = boundsOf(geometry);
  const inside = distanceToGeometry(point, geometry)?.inside ?? false;
  const side = bounds ? Math.min(bounds[2] - bounds[0], bounds[3] - bounds[1]) : 0;
  return hitHandle(handlesOf(geometry), point, inside ? Math.min(reachImage, side / 4) : reachImage);
}

const toggled = (uids: readonly string[], uid: string): string[] =>
  uids.includes(uid) ? uids.filter((other) => other !== uid) : [...uids, uid];

/** Whether a vector label lies wholly in a box. */
function isWithin({ geometry, hidden }: Annotation, [xMin, yMin, xMax, yMax]: BoxImage): boolean {
  const box = boundsOf(geometry);
  return !hidden && box !== null && box[0] >= xMin && box[1] >= yMin && box[2] <= xMax && box[3] <= yMax;
}
