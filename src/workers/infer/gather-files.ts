import { unzipSync } from "fflate";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";

/** Files of a package by path. */
export type PackageFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The worker may grow to 512 MiB (assist 3.5.3), and a session holds its weights beside the file. */
const mostBytes = 200 * 2 ** 20;
/** Bytes as a person reads them. */
export const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;

function tooLarge(found: number): never {
  throw new PlainError(
    "model-size",
    say`The model is too large to run here: expected at most ${megabytes(mostBytes)}, found ${megabytes(found)}.`,
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
      say`The zip file could not be read. Make it again, or choose its files themselves.`,
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
  const outermost = (name: string) =>
    [...chosen.keys()]
      .filter((path) => path === name || path.endsWith(`/${name}`))
      .sort((a, b) => a.length - b.length)[0];
  // A MONAI bundle has its metadata in a folder "configs" of its root.
  const root = outermost("model.json") ?? outermost("configs/metadata.json") ?? outermost("metadata.json");
  if (root === undefined)
    throw new PlainError(
      "model-manifest",
      say`Expected a model.json (or the metadata.json of a MONAI bundle) beside the .onnx file, found none. Choose both, or a zip of them.`,
    );
  const base = root.replace(/(configs\/metadata|metadata|model)\.json$/, "");
  return new Map(
    [...chosen]
      .filter(([path]) => path.startsWith(base))
      .map(([path, bytes]) => [path.slice(base.length), bytes]),
  );
}
