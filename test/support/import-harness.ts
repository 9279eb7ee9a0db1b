import "fake-indexeddb/auto";
import type { FileHandle, ImportCalls } from "../../src/domain/calls/import-calls.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { deriveProjectKeys } from "../../src/storage/keys.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import type { ImportContext } from "../../src/workers/import/import-context.ts";
import { makeKeyHolder } from "../../src/workers/import/key-holder.ts";
import { makeImport } from "../../src/workers/import/make-import.ts";
import { makeWordReader, type WordReader } from "../../src/workers/ocr/word-reader.ts";
import type { OwnPipelines } from "../../src/workers/wasm/own-pipelines.ts";
import { nodeCodecAssets } from "./node-codec-assets.ts";
import { nodeOcrAssets } from "./node-ocr-assets.ts";
import { makeOwnPipelinesNode } from "./own-pipeline-node.ts";

let count = 0;

/** Bytes under a name, as if a person had chosen them. */
export function chosen(path: string, bytes: Uint8Array): FileHandle {
  const file = new File([new Uint8Array(bytes)], path.split("/").at(-1) ?? path);
  return { name: file.name, size: file.size, path, file };
}

/** The import worker's calls in Node, with stores of its own; `pipelines` may be a faulty stand-in. */
export function makeImportHarness(
  options: {
    pipelines?: (own: OwnPipelines) => OwnPipelines;
    secret?: number;
    reader?: WordReader;
    /** The key of its store, made at first use, instead of that of `secret`. */
    ownKey?: boolean;
    /** Files of more bytes are read by range, as a large file is. */
    rangedAbove?: number;
    /** Images of more bytes get a file, where `navigator.storage` has one. */
    fileAbove?: number;
    /** Of a series what is above so many bytes goes into a pack, where `navigator` has files and locks. */
    packAbove?: number;
    /** Nothing of more bytes is held in memory. */
    mostWhole?: number;
  } = {},
) {
  const name = `import-${++count}`;
  const keys = deriveProjectKeys(new Uint8Array(32).fill(options.secret ?? 7));
  const own = makeOwnPipelinesNode();
  const database = openMainDatabase(name);
  let holder = makeKeyHolder(database);
  const context: ImportContext = {
    database,
    quarantine: openQuarantineDatabase(`${name}-quarantine`),
    pipelines: options.pipelines?.(own) ?? own,
    codecs: makeCodecs(nodeCodecAssets()),
    reader: options.reader ?? makeWordReader(nodeOcrAssets()),
    keys: () => (options.ownKey ? holder.keys() : keys),
    now: () => "2026-01-01T00:00:00.000Z",
    ...(options.mostWhole === undefined ? {} : { mostWhole: options.mostWhole }),
    ...(options.fileAbove === undefined ? {} : { fileAbove: options.fileAbove }),
    ...(options.packAbove === undefined ? {} : { packAbove: options.packAbove }),
    ...(options.rangedAbove === undefined ? {} : { rangedAbove: options.rangedAbove }),
  };
  let handlers = makeImport(context, holder);
  const call = <Name extends keyof ImportCalls>(
    callName: Name,
    request: ImportCalls[Name]["request"],
    signal = new AbortController().signal,
    progress: (progress: unknown) => void = () => undefined,
    by = handlers,
  ): Promise<ImportCalls[Name]["result"]> =>
    (by[callName] as (request: unknown, control: unknown) => Promise<ImportCalls[Name]["result"]>)(request, {
      signal,
      progress,
      transfer: () => undefined,
    });
  const harness = {
    context,
    call,
    /** The same stores under a new worker: what the old one had in memory is gone. */
    restarted: () => {
      holder = makeKeyHolder(database);
      handlers = makeImport(context, holder);
      return harness;
    },
    /** Survey and import in one, every unnamed group called `name`. `by`: another worker than this one. */
    take: async (files: readonly FileHandle[], patient = "Case 1", by = handlers) => {
      const survey = await call("survey", { files }, undefined, undefined, by);
      const names = Object.fromEntries(survey.unnamed.map((group) => [group.groupId, patient]));
      const request = { surveyId: survey.surveyId, names };
      return { survey, result: await call("import", request, undefined, undefined, by) };
    },
    /** A worker of another tab, over the same stores. */
    besides: () => makeImport(context, makeKeyHolder(database)),
    /** Every byte and text of both stores, for leak scans. */
    dump: async (): Promise<string> => {
      const parts: string[] = [];
      const visit = (value: unknown): void => {
        if (value instanceof ArrayBuffer) parts.push(Buffer.from(value).toString("latin1"));
        else if (ArrayBuffer.isView(value))
          parts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1"));
        else if (Array.isArray(value)) for (const one of value) visit(one);
        else if (typeof value === "object" && value !== null)
          for (const [key, one] of Object.entries(value)) {
            parts.push(key);
            visit(one);
          }
        else parts.push(String(value));
      };
      for (const table of [...context.database.tables, ...context.quarantine.tables])
        visit(await table.toArray());
      return parts.join("\n");
    },
  };
  return harness;
}
