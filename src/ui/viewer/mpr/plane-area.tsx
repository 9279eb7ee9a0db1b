import { createEffect, createMemo, onCleanup, onMount, Show } from "solid-js";
import { applyTo } from "../../../domain/affine-maths.ts";
import type { PointImage } from "../../../domain/annotation.ts";
import { voxelAt } from "../../../domain/mpr/voxel-plane.ts";
import type { ViewerIntent } from "../../../viewer/viewer-intent.ts";
import { dragWindow } from "../../../viewer/window-level.ts";
import { useApp } from "../../app/app-state.ts";
import { useMessages } from "../../messages/messages.ts";
import { intentToTool } from "../intent-to-tool.ts";
import { brushCursor } from "../overlay-shapes.ts";
import { paintsPlanes, primaryOf } from "../rail-groups.ts";
import { useViewer } from "../viewer-model.ts";
import { zoomText } from "../zoom-text.ts";
import type { MprPlane } from "./mpr-plane.ts";
import { planeTarget, volumeTargets } from "./plane-target.ts";

/** A plane that was made out of the volume: scroll, window, zoom and pan as on an image; where its pixels are voxels it is painted on. */
export function PlaneArea(props: { readonly plane: MprPlane; readonly number: number }) {
  const m = useMessages();
  const app = useApp();
  const viewer = useViewer();
  const { stage, session, mpr } = viewer;
  let host: HTMLDivElement | undefined;
  const kind = () => m.mpr.planes[props.plane.stack.kind];

  const slices = createMemo(() => {
    const [grid, series] = [mpr.session()?.grid, stage.series()];
    return grid && series ? volumeTargets(grid, session.studyUid, series.seriesUid, stage.factsOf) : [];
  });
  const target = createMemo(() => {
    const grid = mpr.session()?.grid;
    return grid ? planeTarget(props.plane, grid, slices()) : null;
  });
  const isOwn = () => paintsPlanes(session.tools.tool());
  const scale = () => props.plane.viewport()?.getCamera().zoom ?? 1;
  const toTool = (intent: ViewerIntent) => {
    const event = intentToTool(intent, scale(), performance.now());
    const on = target();
    return event !== null && on !== null && session.tools.dispatchOn(on, event);
  };
  /** The crosshair goes to the place, the images with it, and what is labelled there is selected. */
  const pickAt = ([x, y]: PointImage) => {
    const on = target();
    if (!on) return;
    const [column, row, slice] = voxelAt(on, [x, y]);
    const image = on.slices[slice];
    const label = image ? session.masks.labelAt(image, [column, row]) : null;
    mpr.session()?.setPoint(applyTo(props.plane.stack.affine, [x, y, props.plane.at()]));
    session.records.select(label && !label.hidden ? [label.instanceUid] : []);
  };
  const onDown = (intent: Extract<ViewerIntent, { kind: "tool-down" }>) => {
    const { tool } = session.tools;
    const images = m.mpr.planes[mpr.session()?.native.kind ?? "axial"];
    if (!target()) app.toasts.show(m.mpr.drawThere(images));
    else if (!isOwn() && tool() !== "select") app.toasts.show(m.mpr.shapesThere(images));
    else if (mpr.slab().mode !== "slice") app.toasts.show(m.mpr.drawThin);
    else if (tool() === "select") pickAt(intent.sample.pointImage);
    else toTool(intent);
  };
  const openMenu = ([x, y]: readonly [number, number]) => {
    const box = host?.getBoundingClientRect();
    viewer.setMenu({ x: (box?.left ?? 0) + x, y: (box?.top ?? 0) + y, label: null });
  };
  const onIntent = (intent: ViewerIntent) => {
    const { plane } = props;
    const view = plane.viewport();
    switch (intent.kind) {
      case "scroll":
        plane.show(plane.at() + intent.delta);
        return;
      case "window": {
        // One window for all planes: the images' own.
        const window = stage.state()?.window;
        if (window) stage.viewport()?.setWindow(dragWindow(window, intent.dx, intent.dy));
        return;
      }
      case "tap": {
        const [x, y] = intent.atImage;
        mpr.session()?.setPoint(applyTo(plane.stack.affine, [x, y, plane.at()]));
        return;
      }
      case "tool-down":
        onDown(intent);
        return;
      case "tool-move":
      case "tool-up":
      case "tool-cancel":
        toTool(intent);
        return;
      case "hover":
        if (mpr.slab().mode === "slice") toTool(intent);
        plane.setPick(view?.pick(intent.sample.pointScreen) ?? null);
        return;
      case "hover-end":
        plane.setPick(null);
        return;
      case "brush-size":
        for (let step = 0; step < Math.abs(intent.steps); step++)
          viewer.run(intent.steps > 0 ? "grow-brush" : "shrink-brush");
        return;
      case "undo":
        viewer.run("undo-act");
        return;
      case "redo":
        viewer.run("redo-act");
        return;
      case "menu":
        openMenu(intent.at);
        return;
      default:
        return;
    }
  };
  onMount(() => {
    if (!host) return;
    const texts = {
      length: (value: number, unit: string) => m.viewer.length(value, unit),
      notCalibrated: m.viewer.notCalibrated,
      atDetector: m.viewer.atDetector,
    };
    props.plane.attach(host, texts, onIntent);
  });
  onCleanup(() => props.plane.detach());
  createEffect(() => {
    const preview = session.tools.preview();
    const isHere = preview?.kind === "brush" && preview.onPlane?.id === props.plane.stack.kind;
    props.plane.viewport()?.setShapes(isHere ? [brushCursor(preview)] : []);
  });
  createEffect(() =>
    props.plane
      .viewport()
      ?.setInput({ primary: primaryOf(session.tools.tool()), mouse: app.preferences.value().mouse }),
  );
  createEffect(() => props.plane.viewport()?.setSmooth(app.preferences.value().smooth));
  const place = () => {
    const { stack, at } = props.plane;
    return m.mpr.place(stack.kind, applyTo(stack.affine, [0, 0, at()]));
  };
  const value = () => {
    const found = props.plane.pick()?.modalityValue;
    const units = stage.shown()?.facts.units ?? "";
    return found === undefined || found === null ? "" : m.viewer.pixel(m.format.number(found), units);
  };
  return (
    <div class="image-area plane-area" classList={{ focused: mpr.focused() === props.plane }}>
      <div
        ref={host}
        class="viewport"
        role="application"
        aria-label={m.viewer.viewportOf(props.number, kind())}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys of its tools
        tabIndex={0}
        aria-busy={props.plane.isComing()}
        data-tool={
          primaryOf(session.tools.tool()) === "tool" && !(isOwn() && target()) ? "none" : session.tools.tool()
        }
        onFocus={() => mpr.focus(props.plane)}
        onPointerDown={(event) => {
          mpr.focus(props.plane);
          event.currentTarget.focus({ preventScroll: true });
        }}
      />
      <div class="corner top-left">{kind()}</div>
      <div class="corner top-right">
        {m.viewer.sliceOf(props.plane.at() + 1, props.plane.stack.count)}
        <br />
        {place()}
      </div>
      <div class="corner bottom-left">
        <Show when={mpr.slab().mode !== "slice"}>
          <span>{m.mpr.slabText(mpr.slab().mode, mpr.slab().thicknessMm)}</span>
        </Show>
        <span>{[value(), zoomText(props.plane.state(), m)].filter(Boolean).join(" · ")}</span>
      </div>
    </div>
  );
}
