import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** A DICOM or TIFF file of a folder. `name`: its path in there. */
export interface FoundFile {
  readonly name: string;
  readonly path: string;
  readonly kind: "dicom" | "tiff";
}

function kindOf(path: string): FoundFile["kind"] | null {
  const head = Buffer.alloc(132);
  const handle = openSync(path, "r");
  const length = readSync(handle, head, 0, 132, 0);
  closeSync(handle);
  if (head.toString("latin1", 128, 132) === "DICM") return "dicom";
  if (/^(II[*+]\0|MM\0[*+])/.test(head.toString("latin1", 0, 4))) return "tiff";
  // A data set without a file head begins with group 0002 or 0008.
  const bare = length >= 8 && [2, 8].includes(head.readUInt16LE(0)) && head.readUInt16LE(2) < 0x100;
  return bare || /\.(dcm|dicom|ima)$/i.test(path) ? "dicom" : /\.tiff?$/i.test(path) ? "tiff" : null;
}

/** Every DICOM and TIFF file below a folder, by content and then by name, in order of their paths. */
export function imagesBelow(folder: string): FoundFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort()
    .flatMap((path) => {
      const kind = kindOf(path);
      return kind ? [{ name: relative(folder, path), path, kind }] : [];
    });
}
