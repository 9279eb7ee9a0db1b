/** One value for each pixel and class. */
export interface ClassMaps {
  readonly columns: number;
  readonly rows: number;
  readonly maps: readonly Float32Array<ArrayBuffer>[];
}

/** Raw answers as probabilities: each pixel's classes among themselves (softmax), each for itself (sigmoid), or as they are. */
export function activate(
  { columns, rows, maps }: ClassMaps,
  activation: "softmax" | "sigmoid" | "none",
): ClassMaps {
  if (activation === "none") return { columns, rows, maps };
  if (activation === "sigmoid")
    return { columns, rows, maps: maps.map((map) => map.map((logit) => 1 / (1 + Math.exp(-logit)))) };
  const out = maps.map((map) => new Float32Array(map.length));
  for (let at = 0; at < columns * rows; at++) {
    let highest = Number.NEGATIVE_INFINITY;
    for (const map of maps) highest = Math.max(highest, map[at] ?? 0);
    let sum = 0;
    for (const map of maps) sum += Math.exp((map[at] ?? 0) - highest);
    for (const [channel, map] of maps.entries()) {
      const target = out[channel];
      if (target) target[at] = Math.exp((map[at] ?? 0) - highest) / sum;
    }
  }
  return { columns, rows, maps: out };
}

/** Pixels of each class: of the likeliest only, or of all above the threshold. */
export function decideClasses(
  { columns, rows, maps }: ClassMaps,
  exclusive: boolean,
  threshold: number,
): Uint8Array<ArrayBuffer>[] {
  const out = maps.map(() => new Uint8Array(columns * rows));
  for (let at = 0; at < columns * rows; at++) {
    if (!exclusive) {
      for (const [channel, map] of maps.entries())
        if ((map[at] ?? 0) > threshold) (out[channel] ?? [])[at] = 1;
      continue;
    }
    let best = 0;
    for (let channel = 1; channel < maps.length; channel++)
      if ((maps[channel]?.[at] ?? 0) > (maps[best]?.[at] ?? 0)) best = channel;
    (out[best] ?? [])[at] = 1;
  }
  return out;
}
