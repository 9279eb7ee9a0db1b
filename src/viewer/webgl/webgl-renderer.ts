import { devicePixels } from "../patch-view.ts";
import type { RenderBackend } from "../render-backend.ts";
import type { Scene } from "../scene.ts";
import { labelLayers, type PixelDump } from "../slice-renderer.ts";
import { imageContext } from "./graphics-card.ts";
import { makeImagePass } from "./image-pass.ts";
import { makeImageTextures } from "./image-textures.ts";
import { makeLabelPass } from "./label-pass.ts";
import { type LabelTextures, makeLabelTextures } from "./label-textures.ts";

/**
 * Draws scenes with WebGL2 on `canvas`; takes the whole scene over at its first `render`. Null without WebGL2, and where only
 * software would draw it unless `allowSoftware`: our own CPU renderer takes half its time there.
 */
export function makeWebglRenderer(canvas: HTMLCanvasElement, allowSoftware: boolean): RenderBackend | null {
  const gl = imageContext(canvas, allowSoftware);
  if (gl === null) return null;
  const images = makeImageTextures(gl);
  const imagePass = makeImagePass(gl);
  const labelPass = makeLabelPass(gl);
  let labels: LabelTextures | null = null;
  /** Label work waits for `render`: several strokes of one frame become one upload per tile. */
  let dirtyTiles = new Map<string, readonly [layer: number, column: number, row: number]>();
  let dirtyLayers = new Set<number>();
  let dirtyPalettes = new Set<number>(everyLayer);

  const updateLabels = (scene: Scene): LabelTextures | null => {
    if (scene.info === null) return null;
    if (labels === null) {
      labels = makeLabelTextures(gl, scene.info.columns, scene.info.rows);
      dirtyLayers = new Set(everyLayer);
    }
    for (const layer of dirtyLayers) labels.layerChanged(scene, layer);
    for (const [layer, column, row] of dirtyTiles.values()) {
      if (!dirtyLayers.has(layer)) labels.tileChanged(scene, layer, column, row);
    }
    for (const layer of dirtyPalettes) labelPass.paletteChanged(scene, layer);
    dirtyLayers = new Set();
    dirtyTiles = new Map();
    dirtyPalettes = new Set();
    return labels;
  };

  const render = (scene: Scene) => {
    if (scene.view === null || gl.isContextLost()) return;
    const { width, height } = devicePixels(scene.view);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    images.keepOnly(scene.patches);
    imagePass.draw(scene, images);
    const textures = updateLabels(scene);
    if (textures !== null) labelPass.draw(scene, textures, width, height);
  };

  return {
    canvas,
    notice(change) {
      switch (change.kind) {
        case "source":
          labels?.dispose();
          labels = null;
          imagePass.planChanged();
          return;
        case "plan":
          imagePass.planChanged();
          return;
        case "label-tile": {
          const { layer, tileColumn, tileRow } = change;
          dirtyTiles.set(`${layer}/${tileColumn}/${tileRow}`, [layer, tileColumn, tileRow]);
          return;
        }
        case "labels":
          dirtyLayers.add(change.layer);
          return;
        case "palette":
          dirtyPalettes.add(change.layer);
          return;
        case "patch":
          return;
      }
    },
    render,
    readPixels(scene) {
      // Drawn in the same task: the drawing buffer is not kept beyond it.
      render(scene);
      return flipped(gl, canvas.width, canvas.height);
    },
    dispose() {
      labels?.dispose();
      images.dispose();
      imagePass.dispose();
      labelPass.dispose();
    },
  };
}

const everyLayer = Array.from({ length: labelLayers }, (_, layer) => layer);

function flipped(gl: WebGL2RenderingContext, width: number, height: number): PixelDump {
  const raw = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, raw);
  const rgba = new Uint8ClampedArray(raw.length);
  const line = width * 4;
  for (let y = 0; y < height; y++) rgba.set(raw.subarray(y * line, (y + 1) * line), (height - 1 - y) * line);
  return { width, height, rgba };
}
