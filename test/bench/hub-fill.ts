import { boundaryFor, multipartPieces } from "../../src/formats/dicomweb/multipart.ts";
import { makeImageDicom } from "../support/image-dicom.ts";
import { ctSize, ctSlice } from "./ct-series.ts";

/** What a de-identified file of this project says of itself. */
const marks = (study: string, series: string, patient: string, modality: string) => [
  { tag: "00080060", vr: "CS", value: modality },
  { tag: "00100010", vr: "PN", value: `Anon^${patient.slice(0, 8)}` },
  { tag: "00100020", vr: "LO", value: patient },
  { tag: "00120062", vr: "CS", value: "YES" },
  {
    tag: "00120063",
    vr: "LO",
    value: `Overread 0.1.0\\policy ${"a".repeat(32)}\\generation 0\\px:${"b".repeat(32)}`,
  },
  { tag: "0020000D", vr: "UI", value: study },
  { tag: "0020000E", vr: "UI", value: series },
];

/** One slice of a CT study of 512 × 512 pixels. */
export function ctFile(
  study: string,
  series: string,
  sopUid: string,
  index: number,
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    makeImageDicom({
      columns: ctSize,
      rows: ctSize,
      pixels: new Uint8Array(ctSlice(index).buffer),
      pixelVr: "OW",
      bits: 16,
      sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
      sopUid,
      more: [
        ...marks(study, series, "AAAABBBBCCCCDDDD", "CT"),
        { tag: "00200013", vr: "IS", value: String(index + 1) },
      ],
    }),
  );
}

/** A study of one small image. */
const smallFile = (at: number): Uint8Array =>
  makeImageDicom({
    columns: 8,
    rows: 8,
    pixels: new Uint8Array(64).fill(at),
    pixelVr: "OB",
    bits: 8,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.7",
    sopUid: `2.25.9${at}3`,
    more: marks(
      `2.25.9${at}1`,
      `2.25.9${at}2`,
      `AAAA${(at + 1000).toString(8).padStart(12, "A").replace(/[01]/g, "7")}`,
      "OT",
    ),
  });

/** Sends objects in one request, as any DICOMweb client would. Throws when the hub does not take them. */
export async function plainStore(baseUrl: string, files: readonly Uint8Array[]): Promise<void> {
  const boundary = boundaryFor([], () => "bench");
  const response = await fetch(`${baseUrl}/studies`, {
    method: "POST",
    headers: {
      Accept: "application/dicom+json",
      "Content-Type": `multipart/related; type="application/dicom"; boundary=${boundary}`,
    },
    body: new Blob(multipartPieces(files, boundary) as Uint8Array<ArrayBuffer>[]),
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`The hub answered with status ${response.status}.`);
}

/** Fills a hub with small studies. */
export async function fillHub(baseUrl: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 100)
    await plainStore(
      baseUrl,
      Array.from({ length: Math.min(100, count - at) }, (_, index) => smallFile(at + index)),
    );
}
