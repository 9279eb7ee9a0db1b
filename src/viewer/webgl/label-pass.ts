import { tileSide } from "../../domain/mask.ts";
import { labelLook, labelReachCss } from "../label-look.ts";
import { deviceBounds, patchView } from "../patch-view.ts";
import type { Scene } from "../scene.ts";
import { labelLayers } from "../slice-renderer.ts";
import { type GlProgram, makeGlProgram, textureUnits } from "./gl-program.ts";
import { bindTexture, makeTexture } from "./gl-texture.ts";
import type { LabelTextures } from "./label-textures.ts";
import { setPlace } from "./set-place.ts";
import { indexSource, labelSource } from "./shader-source.ts";

/** Draws the labels of a scene over what stands on the canvas. */
export interface LabelPass {
  paletteChanged(scene: Scene, layer: number): void;
  draw(scene: Scene, textures: LabelTextures, width: number, height: number): void;
  dispose(): void;
}

/** The pass on one context. */
export function makeLabelPass(gl: WebGL2RenderingContext): LabelPass {
  const indexProgram = makeGlProgram(gl, indexSource);
  const labelProgram = makeGlProgram(gl, labelSource);
  const colors = makeTexture(gl, textureUnits.uColors, gl.RGBA8, 256, 256 * labelLayers);
  const frameBuffer = gl.createFramebuffer();
  let indices: WebGLTexture | null = null;
  let size: readonly [number, number] = [0, 0];

  const indexTarget = (width: number, height: number) => {
    if (indices === null || size[0] !== width || size[1] !== height) {
      gl.deleteTexture(indices);
      indices = makeTexture(gl, textureUnits.uIndices, gl.RGBA16UI, width, height);
      size = [width, height];
      gl.bindFramebuffer(gl.FRAMEBUFFER, frameBuffer);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, indices, 0);
    }
    bindTexture(gl, textureUnits.uIndices, null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, frameBuffer);
  };

  return {
    paletteChanged(scene, layer) {
      const palette = scene.palettes[layer] ?? new Uint8Array(0);
      const rows = Math.max(1, Math.ceil(palette.length / 1024));
      const padded = new Uint8Array(rows * 1024);
      padded.set(palette.subarray(0, 256 * 1024));
      bindTexture(gl, textureUnits.uColors, colors);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, layer * 256, 256, rows, gl.RGBA, gl.UNSIGNED_BYTE, padded);
    },
    draw(scene, textures, width, height) {
      const area = labelArea(scene);
      if (area === null || scene.view === null) return;
      indexTarget(width, height);
      gl.viewport(0, 0, width, height);
      gl.enable(gl.SCISSOR_TEST);
      gl.scissor(area.x, height - area.y - area.height, area.width, area.height);
      gl.clearBufferuiv(gl.COLOR, 0, [0, 0, 0, 0]);
      const { view } = scene;
      indexProgram.use();
      bindTexture(gl, textureUnits.uColors, colors);
      setPlace(gl, indexProgram, patchView(view, view.size.devicePixelRatio, wholeImage), height);
      for (const cell of textures.cells()) {
        // Cells that are not seen cost nothing.
        if (deviceBounds(view, view.size.devicePixelRatio, cell.interior, 1) === null) continue;
        textures.bind(cell);
        gl.uniform4i(indexProgram.at("uInterior"), ...cell.interior);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      bindTexture(gl, textureUnits.uIndices, indices);
      setLook(gl, labelProgram, scene, height);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      gl.disable(gl.BLEND);
      gl.disable(gl.SCISSOR_TEST);
    },
    dispose() {
      indexProgram.dispose();
      labelProgram.dispose();
      gl.deleteTexture(colors);
      gl.deleteTexture(indices);
      gl.deleteFramebuffer(frameBuffer);
    },
  };
}

const wholeImage = { scale: [1, 1], originX: 0, originY: 0 } as const;

/** The part of the screen where labels can be; null when there are none. */
function labelArea({ layers, style, view }: Scene) {
  if (view === null || style.hidden) return null;
  let box: [number, number, number, number] | null = null;
  for (const tiles of layers) {
    const bounds = tiles.bounds();
    if (bounds === null) continue;
    const { x0, y0, x1, y1 } = bounds;
    const seen: readonly [number, number, number, number] = box ?? [x0, y0, x1, y1];
    box = [Math.min(seen[0], x0), Math.min(seen[1], y0), Math.max(seen[2], x1), Math.max(seen[3], y1)];
  }
  if (box === null) return null;
  const ratio = view.size.devicePixelRatio;
  const [x0, y0, x1, y1] = box;
  const pixels = [x0 * tileSide, y0 * tileSide, x1 * tileSide, y1 * tileSide] as const;
  return deviceBounds(view, ratio, pixels, Math.ceil(labelReachCss * ratio) + 1);
}

function setLook(gl: WebGL2RenderingContext, program: GlProgram, scene: Scene, height: number): void {
  const { view, style } = scene;
  if (view === null) return;
  const look = labelLook(style, view, view.size.devicePixelRatio);
  const active = Array.from({ length: labelLayers }, (_, layer) =>
    style.active?.layer === layer ? style.active.index : 0,
  );
  program.use();
  gl.uniform1f(program.at("uHeight"), height);
  gl.uniform2iv(program.at("uRings"), look.rings);
  gl.uniform4iv(program.at("uActive"), active);
  gl.uniform2f(program.at("uFill"), look.fill, look.activeFill);
  gl.uniform4f(program.at("uPattern"), look.hatchPeriod, look.hatchStripe, look.dashPeriod, look.dashOn);
  gl.uniform2f(program.at("uAnchor"), ...look.anchor);
  const painted = scene.layers.reduce(
    (bits, tiles, l) => (tiles.bounds() === null ? bits : bits | (1 << l)),
    0,
  );
  gl.uniform1i(program.at("uLayers"), painted);
}
