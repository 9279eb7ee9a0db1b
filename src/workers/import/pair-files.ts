import { FormatError } from "../../formats/format-error.ts";
import { readMetaImageHeader } from "../../formats/metaimage/metaimage-header.ts";
import { isNifti, readNiftiHeader } from "../../formats/nifti/nifti-header.ts";
import { readNrrdHeader } from "../../formats/nrrd/nrrd-header.ts";
import type { Expanded, SniffedFile } from "./expand-files.ts";
import { RefusedError, refusedFile } from "./refused-file.ts";
import { fromLoader, type SourceFile } from "./source-file.ts";

/** A header that names other files is read no further than this. */
const mostHeaderBytes = 1 << 20;
const mostBytes = 1 << 30;

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** The paths that a header gives for its samples, or null when they are in the same file. */
async function dataPaths(file: SniffedFile): Promise<readonly string[] | null> {
  if (file.kind !== "nrrd" && file.kind !== "metaimage" && file.kind !== "nifti") return null;
  const head = await file.source.read(0, Math.min(file.size, mostHeaderBytes));
  const beside = (names: readonly string[] | null) =>
    names ? names.map((name) => folderOf(file.path) + name.replace(/^.*[\\/]/, "")) : null;
  if (file.kind === "nrrd") return beside(readNrrdHeader(head).dataFiles);
  if (file.kind === "metaimage") return beside(readMetaImageHeader(head).dataFiles);
  if (!isNifti(head, true) || readNiftiHeader(head).magic === "single") return null;
  return [file.path.replace(/\.hdr$/i, "") + (/\.HDR$/.test(file.path) ? ".IMG" : ".img")];
}

/** A header with its data files as one: the bytes of all, and where the data begin. */
function together(header: SniffedFile, data: readonly SourceFile[]): SniffedFile {
  const size = header.size + data.reduce((sum, part) => sum + part.size, 0);
  const load = async () => {
    if (size > mostBytes) throw new FormatError("too-large", `at most ${mostBytes} bytes`, `${size}`);
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of [header, ...data]) {
      whole.set(await part.read(), at);
      at += part.size;
    }
    return whole;
  };
  return {
    ...fromLoader(header.path, size, load),
    kind: header.kind,
    dataAt: header.size,
    fileId: header.fileId,
  };
}

/**
 * Joins headers with the data files that they name in the same folder of the drop. A data file is taken whatever it looks like; what
 * nobody names and is no image by itself is refused, and so is a header whose data are missing (when it is read).
 */
export async function pairFiles(expanded: Expanded): Promise<Expanded> {
  const byPath = new Map([...expanded.loose, ...expanded.files].map((file) => [file.path, file]));
  const taken = new Set<string>();
  const pairs = new Map<SniffedFile, SniffedFile>();
  for (const file of expanded.files) {
    // A header that cannot be read is refused by the import, with its reason.
    const paths = await dataPaths(file).catch(() => null);
    const data = paths?.flatMap((path) => byPath.get(path) ?? []) ?? [];
    if (!paths || data.length < paths.length || data.length === 0) continue;
    for (const part of data) taken.add(part.path);
    pairs.set(file, together(file, data));
  }
  const notImage = () => new RefusedError("not-an-image");
  return {
    files: expanded.files.flatMap((file) => (taken.has(file.path) ? [] : [pairs.get(file) ?? file])),
    loose: [],
    discs: expanded.discs,
    refused: [
      ...expanded.refused,
      ...expanded.loose.flatMap(({ path }) => (taken.has(path) ? [] : [refusedFile(path, notImage())])),
    ],
  };
}
