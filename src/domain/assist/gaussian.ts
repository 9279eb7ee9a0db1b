import type { AssistPlane } from "../calls/assist-calls.ts";

/** Mirrors an index at the borders without repeating the border pixel. */
function mirrored(at: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const inside = ((at % period) + period) % period;
  return inside < size ? inside : period - inside;
}

function smoothLines(
  source: Float32Array,
  count: number,
  size: number,
  lineStep: number,
  step: number,
  kernel: Float32Array,
): Float32Array<ArrayBuffer> {
  const radius = (kernel.length - 1) / 2;
  const out = new Float32Array(source.length);
  for (let line = 0; line < count; line++) {
    for (let at = 0; at < size; at++) {
      let sum = 0;
      const inner = at >= radius && at < size - radius;
      for (let tap = -radius; tap <= radius; tap++) {
        const from = inner ? at + tap : mirrored(at + tap, size);
        sum += (source[line * lineStep + from * step] ?? 0) * (kernel[tap + radius] ?? 0);
      }
      out[line * lineStep + at * step] = sum;
    }
  }
  return out;
}

/** Gaussian blur with standard deviation `sigma` in pixels, cut at 4 sigma, borders mirrored. */
export function gaussian(plane: AssistPlane, sigma: number): AssistPlane {
  const radius = Math.max(1, Math.round(4 * sigma));
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, tap) =>
    Math.exp(-((tap - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const unit = kernel.map((weight) => weight / total);
  const { columns, rows } = plane;
  const across = smoothLines(plane.values, rows, columns, columns, 1, unit);
  return { columns, rows, values: smoothLines(across, columns, rows, 1, columns, unit) };
}
