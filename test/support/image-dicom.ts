import { type MadeElement, type MakeOptions, makeDicom } from "./dicom-maker.ts";

/** The Image Pixel module and what the caller adds; everything has a plain default. */
export interface ImageDicom {
  readonly columns: number;
  readonly rows: number;
  readonly frames?: number;
  readonly samples?: number;
  readonly bits?: number;
  readonly stored?: number;
  readonly highBit?: number;
  readonly signed?: boolean;
  readonly planar?: 0 | 1;
  readonly photometric?: string;
  readonly pixels?: Uint8Array;
  readonly pixelTag?: string;
  readonly pixelVr?: string;
  readonly more?: readonly MadeElement[];
  readonly options?: MakeOptions;
  readonly sopClassUid?: string;
  readonly sopUid?: string;
}

/** A DICOM image file for tests, written by the independent maker. */
export function makeImageDicom(image: ImageDicom): Uint8Array<ArrayBuffer> {
  const { samples = 1, bits = 8, stored = bits, highBit = stored - 1 } = image;
  const elements: MadeElement[] = [
    { tag: "00080016", vr: "UI", value: image.sopClassUid ?? "1.2.840.10008.5.1.4.1.1.7" },
    { tag: "00080018", vr: "UI", value: image.sopUid ?? "2.25.1" },
    { tag: "00280002", vr: "US", value: [samples] },
    { tag: "00280004", vr: "CS", value: image.photometric ?? (samples === 3 ? "RGB" : "MONOCHROME2") },
    ...(samples > 1 ? [{ tag: "00280006", vr: "US", value: [image.planar ?? 0] }] : []),
    ...(image.frames ? [{ tag: "00280008", vr: "IS", value: `${image.frames}` }] : []),
    { tag: "00280010", vr: "US", value: [image.rows] },
    { tag: "00280011", vr: "US", value: [image.columns] },
    { tag: "00280100", vr: "US", value: [bits] },
    { tag: "00280101", vr: "US", value: [stored] },
    { tag: "00280102", vr: "US", value: [highBit] },
    { tag: "00280103", vr: "US", value: [image.signed ? 1 : 0] },
    ...(image.more ?? []),
    ...(image.pixels
      ? [{ tag: image.pixelTag ?? "7FE00010", vr: image.pixelVr ?? "OW", value: image.pixels }]
      : []),
  ];
  return makeDicom(elements, image.options ?? {}).bytes;
}
