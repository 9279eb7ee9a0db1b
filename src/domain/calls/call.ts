import type { Said } from "../said.ts";
/** One kind of call into a worker: what goes in, what comes out, what is told meanwhile. */
export interface Call<Request, Result, Progress = never> {
  readonly request: Request;
  readonly result: Result;
  readonly progress: Progress;
}

/** All calls of one worker, by name: `C extends Calls<C>` holds for an interface of {@link Call}s. */
export type Calls<C> = { readonly [Name in keyof C]: Call<unknown, unknown, unknown> };

/** Page to worker. */
export type ToWorker =
  | { readonly kind: "call"; readonly id: number; readonly name: string; readonly request: unknown }
  | { readonly kind: "cancel"; readonly id: number };

/** Worker to page. An error carries a code and facts, never patient data. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly id: number; readonly progress: unknown }
  | { readonly kind: "result"; readonly id: number; readonly result: unknown }
  | { readonly kind: "error"; readonly id: number; readonly error: CallFailure };

/** An error for the person who sees it: what was expected, what was found. */
export interface CallFailure {
  readonly code: string;
  readonly said: Said;
  readonly cancelled: boolean;
}
