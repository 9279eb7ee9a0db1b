import { expect, test, vi } from "vitest";
import { fitCamera } from "../../../src/viewer/camera.ts";
import { makeCanvasRenderer } from "../../../src/viewer/cpu/canvas-renderer.ts";
import { framePatch, makeScene } from "../../../src/viewer/scene.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

test("before an image has come the canvas is black without a picture of it; then the image, and black again when it goes", () => {
  const facts = greyFacts({ columns: 8, rows: 8, type: "u8" });
  const info = { ...facts, key: "k" };
  const size = { widthCss: 40, heightCss: 24, devicePixelRatio: 2 };
  const scene = makeScene();
  const renderer = makeCanvasRenderer();
  const put = vi.spyOn(CanvasRenderingContext2D.prototype, "putImageData");
  const middle = () => [
    ...(renderer.canvas.getContext("2d")?.getImageData(40, 24, 1, 1).data ?? new Uint8ClampedArray()),
  ];
  renderer.render(scene);
  scene.view = { camera: fitCamera(size, [1, 1], facts), size, stretch: [1, 1] };
  renderer.render(scene);
  expect([renderer.canvas.width, renderer.canvas.height]).toEqual([80, 48]);
  expect(put).not.toHaveBeenCalled();
  expect(middle()).toEqual([0, 0, 0, 255]);

  scene.info = info;
  const patch = framePatch(info, new Uint8Array(64).fill(255));
  scene.patches.set(patch.id, patch);
  renderer.notice({ kind: "source" });
  renderer.render(scene);
  expect(middle()).toEqual([255, 255, 255, 255]);

  scene.patches.clear();
  renderer.notice({ kind: "source" });
  renderer.render(scene);
  expect(middle()).toEqual([0, 0, 0, 255]);
  put.mockRestore();
  renderer.dispose();
});
