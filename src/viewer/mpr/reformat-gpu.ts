import type { SampleArray } from "../../domain/samples.ts";
import { makeGlProgram } from "../webgl/gl-program.ts";
import { makeTexture } from "../webgl/gl-texture.ts";
import { isSoftware } from "../webgl/graphics-card.ts";
import { isWhole } from "./reformat-cpu.ts";
import type { ReformatRequest } from "./reformat-request.ts";
import { reformatSource, type VolumeSampler } from "./reformat-shader.ts";
import type { Volume } from "./volume.ts";

/** A volume on the graphics card. */
export interface GpuVolume {
  upload(at: number): void;
  /** The picture; null when the context is lost: another machine has to make it. */
  reformat(request: ReformatRequest): Float32Array<ArrayBuffer> | null;
  dispose(): void;
}

interface VolumeFormat {
  readonly internal: "R8UI" | "R8I" | "R16UI" | "R16I" | "R32F";
  readonly format: "RED_INTEGER" | "RED";
  readonly type: "UNSIGNED_BYTE" | "BYTE" | "UNSIGNED_SHORT" | "SHORT" | "FLOAT";
  readonly sampler: VolumeSampler;
}

const integer = (internal: VolumeFormat["internal"], type: VolumeFormat["type"], signed: boolean) =>
  ({ internal, format: "RED_INTEGER", type, sampler: signed ? "isampler3D" : "usampler3D" }) as const;

/** Formats that hold the stored samples bit for bit; 32-bit integers and doubles are more than a float of the shader can say. */
const formats: Readonly<Partial<Record<Volume["type"], VolumeFormat>>> = {
  u8: integer("R8UI", "UNSIGNED_BYTE", false),
  i8: integer("R8I", "BYTE", true),
  u16: integer("R16UI", "UNSIGNED_SHORT", false),
  i16: integer("R16I", "SHORT", true),
  f32: { internal: "R32F", format: "RED", type: "FLOAT", sampler: "sampler3D" },
};

const modes = { slice: 0, mip: 1, minip: 2, mean: 3 } as const;
const huge = 3e38;
/**
 * What is put on the card lies twice until it has been drawn with and read back: in what the page hands over with (Chromium lets that grow to
 * 16 MB, and keeps it), and in the driver's copy (ANGLE on Vulkan). So many slices at most.
 */
const mostWaiting = 4;

/**
 * A 3-D integer texture, one `texSubImage3D` a slice (viewer-and-tools 3.2), on a context of its own: one volume for all planes. Null
 * where there is no WebGL2, where only software would draw (unless `allowSoftware`), and for what does not fit.
 */
export function makeGpuVolume(volume: Volume, allowSoftware = false): GpuVolume | null {
  const { columns, rows, slices, scales } = volume;
  const gl = document.createElement("canvas").getContext("webgl2", { antialias: false, depth: false });
  const format = formats[volume.type];
  if (gl === null || format === undefined || gl.isContextLost()) return null;
  const lose = () => gl.getExtension("WEBGL_lose_context")?.loseContext();
  const most = Number(gl.getParameter(gl.MAX_3D_TEXTURE_SIZE));
  if ((!allowSoftware && isSoftware(gl)) || Math.max(columns, rows, slices.length) > most) {
    lose();
    return null;
  }
  const program = makeGlProgram(gl, reformatSource(format.sampler));
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_3D, texture);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_3D, name, gl.NEAREST);
  gl.texStorage3D(gl.TEXTURE_3D, 1, gl[format.internal], columns, rows, slices.length);
  const table = new Float32Array(slices.length * 4);
  const scaleTexture = makeTexture(gl, 1, gl.RGBA32F, slices.length, 1);
  const fillScale = (at: number) => {
    const { slope = 1, intercept = 0, padding = null } = scales[at] ?? {};
    // A slice that has not come holds no image at all.
    const [low, high] = slices[at] ? (padding ?? [huge, -huge]) : [-huge, huge];
    table.set([slope, intercept, low, high], at * 4);
  };
  for (const at of slices.keys()) fillScale(at);
  let scalesDirty = true;
  const frameBuffer = gl.createFramebuffer();
  let target: WebGLTexture | null = null;
  let [width, height] = [0, 0];

  /** Slices put since something drawn with them was read back. */
  let waiting = 0;

  const aim = (to: Pick<ReformatRequest, "columns" | "rows">) => {
    const across = Math.ceil(to.columns / 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, frameBuffer);
    if (target !== null && across === width && to.rows === height) return;
    gl.deleteTexture(target);
    target = makeTexture(gl, 2, gl.RGBA32UI, across, to.rows);
    [width, height] = [across, to.rows];
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
  };
  const put = (at: number, pixels: SampleArray) => {
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_3D, texture);
    gl.texSubImage3D(
      gl.TEXTURE_3D,
      0,
      0,
      0,
      at,
      columns,
      rows,
      1,
      gl[format.format],
      gl[format.type],
      pixels,
    );
  };

  const bindSamplers = () => {
    program.use();
    gl.uniform1i(program.at("uVolume"), 0);
    gl.uniform1i(program.at("uScales"), 1);
  };
  /** Draws one pixel and waits for it: the driver takes in what was put, and lets go of its copy. (`finish` is but a flush in Chromium.) */
  const takeIn = () => {
    if (target === null) aim({ columns: 4, rows: 1 });
    gl.bindFramebuffer(gl.FRAMEBUFFER, frameBuffer);
    bindSamplers();
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, scaleTexture);
    gl.viewport(0, 0, 1, 1);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.readPixels(0, 0, 1, 1, gl.RGBA_INTEGER, gl.UNSIGNED_INT, new Uint32Array(4));
    waiting = 0;
  };

  // What the driver keeps for good is made first: made after slices were put, it lies among their copies and holds their memory.
  takeIn();
  // A card without room for the volume says so here, and would show nothing but zeros.
  if (gl.getError() !== gl.NO_ERROR) {
    lose();
    return null;
  }

  return {
    upload(at) {
      const pixels = slices[at];
      if (!pixels || gl.isContextLost()) return;
      put(at, pixels);
      fillScale(at);
      scalesDirty = true;
      waiting++;
      if (waiting >= mostWaiting) takeIn();
    },
    reformat(request) {
      if (gl.isContextLost()) return null;
      aim(request);
      bindSamplers();
      waiting = 0;
      if (scalesDirty) {
        gl.activeTexture(gl.TEXTURE1);
        gl.bindTexture(gl.TEXTURE_2D, scaleTexture);
        gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, slices.length, 1, gl.RGBA, gl.FLOAT, table);
        scalesDirty = false;
      }
      gl.uniform3i(program.at("uSize"), columns, rows, slices.length);
      gl.uniform3f(program.at("uStart"), ...request.start);
      gl.uniform3f(program.at("uAcross"), ...request.across);
      gl.uniform3f(program.at("uDown"), ...request.down);
      gl.uniform3f(program.at("uThrough"), ...request.through);
      gl.uniform1i(program.at("uHalf"), (request.samples - 1) / 2);
      gl.uniform1i(program.at("uMode"), modes[request.mode]);
      gl.uniform1i(program.at("uWhole"), Number(isWhole(request)));
      gl.viewport(0, 0, width, height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      const bits = new Uint32Array(width * height * 4);
      gl.readPixels(0, 0, width, height, gl.RGBA_INTEGER, gl.UNSIGNED_INT, bits);
      if (gl.isContextLost()) return null;
      return cropped(new Float32Array(bits.buffer), width * 4, request);
    },
    dispose() {
      gl.deleteTexture(texture);
      gl.deleteTexture(target);
      lose();
    },
  };
}

/** Without the pixels that only fill the last texel of a row. */
function cropped(
  padded: Float32Array<ArrayBuffer>,
  stride: number,
  { columns, rows }: ReformatRequest,
): Float32Array<ArrayBuffer> {
  if (stride === columns) return padded;
  const out = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++)
    out.set(padded.subarray(row * stride, row * stride + columns), row * columns);
  return out;
}
