import type { ImageFacts } from "../../domain/image-facts.ts";
import { tileSide } from "../../domain/mask.ts";
import { plainFacts } from "../../domain/plain-facts.ts";
import { sampleArrays } from "../../domain/samples.ts";
import { labelPalette } from "../label-palette.ts";
import { emptyLayers, framePatch, makeScene, type Scene } from "../scene.ts";
import type { FrameInfo } from "../slice-renderer.ts";
import { autoWindow } from "../window-level.ts";
import { drawScene } from "./draw-scene.ts";

/** Runs a piece of work when nobody waits for the page. */
export type Idle = (work: () => void) => void;
type Draw = (scene: Scene) => unknown;

/** After so many small pictures the browser has compiled what draws them (measured in V8). */
const pieces = 15;
const side = 2 * tileSide;

/** A scene of that image, each of its pixels a little more than one of the screen. */
function sceneOf(facts: ImageFacts): Scene {
  const info: FrameInfo = { key: "warm", ...facts };
  const centerImage = [facts.columns / 2, facts.rows / 2] as const;
  return {
    ...makeScene(),
    info,
    layers: emptyLayers(info),
    view: {
      camera: { centerImage, zoom: side / facts.columns, quarterTurns: 0, flipped: false },
      size: { widthCss: side, heightCss: side, devicePixelRatio: 1 },
      stretch: [1, 1],
    },
  };
}

/** A label of two squares, corner to corner, as a proposal: hatch, dashes and halo. */
function labelScene(): Scene {
  const scene = sceneOf(plainFacts(side, side));
  const tile = new Uint16Array(tileSide * tileSide);
  for (let y = 8; y < tileSide - 4; y++) tile.fill(1, y * tileSide + 4, (y + 1) * tileSide - 4);
  const [layer] = scene.layers;
  layer?.set(0, 0, tile);
  layer?.set(1, 1, tile);
  scene.palettes = [labelPalette([{ index: 1, color: "#79C7FE", visible: true, proposal: true }])];
  return scene;
}

/**
 * A small image of that kind: its samples, its scale, its window. What is compiled for some values only would be compiled again for others:
 * they lie below, in and above the window, and are padding here and there.
 */
function imageScene(facts: ImageFacts, smooth: boolean): Scene {
  const small = { ...facts, columns: side - 8, rows: side - 8 };
  const scene = sceneOf(small);
  const pixels = new sampleArrays[facts.type](small.columns * small.rows * facts.samples);
  const { center, width } = facts.windows[0] ?? { center: 50, width: 100 };
  for (let at = 0; at < pixels.length; at++) {
    const value = center + ((at % 61) / 30 - 1) * width;
    pixels[at] = at % 97 === 0 && facts.padding ? facts.padding[0] : (value - facts.intercept) / facts.slope;
  }
  const patch = framePatch({ key: "warm", ...small }, pixels);
  scene.patches.set(patch.id, patch);
  scene.window = autoWindow(small, pixels);
  scene.smooth = smooth;
  return scene;
}

function warm(idle: Idle, make: () => Scene, draw: Draw): () => void {
  let left = pieces;
  let scene: Scene | null = null;
  const piece = () => {
    if (left <= 0) return;
    left--;
    scene ??= make();
    draw(scene);
    if (left > 0) idle(piece);
  };
  idle(piece);
  return () => {
    left = 0;
  };
}

const drawUnseen: Draw = (scene) => drawScene(scene, 1);

/**
 * Draws a small label that nobody sees, a few milliseconds at a time, so that the first answer of a model does not wait for the browser to
 * compile what draws it (two to four times as long). Returns what stops it.
 */
export const warmLabels = (idle: Idle, draw = drawUnseen): (() => void) => warm(idle, labelScene, draw);

/** The same with a small image of the kind of `facts`: for the first picture of a study. Returns what stops it. */
export const warmImage = (idle: Idle, facts: ImageFacts, smooth: boolean, draw = drawUnseen): (() => void) =>
  warm(idle, () => imageScene(facts, smooth), draw);
