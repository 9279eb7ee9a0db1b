/** A plain way to cut a picture out of a volume, written from the definition alone: it shares no code with `src`. */
export interface GoldenVolume {
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  /** Modality value of a voxel; null = no image there. */
  readonly value: (column: number, row: number, slice: number) => number | null;
  /** Columns of the map to mm, then its origin. */
  readonly i: readonly number[];
  readonly j: readonly number[];
  readonly k: readonly number[];
  readonly origin: readonly number[];
}

/** Cramer's rule on the 3 × 3 system `i·x + j·y + k·z = mm − origin`. */
export function voxelOf(volume: GoldenVolume, mm: readonly number[]): [number, number, number] {
  const { i, j, k, origin } = volume;
  const at = (v: readonly number[], axis: number) => v[axis] ?? 0;
  const det = (a: readonly number[], b: readonly number[], c: readonly number[]) =>
    at(a, 0) * (at(b, 1) * at(c, 2) - at(b, 2) * at(c, 1)) -
    at(b, 0) * (at(a, 1) * at(c, 2) - at(a, 2) * at(c, 1)) +
    at(c, 0) * (at(a, 1) * at(b, 2) - at(a, 2) * at(b, 1));
  const right = [0, 1, 2].map((axis) => at(mm, axis) - at(origin, axis));
  const whole = det(i, j, k);
  return [det(right, j, k) / whole, det(i, right, k) / whole, det(i, j, right) / whole];
}

/** Trilinear value at a place in mm; null where the nearest voxel is none. */
export function goldenValue(volume: GoldenVolume, mm: readonly number[]): number | null {
  const place = voxelOf(volume, mm);
  const sizes = [volume.columns, volume.rows, volume.slices];
  const nearest = place.map((value) => Math.floor(value + 0.5 + 1e-9)) as [number, number, number];
  if (nearest.some((value, axis) => value < 0 || value >= (sizes[axis] ?? 0))) return null;
  if (volume.value(...nearest) === null) return null;
  let [sum, weight] = [0, 0];
  for (let corner = 0; corner < 8; corner++) {
    let share = 1;
    const voxel = place.map((value, axis) => {
      const low = Math.floor(value);
      const up = (corner >> axis) & 1;
      share *= up ? value - low : 1 - (value - low);
      return Math.min((sizes[axis] ?? 1) - 1, Math.max(0, low + up));
    }) as [number, number, number];
    const value = volume.value(...voxel);
    if (value === null) continue;
    sum += value * share;
    weight += share;
  }
  return weight > 0 ? sum / weight : null;
}

/** One picture of a slab: places `from + x·right + y·down + s·normal` in mm, `s` from −half to half. */
export function goldenSlab(
  volume: GoldenVolume,
  picture: {
    readonly columns: number;
    readonly rows: number;
    readonly from: readonly number[];
    readonly right: readonly number[];
    readonly down: readonly number[];
    readonly normal: readonly number[];
    readonly half: number;
  },
  mode: "slice" | "mip" | "minip" | "mean",
): (number | null)[] {
  const out: (number | null)[] = [];
  for (let y = 0; y < picture.rows; y++) {
    for (let x = 0; x < picture.columns; x++) {
      const values: number[] = [];
      for (let s = -picture.half; s <= picture.half; s++) {
        const mm = [0, 1, 2].map(
          (axis) =>
            (picture.from[axis] ?? 0) +
            x * (picture.right[axis] ?? 0) +
            y * (picture.down[axis] ?? 0) +
            s * (picture.normal[axis] ?? 0),
        );
        const value = goldenValue(volume, mm);
        if (value !== null) values.push(value);
      }
      if (values.length === 0) out.push(null);
      else if (mode === "mip") out.push(Math.max(...values));
      else if (mode === "minip") out.push(Math.min(...values));
      else out.push(values.reduce((sum, value) => sum + value, 0) / values.length);
    }
  }
  return out;
}
