import { hashDistance } from "./difference-hash.ts";
import { counted, type Finding, type VettedImage } from "./vetting-facts.ts";

/** Hashes that differ in more bits are of different images. */
const nearBits = 4;
/** No picture to compare: flat areas only. */
const flat = new Set(["0000000000000000", "ffffffffffffffff"]);

/**
 * Pairs of images of different studies whose hashes differ in four bits or fewer. Two hashes that near have one of five pieces in
 * common, so only images that share a piece are compared. Slices of one series are alike by nature and are no finding.
 */
export function nearPairs(images: readonly VettedImage[]): (readonly [VettedImage, VettedImage])[] {
  const shelves = new Map<string, VettedImage[]>();
  const pairs: (readonly [VettedImage, VettedImage])[] = [];
  for (const image of images) {
    const { hash, study } = image;
    if (hash === null || image.digest === "" || flat.has(hash)) continue;
    const bits = [...hash].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
    const met = new Set<VettedImage>();
    for (let piece = 0; piece < 5; piece++) {
      const key = `${piece} ${bits.slice(piece * 13, piece * 13 + 13)}`;
      const shelf = shelves.get(key) ?? [];
      for (const other of shelf) {
        if (met.has(other) || other.study === study || other.hash === null) continue;
        met.add(other);
        if (hashDistance(hash, other.hash) <= nearBits) pairs.push([other, image]);
      }
      shelf.push(image);
      shelves.set(key, shelf);
    }
  }
  return pairs;
}

const named = (pairs: readonly (readonly [VettedImage, VettedImage])[]) =>
  pairs.map(([a, b]) => `${a.id} ${b.id}`).sort();

/** Images that are equal, or look alike, in one part and across parts. */
export function findDuplicates(images: readonly VettedImage[]): Finding[] {
  const first = new Map<string, VettedImage>();
  const equal: (readonly [VettedImage, VettedImage])[] = [];
  for (const image of images) {
    if (!image.digest) continue;
    const other = first.get(image.digest);
    if (other) equal.push([other, image]);
    else first.set(image.digest, image);
  }
  const near = nearPairs(images).filter(([a, b]) => !a.digest || a.digest !== b.digest);
  const inside = near.filter(([a, b]) => a.split === b.split);
  const across = near.filter(([a, b]) => a.split !== b.split);
  const finding = (code: string, pairs: typeof near, text: string): Finding[] =>
    pairs.length > 0 ? [{ code, severity: "warning", text, uids: named(pairs) }] : [];
  return [
    ...finding("duplicate", equal, `${counted(equal.length, "pair")} of images with the same pixels`),
    ...finding(
      "near-duplicate",
      inside,
      `${counted(inside.length, "pair")} of images of different studies that look alike`,
    ),
    ...finding(
      "near-duplicate-across",
      across,
      `${counted(across.length, "pair")} of images that look alike in two parts of the split: look at them`,
    ),
  ];
}
