import { tileSide } from "../../domain/mask.ts";
import type { Scene } from "../scene.ts";
import { labelLayers } from "../slice-renderer.ts";
import { textureUnits } from "./gl-program.ts";
import { bindTexture, makeTexture } from "./gl-texture.ts";

/** A square of the image with its label textures, one per layer that has something there. */
export interface LabelCell {
  /** Rectangle in image pixels, end exclusive. */
  readonly interior: readonly [x0: number, y0: number, x1: number, y1: number];
  readonly textures: (WebGLTexture | null)[];
}

/** Label layers on the GPU: R16UI cells of at most 512 px a side, made where something is painted: a slide is painted here and there. */
export interface LabelTextures {
  /** Copies one tile of the scene to the GPU. */
  tileChanged(scene: Scene, layer: number, tileColumn: number, tileRow: number): void;
  /** Takes a layer over as a whole. */
  layerChanged(scene: Scene, layer: number): void;
  cells(): Iterable<LabelCell>;
  /** Binds the layers of a cell to their units. */
  bind(cell: LabelCell): void;
  dispose(): void;
}

const cellTiles = 8;
const layerUnits = [textureUnits.uLabel0, textureUnits.uLabel1, textureUnits.uLabel2, textureUnits.uLabel3];

/** Textures of the label layers of an image of `columns` × `rows` pixels. */
export function makeLabelTextures(gl: WebGL2RenderingContext, columns: number, rows: number): LabelTextures {
  const across = Math.ceil(columns / (cellTiles * tileSide));
  const cells = new Map<number, LabelCell>();
  const nothing = makeTexture(gl, textureUnits.uLabel0, gl.R16UI, 1, 1);

  const put = (layer: number, tileColumn: number, tileRow: number, data: Uint16Array | null) => {
    const key = Math.floor(tileRow / cellTiles) * across + Math.floor(tileColumn / cellTiles);
    let cell = cells.get(key);
    if (cell?.textures[layer] == null && data === null) return;
    if (cell === undefined) {
      const x0 = Math.floor(tileColumn / cellTiles) * cellTiles * tileSide;
      const y0 = Math.floor(tileRow / cellTiles) * cellTiles * tileSide;
      const end = cellTiles * tileSide;
      cell = {
        interior: [x0, y0, Math.min(columns, x0 + end), Math.min(rows, y0 + end)],
        textures: Array.from({ length: labelLayers }, () => null),
      };
      cells.set(key, cell);
    }
    const [x0, y0, x1, y1] = cell.interior;
    let texture = cell.textures[layer] ?? null;
    if (texture === null) {
      // texStorage2D zeroes: WebGL promises it.
      texture = makeTexture(gl, textureUnits.uLabel0, gl.R16UI, x1 - x0, y1 - y0);
      cell.textures[layer] = texture;
    } else bindTexture(gl, textureUnits.uLabel0, texture);
    const x = tileColumn * tileSide - x0;
    const y = tileRow * tileSide - y0;
    const width = Math.min(tileSide, x1 - x0 - x);
    const height = Math.min(tileSide, y1 - y0 - y);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, tileSide);
    const values = data ?? new Uint16Array(tileSide * tileSide);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RED_INTEGER, gl.UNSIGNED_SHORT, values);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
  };

  return {
    tileChanged(scene, layer, tileColumn, tileRow) {
      put(layer, tileColumn, tileRow, scene.layers[layer]?.get(tileColumn, tileRow) ?? null);
    },
    layerChanged(scene, layer) {
      for (const cell of cells.values()) {
        const texture = cell.textures[layer];
        if (texture != null) gl.deleteTexture(texture);
        cell.textures[layer] = null;
      }
      scene.layers[layer]?.each((tileColumn, tileRow, data) => put(layer, tileColumn, tileRow, data));
    },
    cells: () => cells.values(),
    bind(cell) {
      layerUnits.forEach((unit, layer) => {
        bindTexture(gl, unit, cell.textures[layer] ?? nothing);
      });
    },
    dispose() {
      for (const cell of cells.values()) for (const texture of cell.textures) gl.deleteTexture(texture);
      gl.deleteTexture(nothing);
      cells.clear();
    },
  };
}
