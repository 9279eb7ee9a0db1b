import type { Disc } from "../../domain/calls/import-calls.ts";
import { readDicomdir } from "../../formats/dicom/read-dicomdir.ts";
import type { SourceFile } from "./source-file.ts";

/** What a disc's index lists. */
export interface DiscIndex {
  readonly path: string;
  readonly listed: readonly string[];
}

const mostNamed = 20;
const plain = (path: string) => path.toLowerCase().replace(/\.dcm$/, "");
const lastOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** Reads a DICOMDIR. An index that cannot be read is no loss: the images are found without it. */
export async function readDiscIndex(file: SourceFile): Promise<DiscIndex | null> {
  try {
    return { path: file.path, listed: await readDicomdir(file.source) };
  } catch {
    return null;
  }
}

/**
 * Which of the listed files are among the chosen `paths`: beside the index, or by their name alone where files were chosen
 * without their folders. Discs write upper case without an ending; copies of them often differ.
 */
export function checkDisc({ path, listed }: DiscIndex, paths: readonly string[]): Disc {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const there = new Set(paths.map(plain));
  const names = new Set(paths.filter((one) => !one.includes("/")).map(plain));
  const missing = listed.filter(
    (name) => !there.has(plain(folder + name)) && !names.has(plain(lastOf(name))),
  );
  return {
    name: path,
    listed: listed.length,
    present: listed.length - missing.length,
    missing: missing.slice(0, mostNamed),
  };
}
