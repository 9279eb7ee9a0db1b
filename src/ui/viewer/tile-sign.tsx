import { Show } from "solid-js";
import type { TiledState } from "../../viewer/tiled-image.ts";
import { failureText } from "../app/failure-text.ts";
import { useMessages } from "../messages/messages.ts";

/** What is still being read of an image of tiles, and what of it cannot be; nothing when all is there. */
export function TileSign(props: { readonly tiles: TiledState | null }) {
  const m = useMessages();
  return (
    <>
      <Show when={props.tiles?.reading}>{(n) => <span class="dim">{m.viewer.tilesReading(n())}</span>}</Show>
      <Show when={props.tiles?.failed}>
        {(n) => (
          <span class="attention" role="alert">
            {m.viewer.tilesFailed(n(), failureText(props.tiles?.reason, m))}
          </span>
        )}
      </Show>
    </>
  );
}
