import type { ViewportState } from "../../viewer/viewport-api.ts";
import type { Messages } from "../messages/messages.ts";

/** The zoom, and of a pyramid the level that is shown. */
export function zoomText(state: ViewportState | null, m: Messages): string {
  const zoom = m.viewer.zoom(state?.camera.zoom ?? 1);
  const tiles = state?.tiles;
  return tiles && tiles.levels > 1 ? `${zoom} · ${m.viewer.tileLevel(tiles.level, tiles.levels)}` : zoom;
}
