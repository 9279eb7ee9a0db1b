import { saysNoMemory } from "../domain/no-memory.ts";
import { WorkerCallError } from "./bridge.ts";

/** So often an image for which memory was refused is tried again; then it counts as failed. */
export const refusalsOfOne = 3;

/** Why a unit of a run failed, for the person. */
export const reasonOf = (error: unknown): string =>
  error instanceof WorkerCallError ? error.message : "Something went wrong inside the app.";

/** Whether memory was asked for and not given, in a worker or on the page. */
export const isNoMemory = (error: unknown): boolean =>
  error instanceof WorkerCallError ? error.code === "no-memory" : saysNoMemory(error);
