/** Whether a program acts as the graphics card; browsers that hide the name count as hardware. */
export function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

/** A program that acts as the card does so for as long as the page lives: a context to ask it takes 30 ms. */
let isKnownSoftware = false;

function noteSoftware(gl: WebGL2RenderingContext): boolean {
  isKnownSoftware ||= isSoftware(gl);
  return isKnownSoftware;
}

/** The context to draw images with on `canvas`; null without WebGL2, and where only a program acts as the card unless `allowSoftware`. */
export function imageContext(
  canvas: HTMLCanvasElement,
  allowSoftware: boolean,
): WebGL2RenderingContext | null {
  if (isKnownSoftware && !allowSoftware) return null;
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: "high-performance",
  });
  return gl === null || gl.isContextLost() || (!allowSoftware && noteSoftware(gl)) ? null : gl;
}

/** Whether images of this page are drawn by a graphics card; asked on a canvas of its own, which is given back. */
export function drawsWithGraphicsCard(): boolean {
  if (isKnownSoftware) return false;
  const gl = document.createElement("canvas").getContext("webgl2");
  if (gl === null) return false;
  const hardware = !noteSoftware(gl);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return hardware;
}
