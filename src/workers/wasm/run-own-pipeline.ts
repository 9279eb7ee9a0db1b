import { callPipeline, type PipelineInput } from "./call-pipeline.ts";
import { PipelineError } from "./pipeline-error.ts";
import type { LoadPipelineModule, PipelineModule } from "./pipeline-module.ts";

/** Inputs above this are followed by a fresh module: the heap of a module never shrinks. */
const bigInputBytes = 64 * 1024 * 1024;

/** Which outputs a call has: how many, and which of them is the JSON report that may hold an error. */
export interface PipelineCall {
  readonly inputs: readonly PipelineInput[];
  readonly outputCount: number;
  readonly reportIndex: number;
}

/** Outputs in order; `report` is the parsed JSON of output `reportIndex`. */
export interface PipelineResult {
  readonly outputs: readonly Uint8Array<ArrayBuffer>[];
  readonly report: unknown;
}

/** Runs one of our pipelines in this very thread. Rejects with {@link PipelineError}. */
export type RunOwnPipeline = (name: string, call: PipelineCall) => Promise<PipelineResult>;

interface ErrorReport {
  readonly error: { readonly code: string; readonly offset: number; readonly length?: number };
}

function isErrorReport(report: unknown): report is ErrorReport {
  return typeof report === "object" && report !== null && "error" in report;
}

const sizeOf = (input: PipelineInput) => ("bytes" in input ? input.bytes.byteLength : 0);

/** Makes a runner that keeps one module per pipeline, and drops it after a crash and after big inputs. */
export function makeRunOwnPipeline(load: LoadPipelineModule): RunOwnPipeline {
  const modules = new Map<string, Promise<PipelineModule>>();

  return async (name, call) => {
    const module = modules.get(name) ?? load(name);
    modules.set(name, module);
    let outputs: readonly Uint8Array<ArrayBuffer>[];
    try {
      outputs = callPipeline(await module, call.inputs, call.outputCount);
    } catch {
      // The text of the reason is not passed on: a module may quote what it read.
      modules.delete(name);
      throw new PipelineError(name, "crashed", 0);
    }
    if (call.inputs.reduce((sum, input) => sum + sizeOf(input), 0) > bigInputBytes) modules.delete(name);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(outputs[call.reportIndex]);
    const report: unknown = JSON.parse(text);
    if (isErrorReport(report)) {
      const { code, offset, length } = report.error;
      throw new PipelineError(name, code, offset, length);
    }
    return { outputs, report };
  };
}
