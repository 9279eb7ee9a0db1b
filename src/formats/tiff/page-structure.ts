import { imagejStructure } from "./imagej-structure.ts";
import { omeStructure } from "./ome-structure.ts";
import { tagBytes, tagCount } from "./read-ifd.ts";
import type { StackStructure } from "./stack-structure.ts";
import type { TiffPage } from "./tiff-page.ts";

const description = 270;
/** A longer description is not read: it would hold up the first picture. */
const mostBytes = 1 << 22;

/** What the description of a file's first page says of all its pages; null where it says nothing that is known. */
export async function pageStructure(page: TiffPage): Promise<StackStructure | null> {
  if (tagCount(page.directory, description) > mostBytes) return null;
  const bytes = await tagBytes(page.directory, description);
  if (!bytes || bytes.length === 0) return null;
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  if (text.startsWith("ImageJ=")) return imagejStructure(text, page.resolution);
  return /<(?:\w+:)?OME\b/.test(text.slice(0, 4096)) ? omeStructure(text) : null;
}
