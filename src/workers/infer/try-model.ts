import { unzipSync } from "fflate";
import { promptKindsOf } from "../../domain/assist/prompt-kinds-of.ts";
import type { ModelTrial } from "../../domain/calls/assist-calls.ts";
import { readOpset } from "../../formats/onnx/read-opset.ts";
import { PlainError } from "../serve.ts";
import { openModel } from "./model-host.ts";
import { openPackage, type ReadPart, readVerified } from "./model-package.ts";
import type { EngineFacts, makeSession } from "./ort-engine.ts";

/** Files of a package by path. */
export type PackageFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** A model that passed every check, and the files that belong to it. */
export interface TriedModel {
  readonly trial: ModelTrial;
  readonly files: PackageFiles;
}

/** The worker may grow to 512 MiB (assist 3.5.3), and a session holds its weights beside the file. */
const mostBytes = 200 * 2 ** 20;
const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;

function tooLarge(found: number): never {
  throw new PlainError(
    "model-size",
    `The model is too large to run here: expected at most ${megabytes(mostBytes)}, found ${megabytes(found)}.`,
  );
}

function unzipped(bytes: Uint8Array): PackageFiles {
  let total = 0;
  try {
    // The sizes are those that the archive tells before anything is unpacked.
    const parts = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize;
        if (total > mostBytes) tooLarge(total);
        return true;
      },
    });
    return new Map(Object.entries(parts).map(([path, part]) => [path, Uint8Array.from(part)]));
  } catch (reason) {
    if (reason instanceof PlainError) throw reason;
    throw new PlainError(
      "model-zip",
      "The zip file could not be read. Make it again, or choose its files themselves.",
    );
  }
}

/** The files of a package as chosen: a zip, or model.json with the files that it names. Paths begin where model.json lies. */
export async function gatherFiles(files: readonly File[]): Promise<PackageFiles> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (total > mostBytes) tooLarge(total);
  const read = async (file: File) => new Uint8Array(await file.arrayBuffer());
  const [first] = files;
  const chosen =
    first && files.length === 1 && /\.zip$/i.test(first.name)
      ? unzipped(await read(first))
      : new Map(
          await Promise.all(
            files.map(async (file) => [file.webkitRelativePath || file.name, await read(file)] as const),
          ),
        );
  const manifest = [...chosen.keys()]
    .filter((path) => path === "model.json" || path.endsWith("/model.json"))
    .sort((a, b) => a.length - b.length)[0];
  if (manifest === undefined)
    throw new PlainError(
      "model-manifest",
      "Expected a model.json beside the .onnx file, found none. Choose both, or a zip of them.",
    );
  const base = manifest.slice(0, -"model.json".length);
  return new Map(
    [...chosen]
      .filter(([path]) => path.startsWith(base))
      .map(([path, bytes]) => [path.slice(base.length), bytes]),
  );
}

/**
 * Every check of assist 3.4 in its order: manifest and paths, hashes, room, operator set, session, tensors, self-test, timed run on an
 * empty image. The first that fails rejects with a {@link PlainError}; nothing is kept.
 */
export async function tryModel(
  chosen: PackageFiles,
  engine: EngineFacts,
  make: typeof makeSession,
  freeBytes: number,
): Promise<TriedModel> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const read: ReadPart = async (path) => {
    const bytes = chosen.get(path);
    if (!bytes)
      throw new PlainError(
        "model-missing",
        `The file “${path}” that model.json names was not chosen. Choose it too.`,
      );
    files.set(path, bytes);
    return bytes;
  };
  const { manifest, manifestSha256 } = await openPackage(read);
  for (const file of manifest.files) {
    const found = readOpset(await readVerified(read, file));
    if (manifest.opset !== null && found !== null && found !== manifest.opset)
      throw new PlainError(
        "model-opset",
        `“${file.path}”: model.json says operator set ${manifest.opset}, the file uses ${found}. It is not used.`,
      );
  }
  const needed = [...chosen.values()].reduce((sum, part) => sum + part.length, 0);
  if (needed > freeBytes)
    throw new PlainError(
      "model-room",
      `There is no room for the model: it needs ${megabytes(needed)}, ${megabytes(freeBytes)} are free on this device.`,
    );
  const host = await openModel(read, engine, make);
  let dryRunMs = 0;
  for (const { session, file } of await host.every()) {
    try {
      const started = performance.now();
      const values = new Float32Array(manifest.channels.length * file.size * file.size);
      const { logits } = await session.run(values).catch(() => {
        throw new PlainError(
          "model-run",
          `“${file.path}” stopped with an error on an empty image. It is not used.`,
        );
      });
      if (file.size === manifest.clickSize) dryRunMs = performance.now() - started;
      if (!logits.every((value) => Number.isFinite(value)))
        throw new PlainError(
          "model-nan",
          `“${file.path}” answers an empty image with what is no number (NaN). It is not used.`,
        );
    } finally {
      await session.release();
    }
  }
  const card = chosen.get("README.md");
  if (card) files.set("README.md", card);
  const trial: ModelTrial = {
    id: manifestSha256,
    modelId: manifest.id,
    version: manifest.version,
    license: manifest.license,
    bytes: [...files.values()].reduce((sum, part) => sum + part.length, 0),
    tested: manifest.files.some((file) => file.selfTest !== null),
    kinds: promptKindsOf(manifest.channels),
    dryRunMs: Math.round(dryRunMs),
  };
  return { trial, files };
}
