import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeImageDicom } from "../image-dicom.ts";
import type { KeyFile } from "./app-page.ts";
import { inScratch } from "./deid-compare.ts";
import type { DeidFailure } from "./deid-corpus.ts";
import { type Exported, exportedFiles } from "./exported-files.ts";
import { fileValues } from "./file-values.ts";
import type { Needle } from "./harvest-values.ts";
import { withoutCounts } from "./own-counts.ts";
import { makeOwnWords } from "./own-words.ts";
import { survivors } from "./scan-needles.ts";

const isLabel = (name: string) => /(^|\/)dicom\/(sr|seg|rtstruct)\//.test(name);

const uidIn = (name: string) => /([\d.]+)\.(dcm|tif)$/.exec(name)?.[1] ?? "";

/** A slice of nobody, in whose dataset nothing can come from any other file. */
const witnessFile = () =>
  makeImageDicom({
    columns: 64,
    rows: 64,
    bits: 16,
    stored: 12,
    pixels: new Uint8Array(64 * 64 * 2).map((_, at) => (at % 2 ? (at >> 6) % 8 : (at * 7) % 251)),
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: "1.2.826.0.1.3680043.9.1",
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100020", vr: "LO", value: "WITNESS" },
      { tag: "00200032", vr: "DS", value: "0\\0\\0" },
      { tag: "00200037", vr: "DS", value: "1\\0\\0\\0\\1\\0" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.3680043.9.2" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.3680043.9.3" },
      { tag: "00200052", vr: "UI", value: "1.2.826.0.1.3680043.9.4" },
      { tag: "00280030", vr: "DS", value: "1\\1" },
    ],
  });

/** The dataset of a slice of nobody, made by the same screens in a profile of its own. */
export const witnessExport = (key: KeyFile): Promise<Exported> =>
  inScratch((folder) => {
    const path = join(folder, "witness.dcm");
    writeFileSync(path, witnessFile());
    return exportedFiles([path], "Witness", key);
  });

/** Tables of a dataset whose rows are values of an element of its images. */
const elementOf: Readonly<Record<string, string>> = { bodyPart: "00180015", modality: "00080060" };

/**
 * Whether a row of such a table would be there without the files that name somebody so: an image of the dataset whose own original does
 * not hold `needle` has this very value in this very element.
 */
function makeIsOthers({ texts }: Exported, ofImage: ReadonlyMap<string, readonly Needle[]>) {
  const images = texts.flatMap(({ name, bytes }) => {
    const own = ofImage.get(uidIn(name));
    if (!own || !name.endsWith(".dcm")) return [];
    const { values } = fileValues(bytes);
    const said = Object.values(elementOf).map((path) => {
      const value =
        values
          .find((one) => one.path === path)
          ?.bytes.toString("latin1")
          .trim() ?? "";
      return `${path} ${value}`;
    });
    return [{ said: new Set(said), own: new Set(own.map(({ text }) => text)) }];
  });
  return (needle: Needle) => (table: string, key: string) =>
    images.some(({ said, own }) => !own.has(needle.text) && said.has(`${elementOf[table] ?? ""} ${key}`));
}

/**
 * Searches a dataset for identity. An image is searched for its own patient (`ofImage`, by identifier): one's name may be another's
 * scanner; everything else for all of them. Of label objects the texts are left out that those of `witness` have at the same place, of
 * README and vetting.json the numbers that are counts, and rows that others' images bring without the files that hold the needle.
 */
export function searchExport(
  exported: Exported,
  witness: Exported,
  needles: readonly Needle[],
  ofImage: ReadonlyMap<string, readonly Needle[]>,
): { readonly survivors: number; readonly failures: readonly DeidFailure[] } {
  const { texts } = exported;
  const ownWords = makeOwnWords(witness.texts.filter(({ name }) => isLabel(name)).map(({ bytes }) => bytes));
  const plain = new Map(
    texts.flatMap(({ name, text, hasPixels }) =>
      !hasPixels && /\.(md|json)$/.test(name) ? [[name, text.toString("utf8")] as const] : [],
    ),
  );
  const uncounted = withoutCounts(plain);
  const isOthers = makeIsOthers(exported, ofImage);
  const long = needles.filter(({ text }) => text.length >= 9);
  const failures: DeidFailure[] = [];
  let count = 0;
  for (const { name, bytes, text, hasPixels } of texts) {
    const counted = uncounted.get(name);
    const searched = isLabel(name)
      ? fileValues(ownWords(bytes)).text
      : counted === undefined
        ? text
        : Buffer.from(counted, "utf8");
    const own = ofImage.get(uidIn(name));
    const found = survivors(
      Buffer.concat([Buffer.from(name), searched]),
      own ?? (hasPixels ? long : needles),
    );
    const left = found.filter((needle) => {
      const others = counted === undefined ? undefined : withoutCounts(plain, isOthers(needle)).get(name);
      return others === undefined || survivors(Buffer.from(name + others, "utf8"), [needle]).length > 0;
    });
    count += left.length;
    if (left.length === 0) continue;
    failures.push({
      file: name.replace(/[\d.]{20,}/g, "…"),
      expected: "no identity in the export",
      // Never a value: but a "name" of four digits is more likely a count.
      found: left
        .map((needle) => (/^\d+$/.test(needle.text) ? `${needle.kind} of digits` : needle.kind))
        .join(),
    });
  }
  return { survivors: count, failures };
}
