import type { SampleArray } from "../../domain/samples.ts";
import type { SamplerKind } from "./shader-source.ts";

/** How samples lie in a texture. */
export interface TextureFormat {
  readonly internal: number;
  readonly format: number;
  readonly type: number;
  readonly sampler: SamplerKind;
}

/** The integer or float format that holds the samples bit for bit; colour (u8, u16) has four channels. */
export function textureFormat(
  gl: WebGL2RenderingContext,
  pixels: SampleArray,
  color: boolean,
): TextureFormat {
  const u = "usampler2D";
  const i = "isampler2D";
  const grey = gl.RED_INTEGER;
  if (color && pixels instanceof Uint8Array) {
    return { internal: gl.RGBA8UI, format: gl.RGBA_INTEGER, type: gl.UNSIGNED_BYTE, sampler: u };
  }
  if (color) return { internal: gl.RGBA16UI, format: gl.RGBA_INTEGER, type: gl.UNSIGNED_SHORT, sampler: u };
  if (pixels instanceof Uint8Array)
    return { internal: gl.R8UI, format: grey, type: gl.UNSIGNED_BYTE, sampler: u };
  if (pixels instanceof Int8Array) return { internal: gl.R8I, format: grey, type: gl.BYTE, sampler: i };
  if (pixels instanceof Uint16Array)
    return { internal: gl.R16UI, format: grey, type: gl.UNSIGNED_SHORT, sampler: u };
  if (pixels instanceof Int16Array) return { internal: gl.R16I, format: grey, type: gl.SHORT, sampler: i };
  if (pixels instanceof Uint32Array)
    return { internal: gl.R32UI, format: grey, type: gl.UNSIGNED_INT, sampler: u };
  if (pixels instanceof Int32Array) return { internal: gl.R32I, format: grey, type: gl.INT, sampler: i };
  return { internal: gl.R32F, format: gl.RED, type: gl.FLOAT, sampler: "sampler2D" };
}

/** Nearest, clamped, storage given once: what integer textures need. Leaves it bound to `unit`. */
export function makeTexture(
  gl: WebGL2RenderingContext,
  unit: number,
  internal: number,
  width: number,
  height: number,
): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texStorage2D(gl.TEXTURE_2D, 1, internal, width, height);
  return texture;
}

/** Binds a texture to a unit. */
export function bindTexture(gl: WebGL2RenderingContext, unit: number, texture: WebGLTexture | null): void {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
}

/** A one-dimensional float table, 1024 entries a row; see `table()` in the shader. */
export function makeTableTexture(
  gl: WebGL2RenderingContext,
  unit: number,
  values: Float32Array<ArrayBuffer>,
): WebGLTexture {
  const rows = Math.max(1, Math.ceil(values.length / 1024));
  const padded = new Float32Array(rows * 1024);
  padded.set(values);
  const texture = makeTexture(gl, unit, gl.R32F, 1024, rows);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 1024, rows, gl.RED, gl.FLOAT, padded);
  return texture;
}

/** Colour tables: RGBA bytes, 256 entries a row. */
export function makeColorTexture(
  gl: WebGL2RenderingContext,
  unit: number,
  rgba: Uint8Array<ArrayBuffer>,
): WebGLTexture {
  const rows = Math.max(1, Math.ceil(rgba.length / 1024));
  const padded = new Uint8Array(rows * 1024);
  padded.set(rgba);
  const texture = makeTexture(gl, unit, gl.RGBA8, 256, rows);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 256, rows, gl.RGBA, gl.UNSIGNED_BYTE, padded);
  return texture;
}
