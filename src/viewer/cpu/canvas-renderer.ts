import type { RenderBackend } from "../render-backend.ts";
import { drawScene } from "./draw-scene.ts";
import { makePictureKeeper } from "./picture-keeper.ts";

/** Draws scenes with Canvas2D: the same maths as the GPU, visible pixels only, half resolution while a hand moves. */
export function makeCanvasRenderer(): RenderBackend {
  const canvas = document.createElement("canvas");
  let keeper = makePictureKeeper();
  return {
    canvas,
    notice: (change) => keeper.notice(change),
    render(scene) {
      const drawn = keeper.draw(scene, scene.interacting ? 0.5 : 1);
      if (drawn === null) return;
      const { picture, fresh } = drawn;
      const { width, height } = picture;
      // A canvas of another size is empty.
      const emptied = canvas.width !== width || canvas.height !== height;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      const part = emptied ? { x: 0, y: 0, width, height } : fresh;
      if (part === null) return;
      const context = canvas.getContext("2d", { alpha: false });
      const image = new ImageData(picture.rgba, width, height);
      context?.putImageData(image, 0, 0, part.x, part.y, part.width, part.height);
    },
    readPixels(scene) {
      return drawScene(scene, 1) ?? { width: 0, height: 0, rgba: new Uint8ClampedArray(0) };
    },
    dispose() {
      keeper = makePictureKeeper();
      canvas.width = 0;
      canvas.height = 0;
      canvas.remove();
    },
  };
}
