/** Sixteen-bit voxels with structure and grain, the same for every program; slices one after another. */
export function makeVoxels(side, depth) {
  const voxels = new Uint16Array(side * side * depth);
  const unit = 512 / side;
  for (let z = 0, at = 0; z < depth; z++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++, at++) {
        const [u, v] = [x * unit - 256, y * unit - 256];
        const inside = u * u + 1.6 * v * v < 200 * 200;
        const grain = Math.imul(at + z, 2654435761) >>> 26;
        voxels[at] = (inside ? 1000 + ((x >> 5) + (y >> 5) + z) * 8 : 60) + grain;
      }
    }
  }
  return voxels;
}

/** Window of the pictures. */
export const window0 = { center: 1000, width: 1800 };
/** Radius of the brush in CSS pixels; the picture is 512 of them a side. */
export const brushCss = 15;
/** CSS pixels of a side of the picture. */
export const pictureCss = 512;

/** One frame of the browser. */
export const nextFrame = () => new Promise((done) => requestAnimationFrame(() => done()));
