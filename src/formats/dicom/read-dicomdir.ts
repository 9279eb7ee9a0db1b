import type { ByteSource } from "../byte-source.ts";
import { asciiValuesOf } from "./element-values.ts";
import { itemsOf } from "./read-dataset.ts";
import { readDicom } from "./read-dicom.ts";

const directoryRecords = 0x00041220;
const referencedFile = 0x00041500;

/** Paths that a DICOMDIR lists, seen from its folder, in its order. Errors: FormatError. Source: PS3.3 F.3. */
export async function readDicomdir(source: ByteSource): Promise<readonly string[]> {
  const { dataset } = await readDicom(source);
  const paths = itemsOf(dataset, directoryRecords).map((record) =>
    asciiValuesOf(record, referencedFile).join("/"),
  );
  return [...new Set(paths.filter((path) => path !== ""))];
}
