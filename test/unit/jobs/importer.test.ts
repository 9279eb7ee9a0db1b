import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromWorker, ToWorker } from "../../../src/domain/calls/call.ts";
import type { FileHandle, ImportProgress } from "../../../src/domain/calls/import-calls.ts";
import { makeImporter } from "../../../src/jobs/importer.ts";
import { makeWatchdog } from "../../../src/jobs/watchdog.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const file = (path: string): FileHandle => ({ name: path, size: 10, path, file: null });
const base: ImportProgress = { phase: "import", files: 0, filesTotal: 3, bytes: 0, bytesTotal: 30 };
const beat = (fileId: string): ImportProgress => ({
  ...base,
  beat: { fileId, name: `${fileId}.dcm`, patienceMs: 5000 },
});
const ready = (fileId: string): ImportProgress => ({
  ...base,
  done: {
    fileId,
    outcome: {
      kind: "ready",
      study: { studyUid: "1", pseudonym: "P", description: "CT", images: 1, known: 0 },
    },
  },
});

type Step = (request: Record<string, unknown>, tell: (progress: ImportProgress) => void) => unknown;

/** Workers that do what the script of their number says; `undefined` never answers, an Error ends them. */
function makeScripted(scripts: readonly Partial<Record<"survey" | "import", Step>>[]) {
  const asked: { worker: number; name: string; request: Record<string, unknown> }[] = [];
  const ended: number[] = [];
  let started = 0;
  const start = () => {
    const serial = started++;
    const worker = {
      onmessage: (_: { data: FromWorker }) => {},
      onerror: (_: { preventDefault(): void }) => {},
      terminate: () => ended.push(serial),
      postMessage: (message: ToWorker) => {
        if (message.kind !== "call") return;
        const { id } = message;
        const request = message.request as Record<string, unknown>;
        asked.push({ worker: serial, name: message.name, request });
        const step = scripts[serial]?.[message.name as "survey" | "import"];
        queueMicrotask(() => {
          const result = step?.(request, (progress) =>
            worker.onmessage({ data: { kind: "progress", id, progress } }),
          );
          if (result instanceof Error) worker.onerror({ preventDefault: () => {} });
          else if (result !== undefined) worker.onmessage({ data: { kind: "result", id, result } });
        });
      },
    };
    return worker as unknown as Worker;
  };
  return { start, asked, ended };
}

const surveyed = (surveyId: string) => () => ({ surveyId, unnamed: [] });
const done = (images: number) => ({
  ready: [{ studyUid: "1", pseudonym: "P", description: "CT", images, known: 0 }],
  held: [],
  refused: [],
  incomplete: [],
});

test("a file that gives no sign for five seconds is given up, and a fresh worker takes the others", async () => {
  const workers = makeScripted([
    {
      survey: surveyed("first"),
      import: (_, tell) => {
        tell(beat("0"));
        tell(ready("0"));
        tell(beat("1"));
        return undefined;
      },
    },
    { survey: surveyed("second"), import: () => done(1) },
  ]);
  const importer = makeImporter(workers.start);
  const files = ["0", "1", "2"].map(file);
  await importer.call("survey", { files });
  const result = importer.call("import", { surveyId: "first", names: { g: "Case 1" } });
  await vi.advanceTimersByTimeAsync(4500);
  expect(workers.ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(workers.ended).toEqual([0]);
  expect(workers.asked.slice(2).map(({ worker, name, request }) => ({ worker, name, ...request }))).toEqual([
    { worker: 1, name: "survey", files, lost: [{ fileId: "1", code: "no-answer" }], oneByOne: false },
    { worker: 1, name: "import", surveyId: "second", names: { g: "Case 1" }, done: ["0"] },
  ]);
  expect((await result).ready).toMatchObject([{ images: 2 }]);
});

test("a file that ends the worker is given up as crashed", async () => {
  const workers = makeScripted([
    {
      survey: surveyed("first"),
      import: (_, tell) => {
        tell(beat("2"));
        return new Error("out of memory");
      },
    },
    { survey: surveyed("second"), import: () => done(2) },
  ]);
  const importer = makeImporter(workers.start);
  await importer.call("survey", { files: ["0", "1", "2"].map(file) });
  const result = await importer.call("import", { surveyId: "first", names: {} });
  expect(workers.asked[2]?.request.lost).toEqual([{ fileId: "2", code: "crashed" }]);
  expect(result.ready).toMatchObject([{ images: 2 }]);
});

test("a survey that hangs is done again one by one, and then without the file that hung", async () => {
  const hang: Step = (_, tell) => {
    tell(beat("1"));
    return undefined;
  };
  const workers = makeScripted([{ survey: hang }, { survey: hang }, { survey: surveyed("third") }]);
  const importer = makeImporter(workers.start);
  const survey = importer.call("survey", { files: ["0", "1"].map(file) });
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await survey).surveyId).toBe("third");
  expect(workers.asked.map(({ request }) => [request.oneByOne, request.lost])).toEqual([
    [false, []],
    [true, []],
    [true, [{ fileId: "1", code: "no-answer" }]],
  ]);
});

test("a worker that breaks before its first step is told as an error, not tried for ever", async () => {
  const workers = makeScripted([{ survey: () => new Error("no script") }]);
  const importer = makeImporter(workers.start);
  await expect(importer.call("survey", { files: [file("0")] })).rejects.toThrow(/stopped unexpectedly/);
  expect(workers.asked).toHaveLength(1);
});

test("a person's cancel ends an import whose worker hangs, and no fresh one starts", async () => {
  const workers = makeScripted([
    {
      survey: surveyed("first"),
      import: (_, tell) => {
        tell(beat("0"));
        return undefined;
      },
    },
  ]);
  const importer = makeImporter(workers.start);
  await importer.call("survey", { files: [file("0")] });
  const control = new AbortController();
  const result = importer
    .call("import", { surveyId: "first", names: {} }, { signal: control.signal })
    .catch((reason: unknown) => (reason instanceof DOMException ? reason.name : "another"));
  await vi.advanceTimersByTimeAsync(1000);
  control.abort();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await result).toBe("AbortError");
  expect(workers.ended).toEqual([0]);
});

test("a step that asked for more time gets it, and a thread that ticks but never steps does not live for ever", async () => {
  const silent = vi.fn();
  const patient = makeWatchdog(silent);
  patient.heard(70_000);
  await vi.advanceTimersByTimeAsync(69_500);
  expect(silent).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(500);
  expect(silent).toHaveBeenCalledTimes(1);

  const waiting = vi.fn();
  const dog = makeWatchdog(waiting);
  dog.heard(5000);
  for (let second = 1; second < 65; second++) {
    await vi.advanceTimersByTimeAsync(1000);
    dog.heard();
  }
  expect(waiting).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(waiting).toHaveBeenCalledTimes(1);
});
