/** A box of voxels: depth, height, width. */
export type Size3 = readonly [depth: number, height: number, width: number];

/** Where the patches of one axis begin: evenly spread, at most `patch` × (1 − overlap) apart, the last one at the end. */
export function patchStarts(size: number, patch: number, overlap: number): number[] {
  if (size <= patch) return [0];
  const step = Math.max(1, Math.floor(patch * (1 - overlap)));
  const count = Math.ceil((size - patch) / step) + 1;
  return Array.from({ length: count }, (_, at) => Math.round((at * (size - patch)) / (count - 1)));
}

/** First voxels of all patches of a volume. */
export function patchOrigins(size: Size3, patch: Size3, overlap: number): Size3[] {
  const [zs, ys, xs] = [0, 1, 2].map((axis) => patchStarts(size[axis] ?? 1, patch[axis] ?? 1, overlap));
  return (zs ?? []).flatMap((z) => (ys ?? []).flatMap((y) => (xs ?? []).map((x): Size3 => [z, y, x])));
}

/** Weight of each voxel of a patch: a Gaussian of an eighth of the side, never 0 (nnU-Net), or 1 everywhere. */
export function patchWeights(patch: Size3, blend: "gaussian" | "constant"): Float32Array<ArrayBuffer> {
  const [depth, height, width] = patch;
  const weights = new Float32Array(depth * height * width).fill(1);
  if (blend === "constant") return weights;
  const line = (size: number) =>
    Float64Array.from({ length: size }, (_, at) =>
      size === 1 ? 1 : Math.exp(-0.5 * ((at - (size - 1) / 2) / (size / 8)) ** 2),
    );
  const [down, across, along] = [line(depth), line(height), line(width)];
  let at = 0;
  for (let z = 0; z < depth; z++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        weights[at++] = Math.max(1e-4, (down[z] ?? 1) * (across[y] ?? 1) * (along[x] ?? 1));
  return weights;
}

/** The voxels of a patch (`patch` at `origin`) of one channel; beside the volume lies `pad`. */
export function cutPatch(
  values: Float32Array,
  size: Size3,
  origin: Size3,
  patch: Size3,
  pad: number,
  into: Float32Array,
): void {
  const [depth, height, width] = size;
  const [pd, ph, pw] = patch;
  into.fill(pad);
  for (let z = 0; z < Math.min(pd, depth - origin[0]); z++)
    for (let y = 0; y < Math.min(ph, height - origin[1]); y++) {
      const from = ((z + origin[0]) * height + y + origin[1]) * width + origin[2];
      into.set(values.subarray(from, from + Math.min(pw, width - origin[2])), (z * ph + y) * pw);
    }
}

/** Weighted sums of what overlapping patches say. */
export interface PatchSums {
  /** Adds the answer `[classes, ...patch]` of the patch at `origin`. */
  add(answer: Float32Array, origin: Size3): void;
  /** The weighted means, class by class. */
  means(): Float32Array<ArrayBuffer>;
}

/** Sums for `classes` channels over a volume of `size`. */
export function makePatchSums(classes: number, size: Size3, patch: Size3, weights: Float32Array): PatchSums {
  const [depth, height, width] = size;
  const [pd, ph, pw] = patch;
  const voxels = depth * height * width;
  const sums = new Float32Array(classes * voxels);
  const total = new Float32Array(voxels);
  return {
    add(answer, origin) {
      const [z1, y1, x1] = [
        Math.min(pd, depth - origin[0]),
        Math.min(ph, height - origin[1]),
        Math.min(pw, width - origin[2]),
      ];
      for (let z = 0; z < z1; z++)
        for (let y = 0; y < y1; y++) {
          const from = (z * ph + y) * pw;
          const to = ((z + origin[0]) * height + y + origin[1]) * width + origin[2];
          for (let x = 0; x < x1; x++) {
            const weight = weights[from + x] ?? 0;
            total[to + x] = (total[to + x] ?? 0) + weight;
            for (let channel = 0; channel < classes; channel++) {
              const at = channel * voxels + to + x;
              sums[at] = (sums[at] ?? 0) + weight * (answer[channel * pd * ph * pw + from + x] ?? 0);
            }
          }
        }
    },
    means() {
      for (let channel = 0; channel < classes; channel++)
        for (let at = 0; at < voxels; at++)
          sums[channel * voxels + at] = (sums[channel * voxels + at] ?? 0) / (total[at] || 1);
      return sums;
    },
  };
}
