import type { PointImage } from "../../../domain/annotation.ts";
import { isDrag, pointOf } from "../drag-start.ts";
import type { MakeTool, ToolContext, ToolState } from "../tool.ts";

/** Dragging this many CSS pixels makes the tolerance e times as large. */
const pxPerFold = 150;
/** Where nothing has set a tolerance yet. */
const firstTolerance = 50;

/** Click: a region around it; dragging right or up takes in more, left or down less, while it is seen. */
const makeGrowTool = (context: ToolContext, volume: boolean) => {
  let state: ToolState = "idle";
  let start: PointImage = [0, 0];
  let tolerance = firstTolerance;

  const seedImage = (): PointImage => [Math.round(start[0]), Math.round(start[1])];
  const isInside = ([x, y]: PointImage) => {
    const { columns, rows } = context.target();
    return x >= 0 && y >= 0 && x < columns && y < rows;
  };
  const ask = (now: number) =>
    context.candidates.grow(context.target(), { seedImage: seedImage(), tolerance: now, volume });
  const end = () => {
    state = "idle";
  };
  const bail = () => {
    end();
    context.candidates.dropCandidate();
  };
  return {
    state: () => state,
    down(event) {
      start = pointOf(event.sample);
      tolerance = context.options().tolerance ?? firstTolerance;
      if (!isInside(seedImage())) return;
      state = "pointing";
      ask(tolerance);
    },
    move(event) {
      const latest = event.samples.at(-1);
      if (state === "idle" || !latest) return;
      const now = pointOf(latest);
      if (state === "pointing" && isDrag(start, now, event.scale, event.pointerType)) state = "drawing";
      if (state !== "drawing") return;
      const draggedPx = (now[0] - start[0] - (now[1] - start[1])) * event.scale;
      ask(tolerance * Math.exp(draggedPx / pxPerFold));
    },
    up: end,
    key(key) {
      if (state === "idle" || key !== "cancel") return false;
      bail();
      return true;
    },
    finish: end,
    bail,
  } satisfies ReturnType<MakeTool>;
};

/** 4-connected pixels of this frame around the seed's value. */
export const makeWandTool: MakeTool = (context) => makeGrowTool(context, false);

/** 6-connected voxels of the stack around the seed's value. */
export const makeRegionTool: MakeTool = (context) => makeGrowTool(context, true);
