import { type Breath, noBreath } from "../../domain/cancel.ts";
import type { Code } from "../../domain/label-schema.ts";
import { memorySource } from "../byte-source.ts";
import { asciiOf, decimalsOf } from "../dicom/element-values.ts";
import { readCode } from "../dicom/read-code.ts";
import { type DicomDataset, itemsIn, itemsOf } from "../dicom/read-dataset.ts";
import { readDicom } from "../dicom/read-dicom.ts";
import { utf8Of } from "../dicom/utf8-of.ts";
import { labelCreator } from "./rtstruct-input.ts";

/** A contour as the file says it; points are x, y, z in mm, one after the other. */
export interface ContourReading {
  readonly kind: string;
  readonly sopUid: string;
  /** From 1; null where the reference names none. */
  readonly frame: number | null;
  readonly pointsMm: readonly number[];
  /** ID of its label as we write it; empty where it has none. */
  readonly label: string;
}

/** A region of a structure set. */
export interface RoiReading {
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly algorithmType: string;
  readonly algorithmName: string;
  readonly type: Code | null;
  readonly color: readonly number[];
  readonly contours: readonly ContourReading[];
}

/** An RT Structure Set. */
export interface RtstructReading {
  readonly sopUid: string;
  readonly studyUid: string;
  readonly patientId: string;
  readonly frameOfReferenceUid: string;
  readonly seriesUid: string;
  readonly rois: readonly RoiReading[];
}

/** A region with its contours; `shape` and `observation` are what the two other lists say of it. */
function regionOf(
  item: DicomDataset,
  number: number,
  shape: DicomDataset | undefined,
  observation: DicomDataset | undefined,
): RoiReading {
  return {
    number,
    name: utf8Of(item, 0x30060026),
    description: asciiOf(item, 0x30060028),
    algorithmType: asciiOf(item, 0x30060036),
    algorithmName: utf8Of(item, 0x30060038),
    type: observation ? readCode(itemsOf(observation, 0x30060086)[0]) : null,
    color: shape ? decimalsOf(shape, 0x3006002a) : [],
    contours: (shape ? itemsOf(shape, 0x30060040) : []).map((contour) => {
      const [image] = itemsOf(contour, 0x30060016);
      return {
        kind: asciiOf(contour, 0x30060042),
        sopUid: image ? asciiOf(image, 0x00081155) : "",
        frame: image ? (decimalsOf(image, 0x00081160)[0] ?? null) : null,
        pointsMm: decimalsOf(contour, 0x30060050),
        label: asciiOf(contour, 0x00990010) === labelCreator ? asciiOf(contour, 0x00991003) : "",
      };
    }),
  };
}

/** The items of a sequence by the number of the region that they are about; of two the first. */
async function byRegion(dataset: DicomDataset, tag: number, breathe: Breath) {
  const items = new Map<number, DicomDataset>();
  for (const item of itemsIn(dataset, tag)) {
    await breathe();
    const [number] = decimalsOf(item, 0x30060084);
    if (number !== undefined && !items.has(number)) items.set(number, item);
  }
  return items;
}

/** Reads a structure set (PS3.3 A.19). */
export async function readRtstruct(bytes: Uint8Array, breathe: Breath = noBreath): Promise<RtstructReading> {
  const { dataset } = await readDicom(memorySource(bytes));
  const [reference] = itemsOf(dataset, 0x30060010);
  const [study] = reference ? itemsOf(reference, 0x30060012) : [];
  const [series] = study ? itemsOf(study, 0x30060014) : [];
  // By number: a search through all for each is minutes for ten thousand regions.
  const shapes = await byRegion(dataset, 0x30060039, breathe);
  const observed = await byRegion(dataset, 0x30060080, breathe);
  const rois: RoiReading[] = [];
  for (const item of itemsIn(dataset, 0x30060020)) {
    await breathe();
    const [number = 0] = decimalsOf(item, 0x30060022);
    rois.push(regionOf(item, number, shapes.get(number), observed.get(number)));
  }
  return {
    sopUid: asciiOf(dataset, 0x00080018),
    studyUid: asciiOf(dataset, 0x0020000d),
    patientId: asciiOf(dataset, 0x00100020),
    frameOfReferenceUid: reference ? asciiOf(reference, 0x00200052) : "",
    seriesUid: series ? asciiOf(series, 0x0020000e) : "",
    rois,
  };
}
