import type { ToolId } from "../tool-event.ts";
import type { Action } from "./action.ts";
import { defineAction, hasImage, hasSession, isWhole, onSession } from "./define-action.ts";

const useTool = <const Id extends ToolId>(
  tool: Id,
  icon: string,
  enabled: Action["enabled"] = hasSession,
): Action<`use-${Id}`> =>
  defineAction({
    id: `use-${tool}`,
    icon,
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled,
    run: onSession((session) => session.tools.setTool(tool)),
  });

const resize = (factor: number) =>
  onSession(({ tools }) => {
    const { brushSizePx } = tools.options();
    // At least one pixel, so that small sizes do not stick.
    const next = brushSizePx * factor;
    const step = factor > 1 ? Math.max(brushSizePx + 1, next) : Math.min(brushSizePx - 1, next);
    tools.setOptions({ brushSizePx: Math.round(step) });
  });

const polygon = <const Id extends string>(id: Id, icon: string, polygonOpen: boolean): Action<Id> =>
  defineAction({
    id,
    icon,
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession(({ tools }) => {
      tools.setTool("polygon");
      tools.setOptions({ polygonOpen });
    }),
  });

const isSkeleton: Action["enabled"] = (context) =>
  hasImage(context) && context.session?.tools.tool() === "skeleton";

/** One action per tool, and the settings of tools that have keys. */
export const toolActions = [
  useTool("scroll", "arrows-vertical"),
  useTool("window", "contrast"),
  useTool("zoom", "zoom-in"),
  useTool("pan", "hand-stop"),
  useTool("select", "pointer"),
  useTool("box", "square"),
  useTool("ellipse", "oval"),
  useTool("polygon", "polygon"),
  polygon("use-closed-polygon", "polygon", false),
  polygon("use-open-polygon", "line", true),
  useTool("spline", "vector-spline"),
  useTool("freehand", "lasso"),
  useTool("livewire", "magnet", (context) => hasSession(context) && isWhole(context)),
  useTool("point", "point"),
  useTool("skeleton", "hierarchy-3"),
  useTool("length", "ruler-2"),
  useTool("angle", "angle"),
  useTool("bidirectional", "axis-x"),
  useTool("cobb", "bone"),
  useTool("brush", "brush"),
  useTool("eraser", "eraser"),
  useTool("threshold", "color-filter", (context) => hasSession(context) && isWhole(context)),
  useTool("wand", "wand", (context) => hasSession(context) && isWhole(context)),
  useTool("region", "cube-3d-sphere", (context) => hasSession(context) && isWhole(context)),
  useTool("growcut", "seeding", (context) => hasSession(context) && isWhole(context)),
  useTool("ask", "sparkles", (context) => hasSession(context) && isWhole(context)),
  defineAction({
    id: "hold-pan",
    icon: "hand-stop",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession(({ tools }) => tools.holdTool("pan")),
    release: onSession(({ tools }) => tools.releaseTool()),
  }),
  defineAction({
    id: "swap-eraser",
    icon: "eraser",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession(({ tools }) => tools.holdTool(tools.tool() === "eraser" ? "brush" : "eraser")),
    release: onSession(({ tools }) => tools.releaseTool()),
  }),
  defineAction({
    id: "last-tool",
    icon: "arrows-exchange",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession(({ tools }) => tools.takeLastTool()),
  }),
  defineAction({
    id: "grow-brush",
    icon: "circle-plus",
    group: "tools",
    scope: "viewer",
    undoable: false,
    repeats: true,
    enabled: hasSession,
    run: resize(1.2),
  }),
  defineAction({
    id: "shrink-brush",
    icon: "circle-minus",
    group: "tools",
    scope: "viewer",
    undoable: false,
    repeats: true,
    enabled: hasSession,
    run: resize(1 / 1.2),
  }),
  defineAction({
    id: "toggle-sphere",
    icon: "sphere",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession(({ tools }) => tools.setOptions({ sphere: !tools.options().sphere })),
  }),
  defineAction({
    id: "sample-range",
    icon: "color-picker",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: (context) =>
      hasImage(context) && isWhole(context) && (context.session?.records.selection().length ?? 0) > 0,
    run: onSession(({ tools }) => tools.sampleRange()),
  }),
  defineAction({
    id: "toggle-range",
    icon: "filter",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession(({ tools }) =>
      tools.setOptions({ area: { kind: tools.options().area.kind === "range" ? "anywhere" : "range" } }),
    ),
  }),
  defineAction({
    id: "cancel-drawing",
    icon: "x",
    group: "tools",
    scope: "draw",
    undoable: false,
    enabled: ({ session }) => session?.tools.drawing() ?? false,
    run: onSession(({ tools }) => tools.dispatch({ type: "key", key: "cancel", modifiers: plain })),
  }),
  defineAction({
    id: "finish-drawing",
    icon: "check",
    group: "tools",
    scope: "draw",
    undoable: false,
    enabled: ({ session }) => session?.tools.drawing() ?? false,
    run: onSession(({ tools }) => tools.dispatch({ type: "key", key: "finish", modifiers: plain })),
  }),
  defineAction({
    id: "drop-vertex",
    icon: "vector-off",
    group: "tools",
    scope: "draw",
    undoable: false,
    repeats: true,
    enabled: ({ session }) => session?.tools.drawing() ?? false,
    run: onSession(({ tools }) => tools.dispatch({ type: "key", key: "drop-last", modifiers: plain })),
  }),
  defineAction({
    id: "fix-shape",
    icon: "vector-triangle",
    group: "tools",
    scope: "draw",
    undoable: false,
    enabled: ({ session }) => {
      const preview = session?.tools.preview();
      return session?.tools.drawing() === true && preview?.kind === "shape" && preview.selfIntersects;
    },
    run: onSession(({ tools }) => tools.dispatch({ type: "key", key: "fix", modifiers: plain })),
  }),
  defineAction({
    id: "toggle-seeds",
    icon: "seeding-off",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && context.session?.tools.tool() === "growcut",
    run: onSession(({ tools }) =>
      tools.setOptions({ seedsOf: tools.options().seedsOf === "label" ? "background" : "label" }),
    ),
  }),
  defineAction({
    id: "cover-joint",
    icon: "eye-off",
    group: "tools",
    scope: "draw",
    undoable: false,
    enabled: isSkeleton,
    run: onSession(({ tools }) => tools.dispatch({ type: "key", key: "cover", modifiers: plain })),
  }),
  defineAction({
    id: "skip-joint",
    icon: "player-skip-forward",
    group: "tools",
    scope: "draw",
    undoable: false,
    enabled: isSkeleton,
    run: onSession(({ tools }) => tools.dispatch({ type: "key", key: "skip", modifiers: plain })),
  }),
  defineAction({
    id: "leave-tool",
    icon: "pointer",
    group: "tools",
    scope: "viewer",
    undoable: false,
    enabled: hasImage,
    run: onSession((session) => {
      session.tools.setTool("select");
      session.proposals.selectProposal(null);
    }),
  }),
] as const;

const plain = { shift: false, alt: false, ctrl: false } as const;
