import type { Code } from "./label-schema.ts";

const sct = ([value, meaning]: readonly [string, string]): Code => ({ scheme: "SCT", value, meaning });

/** SNOMED CT codes to choose from, of dcmqi's DICOM master list (export-and-workflow 3.1). Extend from that list only. */
export const starterCodes = {
  category: (
    [
      ["85756007", "Tissue"],
      ["123037004", "Anatomical Structure"],
      ["49755003", "Morphologically Altered Structure"],
      ["91720002", "Body Substance"],
      ["260787004", "Physical object"],
    ] as const
  ).map(sct),
  organ: (
    [
      ["10200004", "Liver"],
      ["78961009", "Spleen"],
      ["64033007", "Kidney"],
      ["39607008", "Lung"],
      ["80891009", "Heart"],
      ["12738006", "Brain"],
      ["5366008", "Hippocampus"],
      ["15776009", "Pancreas"],
      ["41216001", "Prostate"],
      ["15825003", "Aorta"],
      ["69695003", "Stomach"],
      ["28231008", "Gallbladder"],
      ["76752008", "Breast"],
      ["69748006", "Thyroid"],
      ["51282000", "Vertebra"],
      ["71341001", "Femur"],
      ["59441001", "Lymph node"],
    ] as const
  ).map(sct),
  lesion: (
    [
      ["4147007", "Mass"],
      ["27925004", "Nodule"],
      ["367643001", "Cyst"],
      ["79654002", "Edema"],
      ["50960005", "Hemorrhage"],
      ["108369006", "Neoplasm"],
      ["86049000", "Neoplasm, Primary"],
    ] as const
  ).map(sct),
  tissue: (
    [
      ["39937001", "Skin"],
      ["51114001", "Artery"],
      ["29092000", "Vein"],
      ["272673000", "Bone"],
      ["119410002", "Nerve"],
    ] as const
  ).map(sct),
  side: (
    [
      ["24028007", "Right"],
      ["7771000", "Left"],
      ["51440002", "Right and left"],
    ] as const
  ).map(sct),
} as const;

/** Codes that fit each part of a class. */
export const codesFor = {
  category: starterCodes.category,
  type: [...starterCodes.lesion, ...starterCodes.organ, ...starterCodes.tissue],
  modifier: starterCodes.side,
  site: starterCodes.organ,
} as const;
