import { createEffect, onCleanup, onMount, Show } from "solid-js";
import { applyTo } from "../../../domain/affine-maths.ts";
import type { ViewerIntent } from "../../../viewer/viewer-intent.ts";
import { dragWindow } from "../../../viewer/window-level.ts";
import { useApp } from "../../app/app-state.ts";
import { useMessages } from "../../messages/messages.ts";
import { primaryOf } from "../rail-groups.ts";
import { useViewer } from "../viewer-model.ts";
import { zoomText } from "../zoom-text.ts";
import type { MprPlane } from "./mpr-plane.ts";

/** A plane that was made out of the volume: scroll, window, zoom and pan as on an image; nothing is drawn on it. */
export function PlaneArea(props: { readonly plane: MprPlane; readonly number: number }) {
  const m = useMessages();
  const app = useApp();
  const viewer = useViewer();
  const { stage, session, mpr } = viewer;
  let host: HTMLDivElement | undefined;
  const kind = () => m.mpr.planes[props.plane.stack.kind];

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
        app.toasts.show(m.mpr.drawThere(m.mpr.planes[mpr.session()?.native.kind ?? "axial"]));
        return;
      case "hover":
        plane.setPick(view?.pick(intent.sample.pointScreen) ?? null);
        return;
      case "hover-end":
        plane.setPick(null);
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
  createEffect(() => props.plane.viewport()?.setInput({ primary: primaryOf(session.tools.tool()) }));
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
        data-tool={primaryOf(session.tools.tool()) === "tool" ? "none" : session.tools.tool()}
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
