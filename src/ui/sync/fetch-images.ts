import type { FileHandle } from "../../domain/calls/import-calls.ts";
import type { AppState } from "../app/app-state.ts";
import type { Services } from "../app/services.ts";
import type { Messages } from "../messages/messages.ts";
import { asHandle } from "./as-handle.ts";

/** Fetches the images of a study that are not here and hands them to the import, whose screen shows it and can stop it. */
export async function fetchImages(
  app: AppState,
  { sync }: Pick<Services, "sync">,
  m: Messages,
  studyUid: string,
): Promise<void> {
  await app.importFlow.choose(async (signal): Promise<readonly FileHandle[]> => {
    const { files, missing } = await sync.fetchStudy(studyUid, { signal, onProgress: () => undefined });
    if (missing > 0) app.toasts.show(m.fromHub.missing(missing));
    return files.map(asHandle);
  });
}
