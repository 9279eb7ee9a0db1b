import type { PointImage } from "../../../domain/annotation.ts";
import { simplifyLine, simplifyRing } from "../../../domain/geometry-simplify.ts";
import { type Livewire, makeLivewire, strongestEdge, withoutSpurs } from "../../../domain/region/livewire.ts";
import { makeTapTool } from "../tap-tool.ts";
import type { MakeTool } from "../tool.ts";

/** Pixels that a move may settle: with it a move stays below a frame. */
const moveBudget = 30_000;
/** A tap is never moved farther than this, in image pixels. */
const snapPx = 5;
/** How far the kept corners may lie from the path, in image pixels. */
const tolerancePx = 0.7;

/** From tap to tap along the edges of the image. */
export const makeLivewireTool: MakeTool = (context) => {
  let wire: { readonly anchor: PointImage; readonly live: Livewire } | null = null;
  /** Paths between taps, by both ends. */
  const paths = new Map<string, readonly PointImage[]>();

  const wireFrom = (anchor: PointImage): Livewire | null => {
    if (wire?.anchor === anchor) return wire.live;
    const target = context.target();
    const values = context.core.options.valuesOf?.(target);
    if (!values) return null;
    wire = { anchor, live: makeLivewire(values, target.columns, target.rows, anchor) };
    return wire.live;
  };
  const path = (a: PointImage, b: PointImage, draft: boolean): readonly PointImage[] => {
    const key = `${a.join()} ${b.join()}`;
    const known = paths.get(key);
    if (known) return known;
    const found = wireFrom(a)?.pathTo(b, draft ? moveBudget : undefined) ?? null;
    if (!draft && found) paths.set(key, found);
    // Not found yet: straight there for this move; the next one goes on where this one stopped.
    return found ?? [a, b];
  };
  return makeTapTool(context, {
    through(vertices, closed, draft) {
      const line: PointImage[] = vertices.slice(0, 1);
      const ends = closed ? [...vertices, ...vertices.slice(0, 1)] : vertices;
      for (const [at, to] of ends.entries()) {
        const from = ends[at - 1];
        // Only the last piece of a draft is still sought.
        if (from) line.push(...path(from, to, draft && at === ends.length - 1).slice(1));
      }
      return closed ? line.slice(0, -1) : line;
    },
    kept(line, closed) {
      const chain = withoutSpurs(line, closed);
      return closed ? simplifyRing(chain, tolerancePx) : simplifyLine(chain, tolerancePx);
    },
    snap(point, radiusPx) {
      const target = context.target();
      const values = context.core.options.valuesOf?.(target);
      if (!values) return point;
      return strongestEdge(values, target.columns, target.rows, point, Math.min(snapPx, radiusPx));
    },
    canBegin() {
      paths.clear();
      wire = null;
      const target = context.target();
      if (context.core.options.valuesOf?.(target)) return true;
      context.core.say("no-values");
      return false;
    },
    checksDraft: false,
    actionId: "draw-livewire",
  });
};
