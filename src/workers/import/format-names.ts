import type { SniffedFile } from "./expand-files.ts";

/** Names of formats as people write them. */
export const formatNames: Readonly<Record<SniffedFile["kind"], string>> = {
  dicom: "DICOM",
  tiff: "TIFF",
  nifti: "NIfTI",
  nrrd: "NRRD",
  metaimage: "MetaImage",
  png: "PNG",
  jpeg: "JPEG",
  bmp: "BMP",
};
