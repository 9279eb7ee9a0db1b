import type { Three, VolumeAffine } from "../../src/formats/raw/raw-image.ts";

/** A random grid: three axes of a random turn, scaled; sheared when asked for; left-handed every other time. */
export function randomGrid(random: () => number, sheared: boolean): VolumeAffine {
  const numbers = Array.from({ length: 4 }, () => random() * 2 - 1);
  const norm = Math.hypot(...numbers);
  const [a, b, c, d] = numbers.map((value) => value / norm) as [number, number, number, number];
  const axes: Three[] = [
    [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
    [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
    [2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b],
  ];
  const side = random() < 0.5 ? -1 : 1;
  const [i, j, k] = axes.map((axis, at) => {
    const scale = (0.2 + 3 * random()) * (at === 2 ? side : 1);
    return axis.map((value) => value * scale) as unknown as Three;
  }) as [Three, Three, Three];
  const lean: Three = sheared ? [k[0] + i[0] * 0.2, k[1] + i[1] * 0.2, k[2] + i[2] * 0.2] : k;
  return { i, j, k: lean, origin: [random() * 200 - 100, random() * 200 - 100, random() * 200 - 100] };
}
