import type { PlaneFacts } from "../../../domain/image-facts.ts";
import type { ByteSource } from "../../byte-source.ts";
import { asciiValuesOf, decimalsOf } from "../element-values.ts";
import { functionalGroupsOf } from "../functional-groups.ts";
import { type DicomDataset, itemsOf } from "../read-dataset.ts";
import { readDicom } from "../read-dicom.ts";
import type { DicomItem } from "./dicom-item.ts";
import { type Keyword, keywords } from "./keywords.ts";

/** What an object about an image takes over from its stored file: who, which study, and what was done to take the names out. */
export interface SourceHeader {
  /** Patient and study attributes (PS3.3 C.7.1.1, C.7.2.1), as the stored file has them. */
  readonly subject: DicomItem;
  /** What the file says of its de-identification (PS3.15 E.1.1), without the digest of its own pixels. */
  readonly marks: DicomItem;
  /** Slice thickness of a frame (from 0) in mm, where the file tells one. */
  sliceThicknessMm(frameIndex: number): number | null;
}

const subjectKeys: readonly Keyword[] = [
  "StudyDate",
  "StudyTime",
  "AccessionNumber",
  "ReferringPhysicianName",
  "PatientName",
  "PatientID",
  "PatientBirthDate",
  "PatientSex",
  "StudyInstanceUID",
  "StudyID",
];
/** Taken over only where the file has them. */
const optionalKeys: readonly Keyword[] = ["StudyDescription", "PatientAge", "PatientSize", "PatientWeight"];
const codeKeys = ["CodeValue", "CodingSchemeDesignator", "CodeMeaning"] as const;
const sliceThicknessTag = 0x00180050;
const pixelMeasures = 0x00289110;

/** The text of an attribute; empty where the file lacks it, or has characters beyond ASCII, whose encoding is that file's. */
function asciiText(dataset: DicomDataset, keyword: Keyword): string {
  const text = asciiValuesOf(dataset, keywords[keyword][0]).join("\\");
  return text.includes("?") ? "" : text;
}

/** Reads what other objects take over from a stored, de-identified DICOM file. */
export async function readSourceHeader(source: ByteSource): Promise<SourceHeader> {
  const { dataset } = await readDicom(source);
  const subject: { -readonly [Name in Keyword]?: string } = {};
  for (const key of subjectKeys) subject[key] = asciiText(dataset, key);
  for (const key of optionalKeys) {
    const text = asciiText(dataset, key);
    if (text !== "") subject[key] = text;
  }
  const method = asciiValuesOf(dataset, keywords.DeidentificationMethod[0]);
  const codes = itemsOf(dataset, keywords.DeidentificationMethodCodeSequence[0]).map((item) =>
    Object.fromEntries(codeKeys.map((key) => [key, asciiText(item, key)])),
  );
  const temporal = asciiText(dataset, "LongitudinalTemporalInformationModified");
  const groups = functionalGroupsOf(dataset);
  return {
    subject,
    marks: {
      PatientIdentityRemoved: asciiText(dataset, "PatientIdentityRemoved"),
      DeidentificationMethod: method.filter((value) => !value.startsWith("px:")),
      ...(codes.length > 0 ? { DeidentificationMethodCodeSequence: codes } : {}),
      ...(temporal === "" ? {} : { LongitudinalTemporalInformationModified: temporal }),
    },
    sliceThicknessMm: (frameIndex) => {
      const level = groups.groupOf(frameIndex, pixelMeasures) ?? dataset;
      const [thickness = 0] = decimalsOf(level, sliceThicknessTag);
      return thickness > 0 ? thickness : null;
    },
  };
}

/** What is known of an image whose file names nobody: the pseudonym that a person chose at import, and the policy. */
export interface NamelessSubject {
  readonly patientKey: string;
  readonly studyUid: string;
  readonly toolVersion: string;
  readonly policyHash: string;
  readonly generation: number;
  /** Distance of slices in mm, for volumes. */
  readonly sliceStepMm: PlaneFacts["positionMm"] | null;
}

/** The same for an image that was no DICOM file: the Secondary Capture that it would be (export-and-workflow 3.7). */
export function namelessHeader(known: NamelessSubject): SourceHeader {
  const { patientKey, sliceStepMm } = known;
  return {
    subject: {
      StudyDate: "",
      StudyTime: "",
      AccessionNumber: "",
      ReferringPhysicianName: "",
      PatientName: `Anon^${patientKey.slice(0, 8)}`,
      PatientID: patientKey,
      PatientBirthDate: "",
      PatientSex: "",
      StudyInstanceUID: known.studyUid,
      StudyID: "",
    },
    marks: {
      PatientIdentityRemoved: "YES",
      DeidentificationMethod: [
        `Overread ${known.toolVersion}`,
        `policy ${known.policyHash.slice(0, 32)}`,
        `generation ${known.generation}`,
      ],
    },
    sliceThicknessMm: () => (sliceStepMm ? Math.hypot(...sliceStepMm) : null),
  };
}
