import type { MapEntry } from "../../domain/deid/reid-map.ts";
import type { SourceValues } from "../../formats/dicom/deid/source-values.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { putMapEntry } from "../../storage/reid-map.ts";
import type { PatientId } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import type { CleanedImage } from "./stored-image.ts";

/** What a map says of a study: who it is of, and what its file names itself. `values` null: a picture without a header. */
function mapEntry(
  { issuer, id }: PatientId,
  pseudonym: string,
  studyUid: string,
  values: SourceValues | null,
): MapEntry {
  const text = (path: string) => values?.text(path) ?? "";
  return {
    pseudonym,
    studyUid,
    issuer: issuer.startsWith("overread:") ? "" : issuer,
    // A file without a patient that is one of its own: its digest names nobody.
    patientId: issuer === "overread:file" ? "" : id,
    patientName: text("00100010"),
    originalStudyUid: text("0020000D"),
    accessionNumber: text("00080050"),
    studyDate: text("00080020"),
  };
}

/** Keeps, sealed, who an image is of, where the project wants that; before it is stored, so that no study lacks its entry. */
export async function noteIdentity(
  { study }: Pick<CleanedImage, "study">,
  patient: PatientId,
  values: SourceValues | null,
  { database }: ImportContext,
  { map, keys }: { readonly map: boolean; readonly keys: ProjectKeys },
): Promise<void> {
  if (!map) return;
  await putMapEntry(database, keys.map, mapEntry(patient, study.patientKey, study.studyUid, values));
}
