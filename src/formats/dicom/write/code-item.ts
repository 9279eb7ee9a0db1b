import type { Code } from "../../../domain/label-schema.ts";
import type { DicomItem } from "./dicom-item.ts";
import { plainText } from "./plain-text.ts";

/** The scheme of codes that only this project knows (PS3.16 8.2: designators that begin with 99 are private). */
export const privateScheme = "99OVERREAD";

/** A coded concept as an item (PS3.3 8.8). A value above 16 characters is a Long Code Value. */
export const codeItem = ({ scheme, value, meaning }: Code): DicomItem => ({
  ...(value.length > 16 ? { LongCodeValue: value } : { CodeValue: value }),
  CodingSchemeDesignator: scheme,
  CodeMeaning: plainText(meaning),
});

/** A code of the DICOM dictionary. */
export const dcm = (value: string, meaning: string): DicomItem => codeItem({ scheme: "DCM", value, meaning });
