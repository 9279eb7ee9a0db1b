import type {
  FileHandle,
  FileOutcome,
  ImportBeat,
  ImportCalls,
  ImportProgress,
  LostFile,
} from "../domain/calls/import-calls.ts";
import { importResult, outcomesOf } from "../domain/calls/import-result.ts";
import { say } from "../domain/said.ts";
import { type CallOptions, makeWorkerClient, WorkerCallError, type WorkerClient } from "./bridge.ts";
import { makeWatchdog } from "./watchdog.ts";

/** A cancelled import ends after the file at hand; one that hangs in it is ended from here. What is stored stays. */
const cancelGraceMs = 5000;

type Options = CallOptions<ImportProgress>;
type SurveyCall = ImportCalls["survey"];
type ImportCall = ImportCalls["import"];

/** What the page keeps of a survey, so that a fresh worker can take up an import where one ended. */
interface Chosen {
  readonly files: readonly FileHandle[];
  readonly lost: readonly LostFile[];
  /** Once a survey has ended a worker, the files are read one by one: then it is known which. */
  readonly oneByOne: boolean;
  /** What the worker of now calls this survey; what the person's screen calls it stays. */
  readonly workerId: string;
}

/** How a watched call ended, where it brought no answer. */
interface Ended {
  readonly code: LostFile["code"];
  readonly beat: ImportBeat | null;
}

/**
 * The import worker, seen from the page; it starts at the first call. A file that gives no sign of life for as long as its
 * step may take, or that ends the worker, is listed as refused; the others go on in a fresh worker (spec wasm 3.3).
 */
export function makeImporter(
  start: () => Worker = () =>
    new Worker(new URL("../workers/import/import.worker.ts", import.meta.url), { type: "module" }),
): WorkerClient<ImportCalls> {
  const client = makeWorkerClient<ImportCalls>(start, { cancelGraceMs });
  let chosen: { readonly surveyId: string; kept: Chosen } | null = null;

  /** One call under the watchdog. Progress goes on to the page without the worker's signs of life. */
  const watched = async <Name extends "survey" | "import">(
    name: Name,
    request: ImportCalls[Name]["request"],
    { onProgress, ...options }: Options,
    onDone: (fileId: string, outcome: FileOutcome) => void = () => undefined,
  ): Promise<{ readonly result: ImportCalls[Name]["result"] } | Ended> => {
    let last: ImportBeat | null = null;
    let silent = false;
    const dog = makeWatchdog(() => {
      silent = true;
      client.close();
    });
    try {
      const result = await client.call(name, request, {
        ...options,
        onProgress: ({ beat, done, ...progress }) => {
          dog.heard(beat?.patienceMs);
          if (beat) last = beat;
          if (done) onDone(done.fileId, done.outcome);
          if (!beat && !done) onProgress?.(progress);
        },
      });
      return { result };
    } catch (reason) {
      const code = reason instanceof WorkerCallError ? reason.code : "";
      if (silent && code === "worker-closed") return { code: "no-answer", beat: last };
      if (code === "worker-crashed" && last) return { code: "crashed", beat: last };
      throw reason;
    } finally {
      dog.stop();
    }
  };

  const lose = (kept: Chosen, { code, beat }: Ended): Chosen => ({
    ...kept,
    lost: beat ? [...kept.lost, { fileId: beat.fileId, code }] : kept.lost,
  });

  const look = async (
    kept: Chosen,
    options: Options,
  ): Promise<{ readonly kept: Chosen; readonly survey: SurveyCall["result"] }> => {
    const { files, lost, oneByOne } = kept;
    const answer = await watched("survey", { files, lost, oneByOne }, options);
    if ("result" in answer) {
      return { kept: { ...kept, workerId: answer.result.surveyId }, survey: answer.result };
    }
    // Several files were being read: the one to blame is found by reading them one by one.
    if (!oneByOne) return look({ ...kept, oneByOne: true }, options);
    if (!answer.beat) throw stopped();
    return look(lose(kept, answer), options);
  };

  const survey = async (request: SurveyCall["request"], options: Options) => {
    const found = await look({ files: request.files, lost: [], oneByOne: false, workerId: "" }, options);
    chosen = { surveyId: found.survey.surveyId, kept: found.kept };
    return found.survey;
  };

  const run = async (request: ImportCall["request"], options: Options): Promise<ImportCall["result"]> => {
    const mine = chosen;
    if (mine?.surveyId !== request.surveyId) return client.call("import", request, options);
    chosen = null;
    let { kept } = mine;
    const done = new Map<string, FileOutcome>();
    for (;;) {
      const before = [...done.values()];
      const again = { ...request, surveyId: kept.workerId, done: [...done.keys()] };
      const answer = await watched("import", again, options, (fileId, outcome) => done.set(fileId, outcome));
      if ("result" in answer) {
        const { result } = answer;
        return importResult([...before, ...outcomesOf(result)], result.incomplete);
      }
      if (!answer.beat) throw stopped();
      kept = (await look(lose(kept, answer), { ...options, onProgress: () => undefined })).kept;
    }
  };

  return {
    call: ((name: keyof ImportCalls, request: never, options: Options = {}) => {
      if (name === "survey") return survey(request, options);
      if (name === "import") return run(request, options);
      return client.call(name, request, options as never);
    }) as WorkerClient<ImportCalls>["call"],
    close: client.close,
  };
}

const stopped = () =>
  new WorkerCallError({
    code: "worker-crashed",
    said: say`A background task stopped unexpectedly. Try again.`,
  });

/** A chosen file as a call takes it. */
export function fileHandle(file: File, path = file.webkitRelativePath || file.name): FileHandle {
  return { name: file.name, size: file.size, path, file };
}
