import { expect, test } from "vitest";
import type { PixelSpan } from "../../../../src/domain/rasterize.ts";
import { maskParts } from "../../../../src/workers/labels/mask-parts.ts";
import { makeRandom } from "../../../support/random.ts";

test("parts of random volumes are those of a flood over all 26 neighbours, in the order of their first voxel", () => {
  const random = makeRandom(26);
  for (let round = 0; round < 200; round++) {
    const [w, h, d] = [
      1 + Math.floor(random() * 9),
      1 + Math.floor(random() * 9),
      1 + Math.floor(random() * 4),
    ];
    const share = random() * 0.6;
    const bits = Array.from({ length: w * h * d }, () => random() < share);
    // The flood: a number for each voxel, counted in the order of the volume.
    const number = new Int32Array(w * h * d);
    let count = 0;
    for (const [start, bit] of bits.entries()) {
      if (!bit || number[start]) continue;
      count++;
      const open = [start];
      number[start] = count;
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        const [x, y, z] = [at % w, Math.floor(at / w) % h, Math.floor(at / w / h)];
        for (let dz = -1; dz <= 1; dz++)
          for (let dy = -1; dy <= 1; dy++)
            for (let dx = -1; dx <= 1; dx++) {
              const [nx, ny, nz] = [x + dx, y + dy, z + dz];
              if (nx < 0 || ny < 0 || nz < 0 || nx >= w || ny >= h || nz >= d) continue;
              const to = (nz * h + ny) * w + nx;
              if (!bits[to] || number[to]) continue;
              number[to] = count;
              open.push(to);
            }
      }
    }
    const slices = Array.from({ length: d }, (_, z) => {
      const spans: PixelSpan[] = [];
      for (let y = 0; y < h; y++)
        for (let x = 0; x < w; x++) {
          const at = (z * h + y) * w + x;
          const last = spans.at(-1);
          if (!bits[at]) continue;
          if (last && last[0] === y && last[2] === x) spans[spans.length - 1] = [y, last[1], x + 1];
          else spans.push([y, x, x + 1]);
        }
      return spans;
    });
    const found = new Int32Array(w * h * d);
    for (const [part, own] of maskParts(slices).entries())
      for (const [z, spans] of own)
        for (const [y, from, to] of spans) found.fill(part + 1, (z * h + y) * w + from, (z * h + y) * w + to);
    expect([...found]).toEqual([...number]);
  }
});
