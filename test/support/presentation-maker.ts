import { type MadeElement, makeDicom } from "./dicom-maker.ts";

const ctClass = "1.2.840.10008.5.1.4.1.1.2";

/** What a made presentation state says, beside what every one has. */
export interface MadePresentation {
  readonly studyUid: string;
  readonly imageUid: string;
  readonly author: string;
  readonly words: string;
}

/** A grayscale softcopy presentation state with a drawing that has words, and words alone (PS3.3 A.33.1). */
export function makePresentation({ studyUid, imageUid, author, words }: MadePresentation): Uint8Array {
  const image: MadeElement["value"] = [
    [
      { tag: "00081150", vr: "UI", value: ctClass },
      { tag: "00081155", vr: "UI", value: imageUid },
    ],
  ];
  const text: MadeElement = {
    tag: "00700008",
    vr: "SQ",
    value: [
      [
        { tag: "00700004", vr: "CS", value: "PIXEL" },
        { tag: "00700006", vr: "ST", value: words },
        { tag: "00700014", vr: "FL", value: [10, 10] },
        { tag: "00700015", vr: "CS", value: "Y" },
      ],
    ],
  };
  const drawing: MadeElement = {
    tag: "00700009",
    vr: "SQ",
    value: [
      [
        { tag: "00700005", vr: "CS", value: "PIXEL" },
        { tag: "00700020", vr: "US", value: [2] },
        { tag: "00700021", vr: "US", value: [2] },
        { tag: "00700022", vr: "FL", value: [1, 2, 3, 4] },
        { tag: "00700023", vr: "CS", value: "POLYLINE" },
        { tag: "00700024", vr: "CS", value: "N" },
      ],
    ],
  };
  const layer: MadeElement = { tag: "00700002", vr: "CS", value: "LAYER1" };
  return makeDicom([
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.11.1" },
    { tag: "00080018", vr: "UI", value: `${imageUid}.30` },
    { tag: "00080020", vr: "DA", value: "20240229" },
    { tag: "00080030", vr: "TM", value: "101112" },
    { tag: "00080050", vr: "SH", value: "" },
    { tag: "00080060", vr: "CS", value: "PR" },
    { tag: "00080070", vr: "LO", value: "Maker" },
    { tag: "00080090", vr: "PN", value: "" },
    {
      tag: "00081115",
      vr: "SQ",
      value: [
        [
          { tag: "00081140", vr: "SQ", value: image },
          { tag: "0020000E", vr: "UI", value: `${imageUid}.2` },
        ],
      ],
    },
    { tag: "00100010", vr: "PN", value: author },
    { tag: "00100020", vr: "LO", value: "7411" },
    { tag: "00100030", vr: "DA", value: "" },
    { tag: "00100040", vr: "CS", value: "" },
    { tag: "0020000D", vr: "UI", value: studyUid },
    { tag: "0020000E", vr: "UI", value: `${imageUid}.31` },
    { tag: "00200010", vr: "SH", value: "" },
    { tag: "00200011", vr: "IS", value: "1" },
    { tag: "00200013", vr: "IS", value: "1" },
    {
      tag: "00700001",
      vr: "SQ",
      value: [
        [layer, text, drawing],
        [layer, text],
      ],
    },
    {
      tag: "0070005A",
      vr: "SQ",
      value: [
        [
          { tag: "00700052", vr: "SL", value: [1, 1] },
          { tag: "00700053", vr: "SL", value: [64, 64] },
          { tag: "00700100", vr: "CS", value: "SCALE TO FIT" },
          { tag: "00700101", vr: "DS", value: "1\\1" },
        ],
      ],
    },
    {
      tag: "00700060",
      vr: "SQ",
      value: [[layer, { tag: "00700062", vr: "IS", value: "1" }]],
    },
    { tag: "00700080", vr: "CS", value: "LABEL" },
    { tag: "00700081", vr: "LO", value: words },
    { tag: "00700082", vr: "DA", value: "20240229" },
    { tag: "00700083", vr: "TM", value: "101112" },
    { tag: "00700084", vr: "PN", value: author },
    { tag: "20500020", vr: "CS", value: "IDENTITY" },
  ]).bytes;
}
