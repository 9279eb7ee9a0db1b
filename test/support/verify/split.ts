import { createHash } from "node:crypto";
import { type DatasetFolder, openDatasetFolder, readJson } from "./dataset-folder.ts";
import { pictureDigest } from "./picture-digest.ts";
import { type Strata, splitAgain } from "./split-again.ts";

const parts = ["train", "val", "test"] as const;
type Part = (typeof parts)[number];

interface Manifest {
  readonly images: readonly { imageId: string; file: string | null; group: string; split: Part }[];
  readonly split: { readonly intersections: Record<string, number>; readonly proofSha256: string };
}

interface SplitFile {
  readonly seed: string;
  readonly ratios: readonly number[];
  readonly quotas: readonly number[];
  readonly proofSha256: string;
  readonly groups: Record<string, Part>;
  readonly members: Record<string, readonly string[]>;
  readonly strata: Strata;
}

/** Figures of `npm run verify -- split`: all of it counted from the folder, nothing taken from the app. */
export interface VerifySplit {
  readonly ok: boolean;
  readonly groups: number;
  readonly patients: number;
  readonly images: Record<Part, number>;
  readonly quotas: { readonly stated: readonly number[]; readonly found: readonly number[] };
  readonly intersections: Record<string, number>;
  readonly proof: { readonly stated: string; readonly computed: string };
  /** Pictures with the same pixels in two parts. */
  readonly equalAcrossParts: readonly (readonly [string, string])[];
  readonly picturesRead: number;
  /** Files that lie in another part's folder than their image's group, or lists that name another. */
  readonly misplaced: readonly string[];
  /** Patients that stand in two groups. */
  readonly sharedPatients: readonly string[];
  /** Whether the seed alone gives this split: no where earlier exports had locked patients. */
  readonly reproducedFromSeed: boolean;
}

function shared(manifest: Manifest): Record<string, number> {
  const groups = (part: Part) => new Set(manifest.images.filter((i) => i.split === part).map((i) => i.group));
  const count = (a: Part, b: Part) => [...groups(a)].filter((key) => groups(b).has(key)).length;
  return {
    "train-val": count("train", "val"),
    "train-test": count("train", "test"),
    "val-test": count("val", "test"),
  };
}

function misplacedFiles(folder: DatasetFolder, manifest: Manifest, file: SplitFile): string[] {
  const partOf = new Map(manifest.images.map((image) => [image.imageId, image.split]));
  const wrong = manifest.images
    .filter((image) => file.groups[image.group] !== image.split)
    .map((i) => i.imageId);
  for (const path of folder.paths) {
    const [, part, id] = /\/(train|val|test)\/(i\d{6})\D/.exec(path) ?? [];
    if (part && id && partOf.get(id) !== part) wrong.push(path);
    const [, volumePart, group] = /^nifti\/(train|val|test)\/([^/]+)\//.exec(path) ?? [];
    if (volumePart && group && file.groups[group] !== volumePart) wrong.push(path);
  }
  for (const part of parts) {
    const path = `splits/${part}.txt`;
    const listed = new TextDecoder().decode(folder.read(path)).split("\n").filter(Boolean);
    const wish = manifest.images.filter((image) => image.split === part).map((image) => image.imageId);
    if (listed.join(" ") !== wish.join(" ")) wrong.push(path);
  }
  return wrong;
}

function equalPictures(folder: DatasetFolder, manifest: Manifest) {
  const first = new Map<string, Manifest["images"][number]>();
  const pairs: [string, string][] = [];
  let read = 0;
  for (const image of manifest.images) {
    if (!image.file?.endsWith(".png")) continue;
    const digest = pictureDigest(folder.read(image.file));
    read++;
    const other = first.get(digest);
    if (digest && other && other.split !== image.split) pairs.push([other.imageId, image.imageId]);
    if (digest && !other) first.set(digest, image);
  }
  return { pairs, read };
}

/** Proves or disproves the split of an exported dataset from its files alone (export-and-workflow 3.8). */
export function verifySplit(folder: DatasetFolder): VerifySplit {
  const manifest = readJson<Manifest>(folder, "manifest.json");
  const file = readJson<SplitFile>(folder, "splits/splits.json");
  const lines = Object.entries(file.groups).map(([key, part]) => `${key} ${part}\n`);
  const computed = createHash("sha256").update(lines.sort().join("")).digest("hex");
  const { pairs, read } = equalPictures(folder, manifest);
  const all = Object.values(file.members).flat();
  const found = parts.map((part) => Object.values(file.groups).filter((name) => name === part).length);
  const intersections = shared(manifest);
  const misplaced = misplacedFiles(folder, manifest, file);
  const sharedPatients = all.filter((key, at) => all.indexOf(key) !== at);
  const count = (part: Part) => manifest.images.filter((image) => image.split === part).length;
  const again = splitAgain(file.strata, file.seed, file.ratios);
  const proofs = [manifest.split.proofSha256, file.proofSha256];
  return {
    ok:
      proofs.every((proof) => proof === computed) &&
      Object.values(intersections).every((value) => value === 0) &&
      [pairs, misplaced, sharedPatients].every((list) => list.length === 0),
    groups: Object.keys(file.groups).length,
    patients: all.length,
    images: { train: count("train"), val: count("val"), test: count("test") },
    quotas: { stated: file.quotas, found },
    intersections,
    proof: { stated: manifest.split.proofSha256, computed },
    equalAcrossParts: pairs,
    picturesRead: read,
    misplaced,
    sharedPatients,
    reproducedFromSeed: Object.entries(file.groups).every(([key, part]) => again[key] === part),
  };
}

/** `npm run verify -- split --dataset DIR [--json]`: a folder or the zip. */
export async function main(options: { readonly dataset?: string }): Promise<VerifySplit> {
  if (!options.dataset) throw new Error("Usage: npm run verify -- split --dataset DIR [--json]");
  return verifySplit(openDatasetFolder(options.dataset));
}
