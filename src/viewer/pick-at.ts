import { screenToImage } from "./camera.ts";
import { modalityValue } from "./modality.ts";
import type { PointScreen } from "./point-screen.ts";
import type { Patch, Scene } from "./scene.ts";
import { labelLayers, type Pick } from "./slice-renderer.ts";

/** What lies under a screen point, read from the scene: no GPU is asked. */
export function pickAt({ info, view, patches, layers }: Scene, pointScreen: PointScreen): Pick {
  const none = Array.from({ length: labelLayers }, () => 0);
  const pointImage = view === null ? ([0, 0] as const) : screenToImage(view, pointScreen);
  const column = Math.floor(pointImage[0] + 0.5);
  const row = Math.floor(pointImage[1] + 0.5);
  const nothing = {
    pointImage,
    pixel: null,
    level: null,
    storedValue: [],
    modalityValue: null,
    instanceIndex: none,
  };
  if (info === null || view === null) return nothing;
  if (column < 0 || row < 0 || column >= info.columns || row >= info.rows) return nothing;
  const instanceIndex = layers.map((tiles) => tiles.at(column, row));
  const found = finestUnder(patches.values(), column, row);
  if (found === null) return { ...nothing, pixel: [column, row], instanceIndex };
  const { patch, at } = found;
  const storedValue = Array.from(patch.stored.subarray(at, at + patch.samples));
  const grey = info.samples === 1 && info.color !== "palette";
  const value = grey ? modalityValue(info, storedValue[0] ?? 0) : null;
  const { level } = patch;
  return { pointImage, pixel: [column, row], level, storedValue, modalityValue: value, instanceIndex };
}

/** The finest patch that holds a pixel, and where in it. */
function finestUnder(patches: Iterable<Patch>, column: number, row: number) {
  let found: { readonly patch: Patch; readonly at: number } | null = null;
  for (const patch of patches) {
    if (found !== null && found.patch.level <= patch.level) continue;
    const x = Math.floor((column + 0.5) / patch.scale[0]) - patch.originX;
    const y = Math.floor((row + 0.5) / patch.scale[1]) - patch.originY;
    if (x < 0 || y < 0 || x >= patch.columns || y >= patch.rows) continue;
    found = { patch, at: (y * patch.columns + x) * patch.samples };
  }
  return found;
}
