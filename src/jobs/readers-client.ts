import type { ToolsCalls } from "../domain/calls/tools-calls.ts";
import { makeWorkerClient } from "./bridge.ts";

/** Comparison of readers and what is made of it, in a worker: surfaces and STAPLE take time. */
export interface ReadersClient {
  compare(input: ToolsCalls["compareReaders"]["request"]): Promise<ToolsCalls["compareReaders"]["result"]>;
  fuse(request: ToolsCalls["fuseReaders"]["request"]): Promise<ToolsCalls["fuseReaders"]["result"]>;
  close(): void;
}

/** The worker starts at the first call. */
export function makeReadersClient(
  start: () => Worker = () =>
    new Worker(new URL("../workers/tools/tools.worker.ts", import.meta.url), { type: "module" }),
): ReadersClient {
  const client = makeWorkerClient<ToolsCalls>(start);
  return {
    compare: (input) => client.call("compareReaders", input),
    fuse: (request) => client.call("fuseReaders", request),
    close: () => client.close(),
  };
}
