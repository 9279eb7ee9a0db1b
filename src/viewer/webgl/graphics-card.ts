/** Whether a program acts as the graphics card; browsers that hide the name count as hardware. */
export function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

/** Whether images of this page are drawn by a graphics card; asked on a canvas of its own, which is given back. */
export function drawsWithGraphicsCard(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (gl === null) return false;
  const hardware = !isSoftware(gl);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return hardware;
}
