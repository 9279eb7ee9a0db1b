import { devicePixels } from "../patch-view.ts";
import type { RenderBackend } from "../render-backend.ts";
import { drawScene } from "./draw-scene.ts";
import { makePictureKeeper } from "./picture-keeper.ts";

/** Draws scenes with Canvas2D: the same maths as the GPU, visible pixels only, half resolution while a hand moves. */
export function makeCanvasRenderer(): RenderBackend {
  const canvas = document.createElement("canvas");
  let keeper = makePictureKeeper();
  /** No picture was ever drawn: black is filled in, which costs nothing, unlike a picture of it. */
  let isBlank = true;
  const context = () => canvas.getContext("2d", { alpha: false });
  /** Gives the canvas that size; true where it had another: it is empty then. */
  const sizeTo = ({ width, height }: { readonly width: number; readonly height: number }): boolean => {
    const same = canvas.width === width && canvas.height === height;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    return !same;
  };
  return {
    canvas,
    notice: (change) => keeper.notice(change),
    render(scene) {
      if (isBlank && scene.patches.size === 0) {
        if (scene.view && sizeTo(devicePixels(scene.view)))
          context()?.fillRect(0, 0, canvas.width, canvas.height);
        return;
      }
      isBlank = false;
      const drawn = keeper.draw(scene, scene.interacting ? 0.5 : 1);
      if (drawn === null) return;
      const { picture, fresh } = drawn;
      const { width, height } = picture;
      const emptied = sizeTo(picture);
      const part = emptied ? { x: 0, y: 0, width, height } : fresh;
      if (part === null) return;
      const image = new ImageData(picture.rgba, width, height);
      context()?.putImageData(image, 0, 0, part.x, part.y, part.width, part.height);
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
