import type { PlaneFacts } from "../image-facts.ts";
import type { SeriesStack } from "../series-stack.ts";
import type { FrameRef } from "../study.ts";
import { cross, dot, unit, type Vector } from "../vector.ts";

/** How two stacks are scrolled together: by place in the patient, or by number with an offset. */
export type LinkMode = "position" | "number";

/** cos 5°: normals that agree (viewer-and-tools 3.9). */
const agree = Math.cos((5 * Math.PI) / 180);

/** Square to a plane. */
export function planeNormal({ orientation: [rx, ry, rz, cx, cy, cz] }: PlaneFacts): Vector {
  return unit(cross([rx, ry, rz], [cx, cy, cz]));
}

type Linked = Pick<SeriesStack, "frames" | "frameOfReferenceUid" | "columns" | "rows">;

/** Position counts where both stacks are in one frame of reference and their normals agree within 5°. */
export function linkMode(one: Linked, other: Linked): LinkMode {
  const [a, b] = [one.frames[0]?.plane, other.frames[0]?.plane];
  const placed = [one, other].every(({ frames }) => frames.length > 1 && frames.every(({ plane }) => plane));
  if (!a || !b || !placed || a.space !== b.space) return "number";
  if (one.frameOfReferenceUid === null || one.frameOfReferenceUid !== other.frameOfReferenceUid)
    return "number";
  return Math.abs(dot(planeNormal(a), planeNormal(b))) >= agree ? "position" : "number";
}

/**
 * Where a stack begins that comes to stand beside image `at` of another, from 0: on the same image of the same stack, at the same place in the
 * patient, else, of as many images, at the same number. Null: where it begins alone.
 */
export function startBeside(lead: Linked, at: number, other: Linked): number | null {
  if (lead === other) return at;
  if (linkMode(lead, other) === "position") return sliceBeside(lead.frames[at], other);
  return lead.frames.length === other.frames.length ? at : null;
}

/** The frame of `other` nearest to a frame of a stack that it is linked to by position; null without planes. */
export function sliceBeside(frame: FrameRef | undefined, other: Linked): number | null {
  const [first] = other.frames;
  if (!frame?.plane || !first?.plane) return null;
  const normal = planeNormal(first.plane);
  const wanted = dot(frame.plane.positionMm, normal);
  let best: number | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [at, { plane }] of other.frames.entries()) {
    const away = plane ? Math.abs(dot(plane.positionMm, normal) - wanted) : Number.POSITIVE_INFINITY;
    if (away >= nearest) continue;
    nearest = away;
    best = at;
  }
  return best;
}
