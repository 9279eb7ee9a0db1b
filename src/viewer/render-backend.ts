import type { Scene } from "./scene.ts";
import type { PixelDump } from "./slice-renderer.ts";

/** What changed in the scene since the last `render`, for machines that keep copies. */
export type SceneChange =
  | { readonly kind: "source" }
  | { readonly kind: "patch"; readonly id: string }
  | { readonly kind: "plan" }
  | {
      readonly kind: "label-tile";
      readonly layer: number;
      readonly tileColumn: number;
      readonly tileRow: number;
    }
  | {
      readonly kind: "labels";
      readonly layer: number;
      /** What was there, as places of tiles. */
      readonly tiles: readonly (readonly [column: number, row: number])[];
    }
  | { readonly kind: "palette"; readonly layer: number };

/** A machine that draws scenes on its own canvas. */
export interface RenderBackend {
  readonly canvas: HTMLCanvasElement;
  notice(change: SceneChange): void;
  render(scene: Scene): void;
  readPixels(scene: Scene): PixelDump;
  dispose(): void;
}
