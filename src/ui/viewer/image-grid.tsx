import { For, Show } from "solid-js";
import { ImageArea } from "./image-area.tsx";
import { MprPanel } from "./mpr/mpr-panel.tsx";
import { PlaneArea } from "./mpr/plane-area.tsx";
import { useViewer } from "./viewer-model.ts";

/** The images, alone or with the two planes that cut them. */
export function ImageGrid() {
  const viewer = useViewer();
  return (
    <div class="image-grid" classList={{ mpr: viewer.mpr.session() !== null }}>
      <ImageArea />
      <Show when={viewer.mpr.session()} keyed>
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
