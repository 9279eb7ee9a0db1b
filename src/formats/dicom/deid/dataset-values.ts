import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import type { DicomFile } from "../read-dicom.ts";
import type { DecodeLabel } from "./character-sets.ts";
import { tagText } from "./element-path.ts";
import { makeSourceValues, type SourceValues } from "./source-values.ts";

/** The values of the top level of a file that was read up to its pixels: a first look, before the file is inspected whole. */
export function datasetValues({ dataset, syntax }: DicomFile, decode: DecodeLabel): SourceValues {
  const { bytes, explicitVr, littleEndian } = dataset;
  const elements = [...dataset.elements.values()]
    .filter(({ offset, length }) => offset + length <= bytes.length)
    .map(
      ({ tag, vr, offset, length }): ElementEntry => ({
        path: tagText(tag),
        at: offset,
        len: length,
        vr: explicitVr ? vr : "--",
        valueAt: offset,
        valueLen: length,
      }),
    );
  const index = {
    bytes: bytes.length,
    hasPreamble: false,
    hasMeta: false,
    transferSyntax: syntax.uid,
    guessed: false,
    explicit: explicitVr,
    bigEndian: !littleEndian,
    elements,
    offsetTable: [],
    fragments: [],
    trailing: 0,
  };
  return makeSourceValues(index, bytes, decode);
}
