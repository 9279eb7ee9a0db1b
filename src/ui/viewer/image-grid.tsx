import { For, Show } from "solid-js";
import { gridSize } from "../../domain/hanging/grid-layout.ts";
import { ImageArea } from "./image-area.tsx";
import { MprPanel } from "./mpr/mpr-panel.tsx";
import { PlaneArea } from "./mpr/plane-area.tsx";
import { useViewer } from "./viewer-model.ts";

/** The viewports: one, several, or the images with the two planes that cut them. */
export function ImageGrid() {
  const viewer = useViewer();
  const { panes, mpr } = viewer;
  const size = () =>
    panes.visible().length > 1 ? gridSize(panes.layout()) : ({ rows: 1, columns: 1 } as const);
  return (
    <div
      class="image-grid"
      classList={{ mpr: mpr.session() !== null, several: panes.visible().length > 1 }}
      style={{ "--grid-rows": size().rows, "--grid-columns": size().columns }}
    >
      <For each={panes.visible()}>
        {(at) => (
          <Show when={panes.stageAt(at)} keyed>
            {(stage) => <ImageArea at={at} stage={stage} />}
          </Show>
        )}
      </For>
      <Show when={mpr.session()} keyed>
        {(session) => (
          <>
            <For each={session.planes}>{(plane, at) => <PlaneArea plane={plane} number={at() + 2} />}</For>
            <MprPanel session={session} />
          </>
        )}
      </Show>
    </div>
  );
}
