import { fillHost } from "./fill-host.ts";
import type { EdgeLetters } from "./orientation-letters.ts";
import type { ScaleBar } from "./scale-bar.ts";
import type { ViewerTexts } from "./viewport-api.ts";

/** Edge letters and scale bar, as SVG over the image. */
export interface ImageDecor {
  draw(letters: EdgeLetters | null, bar: ScaleBar | null, width: number, height: number): void;
  dispose(): void;
}

const svgNs = "http://www.w3.org/2000/svg";
const marginPx = 12;

/** Makes the layer inside `host`; texts carry `data-edge` and `data-part` for tests and forced colours. */
export function makeImageDecor(host: HTMLElement, texts: ViewerTexts): ImageDecor {
  const svg = document.createElementNS(svgNs, "svg");
  fillHost(svg);
  // A reader of the screen hears the corner text of the screen, not these.
  svg.setAttribute("aria-hidden", "true");
  host.append(svg);
  const edges = {
    left: text(svg, "left", 15, "start"),
    right: text(svg, "right", 15, "end"),
    top: text(svg, "top", 15, "middle"),
    bottom: text(svg, "bottom", 15, "middle"),
  };
  const halo = line(svg, "#000", 4);
  const bar = line(svg, "#e6eaed", 1.5);
  const length = text(svg, "scale", 12, "end");
  const note = text(svg, "scale-note", 12, "end");
  let drawn = "";

  return {
    draw(letters, scale, width, height) {
      // What is written anew is drawn anew, though it says the same: with every image that is scrolled to.
      const wanted = JSON.stringify([letters, scale, width, height]);
      if (wanted === drawn) return;
      drawn = wanted;
      const places = {
        left: [marginPx, height / 2 + 5],
        right: [width - marginPx, height / 2 + 5],
        top: [width / 2, 25],
        bottom: [width / 2, height - marginPx],
      } as const;
      for (const edge of ["left", "right", "top", "bottom"] as const) {
        place(edges[edge], letters?.[edge] ?? "", places[edge][0], places[edge][1]);
      }
      const right = width - marginPx;
      const y = height - 22;
      const start = right - (scale?.lengthPx ?? 0);
      const path =
        scale === null ? "" : `M${start} ${y - 5}V${y + 5}M${start} ${y}H${right}M${right} ${y - 5}V${y + 5}`;
      halo.setAttribute("d", path);
      bar.setAttribute("d", path);
      place(length, scale === null ? "" : texts.length(scale.value, scale.unit), right, y - 9);
      const notes = { none: texts.notCalibrated, detector: texts.atDetector, patient: "" };
      place(note, scale === null ? "" : notes[scale.calibration], right, y - 25);
    },
    dispose: () => svg.remove(),
  };
}

function text(svg: SVGSVGElement, part: string, size: number, anchor: string): SVGTextElement {
  const element = document.createElementNS(svgNs, "text");
  element.dataset.part = part;
  const attributes = {
    "font-size": String(size),
    "font-weight": "560",
    "font-family": "system-ui, sans-serif",
    "text-anchor": anchor,
    fill: "#e6eaed",
    stroke: "#000",
    "stroke-width": "3",
    "stroke-opacity": "0.85",
    "stroke-linejoin": "round",
    "paint-order": "stroke",
    // The image is never mirrored, nor are its letters.
    direction: "ltr",
  };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  svg.append(element);
  return element;
}

function line(svg: SVGSVGElement, color: string, width: number): SVGPathElement {
  const path = document.createElementNS(svgNs, "path");
  const attributes = { stroke: color, "stroke-width": String(width), fill: "none" };
  for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
  svg.append(path);
  return path;
}

function place(element: SVGTextElement, content: string, x: number, y: number): void {
  if (element.textContent !== content) element.textContent = content;
  element.setAttribute("x", String(x));
  element.setAttribute("y", String(y));
}
