import type { InferState } from "../../domain/calls/assist-calls.ts";
import type {
  GraphFile,
  GraphManifest,
  GraphOutput,
  OutputKind,
} from "../../domain/models/graph-manifest.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import type { GraphSession, TensorValue } from "./graph-session.ts";
import type { EngineFacts } from "./ort-engine.ts";

/** A model of graphs whose files are verified and whose sessions stand. */
export interface GraphHost {
  readonly manifest: GraphManifest;
  readonly engine: EngineFacts;
  readonly state: InferState;
  /** The session of a role; throws when the package has no such file (the manifest's reader sees to that). */
  session(role: GraphFile["role"]): GraphSession;
  release(): Promise<void>;
}

/** The first output of a kind. */
export const outputOf = (manifest: GraphManifest, ...kinds: readonly OutputKind[]): GraphOutput | null =>
  manifest.outputs.find(({ kind }) => kinds.includes(kind)) ?? null;

/** The tensor that a graph answered under a name. */
export function answered(answer: Readonly<Record<string, TensorValue>>, name: string): TensorValue {
  const found = answer[name];
  if (found) return found;
  throw new PlainError("model-tensors", say`The model gave no “${name}”, which model.json names.`);
}
