import type { SourceFrame } from "../../src/formats/dicom/write/image-reference.ts";
import { namelessHeader } from "../../src/formats/dicom/write/source-header.ts";

/** What the writers of DICOM objects take from the image, for tests without a file. */
export const madeHeader = namelessHeader({
  patientKey: "AAAABBBBCCCCDDDD",
  studyUid: "2.25.1",
  toolVersion: "0.1.0",
  policyHash: "a".repeat(64),
  generation: 0,
  sliceStepMm: [0, 0, 2],
});

export const madeBy = { toolVersion: "0.1.0", createdAt: "2026-02-03T04:05:06.000Z" };

export const digestOf = async () => "0".repeat(32);

/** Slice `index` of an oblique series with unequal spacings. */
export function madeFrame(index: number, columns: number, rows: number, placed = true): SourceFrame {
  const [a, b] = [Math.cos(0.3), Math.sin(0.3)];
  return {
    seriesUid: "2.25.2",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: `2.25.3${index}`,
    frame: null,
    columns,
    rows,
    place: placed
      ? {
          plane: {
            positionMm: [-120.25 + 2 * b * index, 33.125, -7.5 + 2 * a * index],
            orientation: [a, 0, -b, 0, 1, 0],
          },
          spacingMm: [0.7, 0.9],
          thicknessMm: 2,
        }
      : null,
  };
}
