import { memorySource } from "../byte-source.ts";
import { asciiOf } from "../dicom/element-values.ts";
import { readCode } from "../dicom/read-code.ts";
import { itemsOf } from "../dicom/read-dataset.ts";
import { readDicom } from "../dicom/read-dicom.ts";

/** Key Object Selection Document Storage (PS3.4 B.5). */
const keyObjectSelectionClass = "1.2.840.10008.5.1.4.1.1.88.59";

/** Why objects must not be used any more: the titles of rejection notes (PS3.16 CID 7011; IHE RAD TF-3 4.66). */
const rejectionTitles = {
  "113001": "quality",
  "113037": "safety",
  "113038": "worklist",
  "113039": "retention",
} as const;

/** One of them. */
export type Rejection = (typeof rejectionTitles)[keyof typeof rejectionTitles];

/** A rejection note larger than this is not looked into. */
const mostBytes = 16 * 2 ** 20;

/**
 * What a rejection note of `study` takes back: UIDs of objects. Null for any other object, also one that cannot be read. Nothing else of it is
 * taken over.
 */
export async function readRejection(
  bytes: Uint8Array,
  study: string,
): Promise<{ readonly why: Rejection; readonly sopUids: readonly string[] } | null> {
  if (bytes.length > mostBytes) return null;
  try {
    const { dataset } = await readDicom(memorySource(bytes));
    if (asciiOf(dataset, 0x00080016) !== keyObjectSelectionClass) return null;
    if (asciiOf(dataset, 0x0020000d) !== study) return null;
    const title = readCode(itemsOf(dataset, 0x0040a043)[0]);
    if (title?.scheme !== "DCM" || !Object.hasOwn(rejectionTitles, title.value)) return null;
    const sopUids = itemsOf(dataset, 0x0040a375)
      .filter((one) => asciiOf(one, 0x0020000d) === study)
      .flatMap((one) => itemsOf(one, 0x00081115))
      .flatMap((one) => itemsOf(one, 0x00081199))
      .map((one) => asciiOf(one, 0x00081155));
    return { why: rejectionTitles[title.value as keyof typeof rejectionTitles], sopUids };
  } catch {
    return null;
  }
}
