import { saysNoMemory } from "../domain/no-memory.ts";
import { type Said, say } from "../domain/said.ts";
import { WorkerCallError } from "./bridge.ts";
import { heeding } from "./heeding.ts";

/** So often an image for which memory was refused is tried again; then it counts as failed. */
const refusalsOfOne = 3;

/** Why a unit of a run failed, for the person. */
const reasonOf = (error: unknown): Said =>
  error instanceof WorkerCallError ? error.said : say`Something went wrong inside the app.`;

/** Whether memory was asked for and not given, in a worker or on the page. */
const isNoMemory = (error: unknown): boolean =>
  error instanceof WorkerCallError ? error.code === "no-memory" : saysNoMemory(error);

/** How units of a run are tried. */
export interface UnitTries {
  readonly signal: AbortSignal;
  /** Settles when the next unit may begin. */
  readonly gate?: ((signal: AbortSignal) => Promise<unknown>) | undefined;
  /** Told when memory was refused. */
  readonly onRefused?: (() => void) | undefined;
  /** Ends the worker. */
  readonly restart: () => void;
}

/** What one unit came to: its value, or why it failed. Null: the run was ended. Where memory was refused it is tried again. */
export async function tryUnit<T>(
  work: () => Promise<T>,
  { signal, gate, onRefused, restart }: UnitTries,
): Promise<{ readonly value: T } | { readonly reason: Said } | null> {
  for (let refusals = 0; ; refusals++) {
    try {
      if (gate) await heeding(gate(signal), signal, () => undefined);
      const value = await heeding(work(), signal, restart);
      signal.throwIfAborted();
      return { value };
    } catch (error) {
      if (signal.aborted) return null;
      if (!onRefused || !isNoMemory(error) || refusals >= refusalsOfOne) return { reason: reasonOf(error) };
      // Memory of wasm is given back with its worker only.
      restart();
      onRefused();
    }
  }
}
