import { createEffect, onCleanup, onMount, Show } from "solid-js";
import type { ViewerIntent } from "../../viewer/viewer-intent.ts";
import { dragWindow } from "../../viewer/window-level.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useMessages } from "../messages/messages.ts";
import { CornerTexts } from "./corner-texts.tsx";
import { intentToTool } from "./intent-to-tool.ts";
import { primaryOf } from "./rail-groups.ts";
import type { Stage } from "./stage.ts";
import { useViewer } from "./viewer-model.ts";

/** What a hand does with a viewport that makes it the one worked on. */
const activating: ReadonlySet<ViewerIntent["kind"]> = new Set(["tool-down", "gesture-start", "tap", "menu"]);

/** The image and nothing over it but what belongs on it. */
export function ImageArea(props: { readonly at: number; readonly stage: Stage }) {
  const m = useMessages();
  const app = useApp();
  const viewer = useViewer();
  const { session, panes } = viewer;
  const { stage } = props;
  let host: HTMLDivElement | undefined;

  const openMenu = (intent: Extract<ViewerIntent, { kind: "menu" }>) => {
    const box = host?.getBoundingClientRect();
    const scale = stage.viewport()?.getCamera().zoom ?? 1;
    const label = session.masks.hit(intent.atImage, scale, intent.pointerType === "touch");
    if (label) session.records.select([label.instanceUid]);
    // The finger is still down: what the browser makes of its end as a mouse would take the focus, and with it the menu.
    if (intent.pointerType === "touch")
      host?.addEventListener("touchend", (event) => event.preventDefault(), { once: true, passive: false });
    viewer.setMenu({
      x: (box?.left ?? 0) + intent.at[0],
      y: (box?.top ?? 0) + intent.at[1],
      label: label?.instanceUid ?? null,
    });
  };
  const toTool = (intent: ViewerIntent) => {
    if (stage.prior() !== null) return;
    const event = intentToTool(intent, stage.viewport()?.getCamera().zoom ?? 1, performance.now());
    if (event) session.tools.dispatch(event);
  };
  const onIntent = (intent: ViewerIntent) => {
    const view = stage.viewport();
    // A press decides which viewport is worked on, before anything is done in it.
    if (activating.has(intent.kind)) panes.activate(props.at);
    // What is scrolled leads the others; a wheel that slips over does not end an open shape.
    else if (intent.kind === "scroll" && !session.tools.drawing()) panes.activate(props.at);
    switch (intent.kind) {
      case "scroll":
        stage.showSlice(stage.sliceAt() + intent.delta);
        return;
      case "window": {
        const window = stage.state()?.window;
        if (window) view?.setWindow(dragWindow(window, intent.dx, intent.dy));
        return;
      }
      case "tap": {
        const planes = viewer.mpr.session();
        if (planes) planes.setPoint(planes.placeOnImage(intent.atImage));
        return;
      }
      case "tool-down":
        if (stage.prior() !== null) {
          app.toasts.show(m.layout.lookOnly);
          return;
        }
        if (!stage.isSeen()) {
          app.toasts.show(m.viewer.drawWhenSeen);
          return;
        }
        if (viewer.mpr.session() && viewer.mpr.slab().mode !== "slice") {
          // What is seen is many images: none of them is meant.
          app.toasts.show(m.mpr.drawThin);
          return;
        }
        toTool(intent);
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
        openMenu(intent);
        return;
      case "hover-end":
        stage.setPick(null);
        return;
      default: {
        if (intent.kind === "hover") stage.setPick(view?.pick(intent.sample.pointScreen) ?? null);
        toTool(intent);
      }
    }
  };
  const planeName = () => {
    const kind = viewer.mpr.session()?.native.kind;
    return kind ? m.mpr.planes[kind] : "";
  };
  const name = () => {
    if (viewer.mpr.session()) return m.viewer.viewportOf(1, planeName());
    return panes.visible().length > 1 ? m.viewer.viewportOf(props.at + 1, "") : m.viewer.viewport;
  };
  onMount(() => {
    if (!host) return;
    const length = (value: number, unit: string) => m.viewer.length(value, unit);
    stage.attach(
      host,
      { length, notCalibrated: m.viewer.notCalibrated, atDetector: m.viewer.atDetector },
      onIntent,
    );
    if (props.at === panes.activeAt()) host.focus({ preventScroll: true });
  });
  onCleanup(() => stage.detach());
  createEffect(() =>
    stage
      .viewport()
      ?.setInput({ primary: primaryOf(session.tools.tool()), mouse: app.preferences.value().mouse }),
  );
  createEffect(() => stage.viewport()?.setSmooth(app.preferences.value().smooth));
  return (
    <div
      class="image-area"
      classList={{ active: panes.visible().length > 1 && panes.activeAt() === props.at }}
      data-pane={props.at}
    >
      <div
        ref={host}
        class="viewport"
        role="application"
        aria-label={name()}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys of its tools
        tabIndex={0}
        aria-busy={stage.series() !== null && !stage.isSeen() && !stage.error()}
        data-tool={session.tools.tool()}
        // The pointer layer keeps the browser from moving the focus: whoever works on the image gets its keys.
        onPointerDown={(event) => event.currentTarget.focus({ preventScroll: true })}
        onFocus={() => {
          viewer.mpr.focus(null);
          panes.activate(props.at);
        }}
        onDblClick={() => primaryOf(session.tools.tool()) !== "tool" && viewer.run("toggle-maximized")}
        onKeyDown={(event) => {
          if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return;
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          viewer.setMenu({
            x: box.left + box.width / 2,
            y: box.top + box.height / 2,
            label: session.records.selection()[0] ?? null,
          });
        }}
      />
      <Show when={stage.series()} fallback={<p class="empty-pane dim">{m.layout.empty}</p>}>
        <CornerTexts at={props.at} stage={stage} />
      </Show>
      <Show when={stage.error()}>
        {(error) => (
          <p class="image-error" role="alert">
            {m.viewer.imageFailed(error().slice + 1, failureText(error().reason, m))}
          </p>
        )}
      </Show>
    </div>
  );
}
