import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { openDatasetZip } from "../read-dataset-zip.ts";

/** The files of an exported dataset, a folder or the zip it came in, by their path inside it. */
export interface DatasetFolder {
  readonly paths: readonly string[];
  read(path: string): Uint8Array;
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(root, path);
    return [relative(root, path).split(sep).join("/")];
  });
}

/** Opens a dataset; a folder that holds only the dataset's own folder will do as well. */
export function openDatasetFolder(place: string): DatasetFolder {
  if (statSync(place).isFile()) {
    const files = openDatasetZip(readFileSync(place));
    const read = (path: string) => {
      const bytes = files.get(path);
      if (!bytes) throw new Error(`The dataset lacks ${path}.`);
      return bytes;
    };
    return { paths: [...files.keys()].sort(), read };
  }
  const entries = readdirSync(place);
  if (!entries.includes("manifest.json") && entries.length === 1)
    return openDatasetFolder(join(place, entries[0] ?? ""));
  return { paths: listFiles(place, place).sort(), read: (path) => readFileSync(join(place, path)) };
}

/** A file as JSON. */
export const readJson = <T>(folder: DatasetFolder, path: string): T =>
  JSON.parse(new TextDecoder().decode(folder.read(path))) as T;
