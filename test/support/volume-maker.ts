/** Samples 0, 1, 2 … of a type as little endian bytes. */
export function counted(
  type: "u8" | "i8" | "i16" | "u16" | "i32" | "u32" | "f32" | "f64" | "i64",
  count: number,
  first = 0,
): Uint8Array<ArrayBuffer> {
  const make = {
    u8: Uint8Array,
    i8: Int8Array,
    i16: Int16Array,
    u16: Uint16Array,
    i32: Int32Array,
    u32: Uint32Array,
    f32: Float32Array,
    f64: Float64Array,
  };
  if (type === "i64")
    return new Uint8Array(BigInt64Array.from({ length: count }, (_, i) => BigInt(i + first)).buffer);
  const samples = new make[type](count);
  for (let i = 0; i < count; i++) samples[i] = i + first;
  return new Uint8Array(samples.buffer);
}

/**
 * An oblique, uneven, left-handed grid: rows of the RAS matrix, its quaternion as nibabel 5.4.2 writes it, and the matrix that nibabel
 * reads back from that quaternion.
 */
export const oblique = {
  sform: [
    0.6159462233968799, -0.6053992904897484, 0.23540373201466072, -91.25, 0.19053449470680198,
    0.8535077737666843, 1.7586586472435604, 126.5, 0.27259283961605535, 0.7713729183698036,
    -1.7611657631889792, -72.125,
  ],
  qform: {
    quatern: [0.3601778745651245, -0.13430838286876678, 0.20493821799755096],
    offset: [-91.25, 126.5, -72.125],
  },
  pixdim: [-1, 0.699999988079071, 1.2999999523162842, 2.5],
  lps: {
    i: [-0.6159462086437294, -0.1905344941917623, 0.27259284269988493],
    j: [0.6053992797130177, -0.853507754935639, 0.7713728673022053],
    k: [-0.23540376560947043, -1.7586586210802606, -1.761165784824631],
    origin: [91.25, -126.5, -72.125],
  },
} as const;

/** Largest distance between two grids in mm, over the corners of `sizes` voxels. */
export function gridDistance(
  a: Record<"i" | "j" | "k" | "origin", readonly number[]>,
  b: Record<"i" | "j" | "k" | "origin", readonly number[]>,
  sizes: readonly [number, number, number],
): number {
  let most = 0;
  for (const x of [0, sizes[0] - 1])
    for (const y of [0, sizes[1] - 1])
      for (const z of [0, sizes[2] - 1])
        for (const axis of [0, 1, 2]) {
          const at = (grid: typeof a) =>
            (grid.origin[axis] ?? 0) +
            x * (grid.i[axis] ?? 0) +
            y * (grid.j[axis] ?? 0) +
            z * (grid.k[axis] ?? 0);
          most = Math.max(most, Math.abs(at(a) - at(b)));
        }
  return most;
}
