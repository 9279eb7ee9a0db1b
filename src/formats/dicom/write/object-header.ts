import type { DicomItem } from "./dicom-item.ts";
import type { SourceHeader } from "./source-header.ts";

/** By whom and when an object is made: passed in, so that the same data and options give the same bytes (E7). */
export interface MadeBy {
  readonly toolVersion: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** What the series of these objects is of, where it is not one export: a reader's, so that versions share a series (sync 3.1). */
  readonly seriesOf?: string;
}

/** What names the series that an object is made in. */
export const seriesTexts = ({ createdAt, toolVersion, seriesOf }: MadeBy): readonly string[] =>
  seriesOf === undefined ? [createdAt, toolVersion] : ["reader", seriesOf];

/** What the series of a written object says of itself. */
export interface ObjectSeries {
  readonly sopClassUid: string;
  readonly modality: string;
  readonly seriesUid: string;
  readonly seriesNumber: number;
  readonly description: string;
  /** 32 hex characters: keyed digest of the pixels, or of their absence (deidentification 3.5). */
  readonly pixelDigest: string;
}

/** Date and time of an ISO text as DICOM writes them (PS3.5 6.2, DA and TM). */
export function dicomMoment(iso: string): { readonly date: string; readonly time: string } {
  return { date: iso.slice(0, 10).replaceAll("-", ""), time: iso.slice(11, 19).replaceAll(":", "") };
}

/** Patient, study, series, equipment and SOP common modules of an object that this app makes about a stored image. */
export function objectHeader(source: SourceHeader, made: MadeBy, series: ObjectSeries): DicomItem {
  const { date, time } = dicomMoment(made.createdAt);
  const { DeidentificationMethod: method } = source.marks;
  return {
    ...source.subject,
    ...source.marks,
    DeidentificationMethod: [...(method as readonly string[]), `px:${series.pixelDigest}`],
    SpecificCharacterSet: "ISO_IR 192",
    SOPClassUID: series.sopClassUid,
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    SeriesDate: date,
    SeriesTime: time,
    Modality: series.modality,
    SeriesInstanceUID: series.seriesUid,
    SeriesNumber: series.seriesNumber,
    SeriesDescription: series.description,
    InstanceNumber: 1,
    Manufacturer: "Overread",
    ManufacturerModelName: "Overread",
    DeviceSerialNumber: "none",
    SoftwareVersions: made.toolVersion,
  };
}
