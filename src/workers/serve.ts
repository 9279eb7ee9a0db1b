import type { CallFailure, Calls, FromWorker, ToWorker } from "../domain/calls/call.ts";
import { saysNoMemory } from "../domain/no-memory.ts";
import { type Said, SaidError, say } from "../domain/said.ts";

/** What a handler gets beside the request. `transfer` lists buffers that the result gives away. */
export interface CallContext<Progress> {
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  transfer(...buffers: Transferable[]): void;
}

/** One function per call of the worker. */
export type Handlers<C extends Calls<C>> = {
  readonly [Name in keyof C]: (
    request: C[Name]["request"],
    context: CallContext<C[Name]["progress"]>,
  ) => Promise<C[Name]["result"]>;
};

/** An error whose text is made for the person and holds no patient data; anything else is told as `internal`. */
export class PlainError extends SaidError {
  override readonly name = "PlainError";
  constructor(
    readonly code: string,
    said: Said,
  ) {
    super(said);
  }
}

/** A file that cannot be read, as an error of a call: the page has the words for its code, the sentence is their detail. */
export const refusedCall = ({
  code,
  expected,
  found,
}: {
  readonly code: string;
  readonly expected: string | null;
  readonly found: string | null;
}): PlainError => new PlainError(code, say`${[found, expected].filter(Boolean).join(", ") || code}`);

const failure = (code: string, said: Said, cancelled = false): CallFailure => ({
  code,
  said,
  cancelled,
});

function failureOf(reason: unknown, aborted: boolean): CallFailure {
  if (aborted) return failure("cancelled", say`Cancelled`, true);
  if (reason instanceof PlainError) return failure(reason.code, reason.said);
  if (reason instanceof SaidError) return failure("failed", reason.said);
  if (saysNoMemory(reason))
    return failure(
      "no-memory",
      say`There was not enough memory for it. Close other tabs or programs and try again.`,
    );
  // Texts of foreign errors may quote file content: only their kind leaves the worker.
  const kind = reason instanceof Error ? reason.name : typeof reason;
  return failure("internal", say`Something went wrong inside the app (${kind}).`);
}

/** Answers the page's calls in this worker with `handlers`. */
export function serve<C extends Calls<C>>(handlers: Handlers<C>): void {
  const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
  const running = new Map<number, AbortController>();
  const send = (message: FromWorker, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

  scope.onmessage = async (event: MessageEvent<ToWorker>) => {
    const message = event.data;
    if (message.kind === "cancel") {
      running.get(message.id)?.abort();
      return;
    }
    const { id, name, request } = message;
    const control = new AbortController();
    const gifts: Transferable[] = [];
    running.set(id, control);
    try {
      const handler = handlers[name as keyof C];
      if (!handler) throw new PlainError("unknown-call", say`This worker does not know “${name}”.`);
      const result = await handler(request as never, {
        signal: control.signal,
        progress: (progress) => send({ kind: "progress", id, progress }),
        transfer: (...buffers) => gifts.push(...buffers),
      });
      send({ kind: "result", id, result }, gifts);
    } catch (reason) {
      send({ kind: "error", id, error: failureOf(reason, control.signal.aborted) });
    } finally {
      running.delete(id);
    }
  };
  send({ kind: "ready" });
}
