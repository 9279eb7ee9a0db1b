import type { DisplayPlan } from "../display-plan.ts";
import { displayPlan } from "../display-plan.ts";
import { drawnPatches, patchRect } from "../drawn-patches.ts";
import { deviceBounds, devicePixels, patchView } from "../patch-view.ts";
import type { Scene } from "../scene.ts";
import { type GlProgram, makeGlProgram, textureUnits } from "./gl-program.ts";
import { bindTexture, makeColorTexture, makeTableTexture } from "./gl-texture.ts";
import type { ImageTextures } from "./image-textures.ts";
import { setPlace } from "./set-place.ts";
import { imageSource, type SamplerKind } from "./shader-source.ts";

/** Draws the patches of a scene. Windowing is only ever a uniform. */
export interface ImagePass {
  /** Facts or window changed. */
  planChanged(): void;
  draw(scene: Scene, textures: ImageTextures): void;
  dispose(): void;
}

/** The pass on one context; a program is made for each kind of sampler and colour when it is first drawn. */
export function makeImagePass(gl: WebGL2RenderingContext): ImagePass {
  const programs = new Map<string, GlProgram>();
  let plan: DisplayPlan | null = null;
  let tables: (WebGLTexture | null)[] = [];

  const programFor = (sampler: SamplerKind, color: DisplayPlan["color"]) => {
    const key = `${sampler} ${color}`;
    const program = programs.get(key) ?? makeGlProgram(gl, imageSource(sampler, color));
    programs.set(key, program);
    return program;
  };

  const freeTables = () => {
    for (const table of tables) gl.deleteTexture(table);
    tables = [];
  };

  const currentPlan = (scene: Scene): DisplayPlan | null => {
    if (plan !== null || scene.info === null) return plan;
    plan = displayPlan(scene.info, scene.window);
    freeTables();
    tables = [
      plan.modalityLut && makeTableTexture(gl, textureUnits.uModalityLut, plan.modalityLut),
      plan.voiLut && makeTableTexture(gl, textureUnits.uVoiLut, plan.voiLut),
      plan.palette && makeColorTexture(gl, textureUnits.uPalette, plan.palette),
    ];
    return plan;
  };

  return {
    planChanged: () => {
      plan = null;
    },
    draw(scene, textures) {
      const { view } = scene;
      const steps = currentPlan(scene);
      if (view === null || steps === null) return;
      const { height } = devicePixels(view);
      gl.enable(gl.SCISSOR_TEST);
      for (const patch of drawnPatches(scene)) {
        // Without it every tile would ask its program about every pixel of the screen.
        const rect = deviceBounds(view, view.size.devicePixelRatio, patchRect(patch), 1);
        if (rect === null) continue;
        gl.scissor(rect.x, height - rect.y - rect.height, rect.width, rect.height);
        const { format, chunks } = textures.of(patch);
        const program = programFor(format.sampler, steps.color);
        program.use();
        setPlace(gl, program, patchView(view, view.size.devicePixelRatio, patch), height);
        setPlan(gl, program, steps, format.sampler);
        gl.uniform1i(program.at("uSmooth"), Number(scene.smooth));
        gl.uniform2i(program.at("uPatch"), patch.columns, patch.rows);
        for (const { texture, origin, interior } of chunks) {
          bindTexture(gl, textureUnits.uImage, texture);
          gl.uniform2i(program.at("uOrigin"), ...origin);
          gl.uniform4i(program.at("uInterior"), ...interior);
          gl.drawArrays(gl.TRIANGLES, 0, 3);
        }
      }
      gl.disable(gl.SCISSOR_TEST);
    },
    dispose() {
      freeTables();
      for (const program of programs.values()) program.dispose();
      programs.clear();
    },
  };
}

const voiModes = { ramp: 0, sigmoid: 1, lut: 2 } as const;

function setPlan(
  gl: WebGL2RenderingContext,
  program: GlProgram,
  plan: DisplayPlan,
  sampler: SamplerKind,
): void {
  const at = program.at;
  gl.uniform1i(at("uInvert"), Number(plan.invert));
  if (plan.color === "rgb") {
    gl.uniform1f(at("uColorMax"), plan.colorMax);
    return;
  }
  if (plan.color === "palette") {
    gl.uniform1i(at("uPaletteCount"), (plan.palette?.length ?? 4) / 4);
    gl.uniform1i(at("uPaletteFirst"), plan.paletteFirst);
    return;
  }
  const [low, high] = plan.padding ?? [0, 0];
  const integers = [plan.base, low, high] as const;
  ["uBase", "uPadLow", "uPadHigh"].forEach((name, i) => {
    const value = integers[i] ?? 0;
    if (sampler === "usampler2D") gl.uniform1ui(at(name), Math.max(0, value));
    else if (sampler === "isampler2D") gl.uniform1i(at(name), value);
    else gl.uniform1f(at(name), value);
  });
  // A range below 0 holds no unsigned value.
  const hasPadding = plan.padding !== null && !(sampler === "usampler2D" && high < 0);
  gl.uniform1i(at("uHasPadding"), Number(hasPadding));
  gl.uniform1f(at("uSlope"), plan.slope);
  gl.uniform1i(at("uModalityCount"), plan.modalityLut?.length ?? 0);
  gl.uniform1i(at("uModalityFirst"), plan.modalityFirst);
  gl.uniform1i(at("uVoi"), voiModes[plan.voi]);
  gl.uniform1i(at("uVoiCount"), plan.voiLut?.length ?? 0);
  gl.uniform1f(at("uVoiFirst"), plan.voiFirst);
  gl.uniform4f(at("uRamp"), plan.low, plan.high, plan.middle, plan.span);
}
