import type { ImportCalls, ImportResult } from "../domain/calls/import-calls.ts";
import { say } from "../domain/said.ts";
import { WorkerCallError, type WorkerClient } from "./bridge.ts";

/** What the sample calls the patient of its files that name none. */
const samplePatient = "Sample";

/**
 * Imports the sample study that the app ships, exactly as if a person had chosen its zip: the same worker, the same
 * de-identification, the same quarantine. Rejects with a plain sentence when the file is not there.
 */
export async function loadSample(
  importer: WorkerClient<ImportCalls>,
  baseUrl: string,
): Promise<ImportResult> {
  const response = await fetch(new URL("sample/sample.zip", baseUrl));
  if (!response.ok) {
    const said = say`The sample's file is missing (answer ${response.status}). Reload the app while you are online.`;
    throw new WorkerCallError({ code: "sample-missing", said });
  }
  const file = new File([await response.blob()], "sample.zip");
  const handle = { name: file.name, path: file.name, size: file.size, file };
  const survey = await importer.call("survey", { files: [handle] });
  const names = Object.fromEntries(survey.unnamed.map((group) => [group.groupId, samplePatient]));
  return importer.call("import", { surveyId: survey.surveyId, names });
}
