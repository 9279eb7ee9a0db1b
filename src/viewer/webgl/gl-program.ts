import { vertexSource } from "./shader-source.ts";

/** A linked program; `at` gives the place of a uniform, null where the program does not use it. */
export interface GlProgram {
  use(): void;
  at(name: string): WebGLUniformLocation | null;
  dispose(): void;
}

/** Fixed texture units: samplers of different kinds never share one. */
export const textureUnits = {
  uImage: 0,
  uModalityLut: 1,
  uVoiLut: 2,
  uPalette: 3,
  uLabel0: 4,
  uLabel1: 5,
  uLabel2: 6,
  uLabel3: 7,
  uColors: 8,
  uIndices: 9,
} as const;

/** Compiles and links; throws the driver's own words when it cannot. */
export function makeGlProgram(gl: WebGL2RenderingContext, fragmentSource: string): GlProgram {
  const program = gl.createProgram();
  const shaders = [
    compile(gl, gl.VERTEX_SHADER, vertexSource),
    compile(gl, gl.FRAGMENT_SHADER, fragmentSource),
  ];
  for (const shader of shaders) gl.attachShader(program, shader);
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The graphics driver refused a program: ${gl.getProgramInfoLog(program)}`);
  }
  for (const shader of shaders) gl.deleteShader(shader);
  const places = new Map<string, WebGLUniformLocation | null>();
  const at = (name: string) => {
    let place = places.get(name);
    if (place === undefined) {
      place = gl.getUniformLocation(program, name);
      places.set(name, place);
    }
    return place;
  };
  gl.useProgram(program);
  for (const [name, unit] of Object.entries(textureUnits)) gl.uniform1i(at(name), unit);
  return { use: () => gl.useProgram(program), at, dispose: () => gl.deleteProgram(program) };
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (shader === null) throw new Error("The graphics driver made no shader: the context is lost.");
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
    throw new Error(`The graphics driver refused a shader: ${gl.getShaderInfoLog(shader)}`);
  }
  return shader;
}
