import type { GrowCutCalls, GrowCutMask } from "../../domain/calls/growcut-calls.ts";
import { spansRle } from "../../domain/mask-spans.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";
import type { GrowCutInput, VoxelBox } from "../../domain/region/grow-cut.ts";
import { say } from "../../domain/said.ts";
import { type Handlers, PlainError } from "../serve.ts";
import { PipelineError } from "../wasm/pipeline-error.ts";

/** The slices of a box of labels as masks of whole frames, slice by slice, label by label. */
export function labelMasks(
  labels: Uint8Array,
  { from, to }: VoxelBox,
  columns: number,
  rows: number,
  firstLabel: number,
): GrowCutMask[] {
  const [width, height] = [to[0] - from[0], to[1] - from[1]];
  const masks: GrowCutMask[] = [];
  for (let slice = from[2]; slice < to[2]; slice++) {
    const found = new Map<number, PixelSpan[]>();
    const base = (slice - from[2]) * width * height;
    for (let row = 0; row < height; row++) {
      const line = base + row * width;
      for (let start = 0; start < width; ) {
        const label = labels[line + start] ?? 0;
        let end = start + 1;
        while (end < width && labels[line + end] === label) end++;
        if (label >= firstLabel) {
          const spans = found.get(label) ?? [];
          found.set(label, spans);
          spans.push([from[1] + row, from[0] + start, from[0] + end]);
        }
        start = end;
      }
    }
    for (const [label, spans] of [...found].sort(([a], [b]) => a - b))
      masks.push({ slice, label, mask: spansRle({ columns, rows, spans }) });
  }
  return masks;
}

/** What the worker of seeds does, over a kernel. */
export function makeGrowCutCalls(
  kernel: (input: GrowCutInput) => Promise<Uint8Array>,
): Handlers<GrowCutCalls> {
  return {
    async growCut({ input, box, columns, rows, firstLabel }) {
      const started = performance.now();
      const labels = await kernel(input).catch((reason: unknown) => {
        // A RangeError is the caller's word for an input that the module has no memory for; sizes are of our own making.
        const full = reason instanceof PipelineError && reason.code === "no-memory";
        if (!full && !(reason instanceof RangeError)) throw reason;
        throw new PlainError(
          "grow-cut-failed",
          say`The device has not enough memory for so many voxels. Paint the seeds on fewer images, or nearer to each other.`,
        );
      });
      const masks = labelMasks(labels, box, columns, rows, firstLabel);
      return { masks, milliseconds: performance.now() - started };
    },
  };
}
