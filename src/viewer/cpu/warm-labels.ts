import { tileSide } from "../../domain/mask.ts";
import { plainFacts } from "../../domain/plain-facts.ts";
import { labelPalette } from "../label-palette.ts";
import { emptyLayers, makeScene, type Scene } from "../scene.ts";
import type { FrameInfo } from "../slice-renderer.ts";
import { drawScene } from "./draw-scene.ts";

/** Runs a piece of work when nobody waits for the page. */
export type Idle = (work: () => void) => void;

/** After so many small pictures the browser has compiled what draws labels (measured in V8). */
const pieces = 15;
const side = 2 * tileSide;

/** A label of two squares, corner to corner, as a proposal: hatch, dashes and halo. */
function labelScene(): Scene {
  const info: FrameInfo = { key: "warm", ...plainFacts(side, side) };
  const scene = { ...makeScene(), info, layers: emptyLayers(info) };
  const tile = new Uint16Array(tileSide * tileSide);
  for (let y = 8; y < tileSide - 4; y++) tile.fill(1, y * tileSide + 4, (y + 1) * tileSide - 4);
  const [layer] = scene.layers;
  layer?.set(0, 0, tile);
  layer?.set(1, 1, tile);
  scene.palettes = [labelPalette([{ index: 1, color: "#79C7FE", visible: true, proposal: true }])];
  const camera = { centerImage: [side / 2, side / 2], zoom: 1, quarterTurns: 0, flipped: false } as const;
  scene.view = {
    camera,
    size: { widthCss: side, heightCss: side, devicePixelRatio: 1 },
    stretch: [1, 1],
  };
  return scene;
}

/**
 * Draws a small label that nobody sees, a few milliseconds at a time, so that the first answer of a model does not wait for the browser to
 * compile what draws it (two to four times as long). Returns what stops it.
 */
export function warmLabels(
  idle: Idle,
  draw: (scene: Scene) => unknown = (scene) => drawScene(scene, 1),
): () => void {
  let left = pieces;
  let scene: Scene | null = null;
  const piece = () => {
    if (left <= 0) return;
    left--;
    scene ??= labelScene();
    draw(scene);
    if (left > 0) idle(piece);
  };
  idle(piece);
  return () => {
    left = 0;
  };
}
