import { type Breath, noBreath } from "../../domain/cancel.ts";
import { codeItem, dcm, privateScheme } from "../dicom/write/code-item.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import { encodedItems } from "../dicom/write/encode-item.ts";
import { dicomMoment, type MadeBy, objectHeader, seriesTexts } from "../dicom/write/object-header.ts";
import { plainName } from "../dicom/write/plain-text.ts";
import { derivedUid, type WrittenObject, writeLongPart10 } from "../dicom/write/write-part10.ts";
import {
  codeContent,
  container,
  imageContent,
  personContent,
  textContent,
  uidContent,
} from "./content-item.ts";
import { answersGroup, evaluationItem, measurementGroup } from "./measurement-group.ts";
import { srCodes } from "./sr-codes.ts";
import { type SrInput, type SrReference, type SrVersion, sopReference } from "./sr-input.ts";

/** Comprehensive 3D SR Storage (PS3.4 B.5). */
export const structuredReportClass = "1.2.840.10008.5.1.4.1.1.88.34";

/** Concept of the text that holds the labels as the app records them: a private one, TID 1500 is extensible (PS3.16). */
export const recordCode = { scheme: privateScheme, value: "record", meaning: "Labels as recorded" } as const;

/** Concept of the text that says why a submission was sent back (sync 3.7). */
const reasonCode = { scheme: privateScheme, value: "sent-back", meaning: "Sent back because" } as const;

/** Who verified the report (PS3.3 C.17.2); the organization is required and not known. */
function verification(verified: SrVersion["verifiedBy"]): DicomItem {
  if (!verified) return { VerificationFlag: "UNVERIFIED" };
  const { date, time } = dicomMoment(verified.at);
  return {
    VerificationFlag: "VERIFIED",
    VerifyingObserverSequence: [
      {
        VerifyingOrganization: "Overread project",
        VerificationDateTime: `${date}${time}`,
        VerifyingObserverName: `Reader^${plainName(verified.observer)}`,
        VerifyingObserverIdentificationCodeSequence: [],
      },
    ],
  };
}

/** The series of the reports of a study: of one export, or of one reader. */
export const srSeriesUid = (studyUid: string, made: MadeBy): string =>
  derivedUid("overread sr series", studyUid, ...seriesTexts(made));

/** What makes a report a version: its own UID, the versions it goes on from (PS3.3 C.17.2.2), and the labels whole. */
function versionHeader({ studyUid, version }: SrInput): DicomItem {
  if (!version) return {};
  const series = [...new Set(version.predecessors.map(({ seriesUid }) => seriesUid))].sort();
  const predecessors = series.map((seriesUid) => ({
    SeriesInstanceUID: seriesUid,
    ReferencedSOPSequence: version.predecessors
      .filter((one) => one.seriesUid === seriesUid)
      .map(({ sopUid }) => ({
        ReferencedSOPClassUID: structuredReportClass,
        ReferencedSOPInstanceUID: sopUid,
      })),
  }));
  return {
    SOPInstanceUID: version.sopUid,
    ...(series.length > 0
      ? {
          PredecessorDocumentsSequence: [
            { StudyInstanceUID: studyUid, ReferencedSeriesSequence: predecessors },
          ],
        }
      : {}),
  };
}

const observerType = dcm("121005", "Observer Type");

/** Everything that the report refers to, by series (PS3.3 C.17.2). */
function evidence(studyUid: string, references: readonly SrReference[]): DicomItem[] {
  const series = [...new Set(references.map(({ seriesUid }) => seriesUid))].sort();
  if (series.length === 0) return [];
  return [
    {
      StudyInstanceUID: studyUid,
      ReferencedSeriesSequence: series.map((seriesUid) => ({
        SeriesInstanceUID: seriesUid,
        ReferencedSOPSequence: references.filter((one) => one.seriesUid === seriesUid).map(sopReference),
      })),
    },
  ];
}

/** Who and what observed (TID 1001): each person by pseudonym, each device by UID. */
function observers({ authors, devices }: SrInput): DicomItem[] {
  return [
    ...authors.flatMap((author) => [
      codeContent("HAS OBS CONTEXT", observerType, dcm("121006", "Person")),
      personContent("HAS OBS CONTEXT", dcm("121008", "Person Observer Name"), `Reader^${plainName(author)}`),
    ]),
    ...devices.flatMap((device) => [
      codeContent("HAS OBS CONTEXT", observerType, dcm("121007", "Device")),
      uidContent("HAS OBS CONTEXT", dcm("121012", "Device Observer UID"), device),
      textContent("HAS OBS CONTEXT", dcm("121013", "Device Observer Name"), "Overread"),
    ]),
  ];
}

/**
 * The labels of a study as an Imaging Measurement Report (PS3.16 TID 1500) in a Comprehensive 3D SR: one Measurement Group for each label, and
 * for each answer about a series, an image or a frame. Throws
 * where a group has no number.
 */
export async function writeSr(
  input: SrInput,
  digestOf: (pixels: null) => Promise<string>,
  breathe: Breath = noBreath,
): Promise<WrittenObject> {
  const { header, made, studyUid, references, groups } = input;
  const { date, time } = dicomMoment(made.createdAt);
  const images = references.filter(({ isImage }) => isImage);
  const item: DicomItem = {
    ...objectHeader(header, made, {
      sopClassUid: structuredReportClass,
      modality: "SR",
      seriesUid: srSeriesUid(studyUid, made),
      seriesNumber: 9003,
      description: "Overread measurements",
      pixelDigest: await digestOf(null),
    }),
    ...versionHeader(input),
    ContentDate: date,
    ContentTime: time,
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    CompletionFlag: input.version?.completion ?? (input.partial ? "PARTIAL" : "COMPLETE"),
    ...verification(input.version?.verifiedBy ?? null),
    CurrentRequestedProcedureEvidenceSequence: evidence(studyUid, references),
    ValueType: "CONTAINER",
    ConceptNameCodeSequence: [dcm("126000", "Imaging Measurement Report")],
    ContinuityOfContent: "SEPARATE",
    ContentTemplateSequence: [{ MappingResource: "DCMR", TemplateIdentifier: "1500" }],
    ContentSequence: [
      codeContent(
        "HAS CONCEPT MOD",
        dcm("121049", "Language of Content Item and Descendants"),
        codeItem({ scheme: "RFC5646", value: "en-US", meaning: "English (United States)" }),
      ),
      ...observers(input),
      codeContent("HAS CONCEPT MOD", dcm("121058", "Procedure reported"), codeItem(srCodes.procedure)),
      container("CONTAINS", dcm("111028", "Image Library"), "1600", [
        container(
          "CONTAINS",
          dcm("126200", "Image Library Group"),
          null,
          images.map((image) => imageContent("CONTAINS", null, sopReference(image))),
        ),
      ]),
      container("CONTAINS", dcm("126010", "Imaging Measurements"), null, [
        ...(await encodedItems(groups, measurementGroup, breathe)),
        ...(await encodedItems(input.answers ?? [], answersGroup, breathe)),
      ]),
      ...(input.evaluations?.length
        ? [container("CONTAINS", codeItem(srCodes.evaluations), null, input.evaluations.map(evaluationItem))]
        : []),
      ...(input.version?.reason ? [textContent("CONTAINS", codeItem(reasonCode), input.version.reason)] : []),
      ...(input.version ? [textContent("CONTAINS", codeItem(recordCode), input.version.record)] : []),
    ],
  };
  return writeLongPart10(item, breathe);
}
