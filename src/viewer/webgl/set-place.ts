import type { PatchView } from "../patch-view.ts";
import type { GlProgram } from "./gl-program.ts";

/** Uniforms of the map from device pixels to pixels of a patch. */
export function setPlace(
  gl: WebGL2RenderingContext,
  program: GlProgram,
  to: PatchView,
  height: number,
): void {
  gl.uniform1f(program.at("uHeight"), height);
  gl.uniform2f(program.at("uMiddle"), ...to.middle);
  gl.uniformMatrix2fv(program.at("uMatrix"), false, to.matrix);
  gl.uniform2f(program.at("uFraction"), ...to.fraction);
  gl.uniform2i(program.at("uWhole"), ...to.whole);
}
