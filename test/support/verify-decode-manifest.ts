import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What one reference decoder made of a DICOM file. */
export interface DicomReference {
  readonly planar: 0 | 1;
  readonly frames: number;
  readonly bits_allocated: number;
  readonly frame_md5: readonly string[] | null;
  readonly all_md5: string | null;
}

/** What one reference decoder made of a TIFF page. */
export interface TiffReference {
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly md5?: string;
}

/** One file of a corpus, as `manifest.json` has it (shared/README.md). */
export interface CorpusFile {
  readonly file: string;
  readonly kind: string;
  readonly has_pixels?: boolean;
  readonly lossy?: boolean;
  readonly photometric?: string;
  readonly decoders_agree?: boolean | null;
  readonly decoded?: Readonly<Record<string, unknown>>;
  readonly samples?: {
    readonly count: number;
    readonly planar: 0 | 1;
    readonly int32le_base64: string;
  };
}

/** The manifest of the corpus in `folder`, or null when there is none. */
export function readCorpus(folder: string): readonly CorpusFile[] | null {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) return null;
  return (JSON.parse(readFileSync(path, "utf8")) as { files: readonly CorpusFile[] }).files;
}

/** MD5 as the manifests write it. */
export function md5(...parts: readonly Uint8Array[]): string {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
