import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { FileHandle } from "../../domain/calls/import-calls.ts";
import type { LookClient, Look as OpenLook } from "../../jobs/look.ts";
import { fitZoom, zoomAt } from "../../viewer/camera.ts";
import type { ViewerIntent } from "../../viewer/viewer-intent.ts";
import { makeViewport } from "../../viewer/viewport.ts";
import type { ViewerTexts, Viewport, ViewportState } from "../../viewer/viewport-api.ts";
import { dragWindow } from "../../viewer/window-level.ts";
import { isCancelled } from "../app/failure-text.ts";

/** A file open for looking, and the viewport that shows it. */
export interface LookStage {
  readonly look: Accessor<OpenLook | null>;
  readonly frameAt: Accessor<number>;
  readonly state: Accessor<ViewportState | null>;
  /** Why the file, or its frame, cannot be shown. */
  readonly failure: Accessor<unknown>;
  attach(host: HTMLElement, texts: ViewerTexts): void;
  showFrame(frameIndex: number): void;
  zoomBy(factor: number): void;
  fit(): void;
}

/** A look is a passing thing: it keeps less than the viewer does. */
const lookTileBytes = 24 * 2 ** 20;

/** Opens `file`; all of it ends with the screen. */
export function createLookStage(client: LookClient, file: FileHandle): LookStage {
  const [look, setLook] = createSignal<OpenLook | null>(null);
  const [frameAt, setFrameAt] = createSignal(0);
  const [state, setState] = createSignal<ViewportState | null>(null);
  const [failure, setFailure] = createSignal<unknown>(null);
  const control = new AbortController();
  let viewport: Viewport | null = null;
  let reading: AbortController | null = null;
  let keepView = false;
  onCleanup(() => {
    control.abort();
    reading?.abort();
    viewport?.dispose();
    client.close();
  });

  const show = async (opened: OpenLook, view: Viewport, frameIndex: number) => {
    reading?.abort();
    const mine = new AbortController();
    reading = mine;
    view.showMissing();
    try {
      view.setImage(opened.facts, "look", { keepView });
      keepView = true;
      view.setPlane(opened.planes[frameIndex] ?? null);
      if (opened.facts.pyramid) {
        await view.showTiles(frameIndex, (tile, signal) => opened.tile({ ...tile, frameIndex }, signal));
      } else {
        const frame = await opened.frame(frameIndex, mine.signal);
        if (reading === mine) view.showFrame(frameIndex, frame);
      }
      if (reading === mine) setFailure(null);
    } catch (reason) {
      if (reading === mine && !isCancelled(reason)) setFailure(reason);
    }
  };

  const showFrame = (frameIndex: number) => {
    const opened = look();
    const next = Math.min((opened?.facts.frames ?? 1) - 1, Math.max(0, frameIndex));
    if (!opened || !viewport || next === frameAt()) return;
    setFrameAt(next);
    void show(opened, viewport, next);
  };

  const onIntent = (intent: ViewerIntent) => {
    if (intent.kind === "scroll") showFrame(frameAt() + intent.delta);
    if (intent.kind !== "window") return;
    const window = state()?.window;
    if (window) viewport?.setWindow(dragWindow(window, intent.dx, intent.dy));
  };

  return {
    look,
    frameAt,
    state,
    failure,
    attach(host, texts) {
      const made = makeViewport(host, { onIntent, onState: setState, texts, tileBytes: lookTileBytes });
      viewport = made;
      client.open(file.file, control.signal).then(
        (opened) => {
          setLook(opened);
          made.setInput({ primary: "pan", huge: opened.facts.pyramid !== undefined });
          return show(opened, made, 0);
        },
        (reason) => {
          if (!control.signal.aborted) setFailure(reason);
        },
      );
    },
    showFrame,
    zoomBy(factor) {
      const now = viewport?.getView();
      const facts = look()?.facts;
      if (!now || !facts) return;
      const { size, stretch, camera } = now;
      const smallest = fitZoom(size, stretch, facts, camera.quarterTurns);
      viewport?.setCamera(zoomAt(now, [size.widthCss / 2, size.heightCss / 2], factor, smallest));
    },
    fit: () => viewport?.fit(),
  };
}
