import { codeItem, dcm } from "../dicom/write/code-item.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import { frameReference } from "../dicom/write/image-reference.ts";
import {
  codeContent,
  container,
  imageContent,
  numberContent,
  regionNames,
  shapeContent,
  textContent,
  uidContent,
} from "./content-item.ts";
import { modifierName, srCodes } from "./sr-codes.ts";
import type { SrAnswerGroup, SrEvaluation, SrGroup, SrNumber } from "./sr-input.ts";

/** Template of a group: of a planar region, of a segment, and of numbers along lines (PS3.16 TID 1410, 1411, 1501). */
const templates = { shape: "1410", segment: "1411", lines: "1501" } as const;

function numberItem({ name, value, unit, method, shape }: SrNumber, { algorithm }: SrGroup): DicomItem {
  return numberContent(name, value, unit, [
    ...(method ? [codeContent("HAS CONCEPT MOD", codeItem(srCodes.method), codeItem(method))] : []),
    ...(algorithm
      ? [
          textContent("HAS CONCEPT MOD", dcm("111001", "Algorithm Name"), algorithm.name),
          textContent("HAS CONCEPT MOD", dcm("111003", "Algorithm Version"), algorithm.version),
        ]
      : []),
    ...(shape ? [shapeContent("INFERRED FROM", null, shape)] : []),
  ]);
}

function regionItems({ region }: SrGroup): DicomItem[] {
  switch (region.kind) {
    case "shape":
      return [shapeContent("CONTAINS", regionNames.image, region.shape)];
    case "segment":
      return [
        imageContent("CONTAINS", regionNames.segment, {
          ReferencedSOPClassUID: region.sopClassUid,
          ReferencedSOPInstanceUID: region.sopUid,
          ReferencedSegmentNumber: region.segment,
        }),
        uidContent("CONTAINS", regionNames.sourceSeries, region.sourceSeriesUid),
      ];
    case "lines":
      return [];
  }
}

/** An answer under its question. */
export const evaluationItem = ({ question, answer }: SrEvaluation): DicomItem =>
  typeof answer === "string"
    ? textContent("CONTAINS", codeItem(question), answer)
    : codeContent("CONTAINS", codeItem(question), codeItem(answer));

/**
 * Answers about images or a series as a group without numbers (PS3.16 TID 1501). The template has no row for a series: its UID stands under
 * its own concept, which an extensible template allows.
 */
export const answersGroup = ({
  trackingId,
  trackingUid,
  seriesUid,
  images,
  evaluations,
}: SrAnswerGroup): DicomItem =>
  container("CONTAINS", dcm("125007", "Measurement Group"), templates.lines, [
    textContent("HAS OBS CONTEXT", dcm("112039", "Tracking Identifier"), trackingId),
    uidContent("HAS OBS CONTEXT", dcm("112040", "Tracking Unique Identifier"), trackingUid),
    ...images.map((image) =>
      imageContent("CONTAINS", dcm("121112", "Source of Measurement"), frameReference(image)),
    ),
    ...(seriesUid === null ? [] : [uidContent("CONTAINS", dcm("112002", "Series Instance UID"), seriesUid)]),
    ...evaluations.map(evaluationItem),
  ]);

/** One label as a Measurement Group: what it is, where it lies, and its numbers, each with the algorithm that helped. */
export function measurementGroup(group: SrGroup): DicomItem {
  const { modifier, site, region } = group;
  if (group.numbers.length === 0) throw new RangeError("A measurement group needs a measurement.");
  const side = modifier
    ? [codeContent("HAS CONCEPT MOD", codeItem(modifierName(modifier)), codeItem(modifier))]
    : [];
  return container("CONTAINS", dcm("125007", "Measurement Group"), templates[region.kind], [
    textContent("HAS OBS CONTEXT", dcm("112039", "Tracking Identifier"), group.trackingId),
    uidContent("HAS OBS CONTEXT", dcm("112040", "Tracking Unique Identifier"), group.trackingUid),
    codeContent("CONTAINS", codeItem(srCodes.findingCategory), codeItem(group.category)),
    codeContent("CONTAINS", dcm("121071", "Finding"), codeItem(group.finding), side),
    ...(site ? [codeContent("HAS CONCEPT MOD", codeItem(srCodes.findingSite), codeItem(site))] : []),
    ...regionItems(group),
    ...group.numbers.map((number) => numberItem(number, group)),
    ...(group.evaluations ?? []).map(evaluationItem),
    ...(group.isBox ? [codeContent("CONTAINS", codeItem(srCodes.shape), codeItem(srCodes.box))] : []),
  ]);
}
