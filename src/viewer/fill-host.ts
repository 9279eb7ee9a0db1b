/** Lays a layer over the whole of its host; pointers go through to the host. Set by script: the CSP allows no inline style. */
export function fillHost(element: HTMLElement | SVGElement): void {
  const { style } = element;
  style.position = "absolute";
  style.inset = "0";
  style.width = "100%";
  style.height = "100%";
  style.pointerEvents = "none";
}
