import type { CallFailure, Calls, FromWorker, ToWorker } from "../domain/calls/call.ts";
import { saysNoMemory } from "../domain/no-memory.ts";

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
export class PlainError extends Error {
  override readonly name = "PlainError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function failureOf(reason: unknown, aborted: boolean): CallFailure {
  if (aborted) return { code: "cancelled", message: "Cancelled", cancelled: true };
  if (reason instanceof PlainError) return { code: reason.code, message: reason.message, cancelled: false };
  if (saysNoMemory(reason))
    return {
      code: "no-memory",
      message: "There was not enough memory for it. Close other tabs or programs and try again.",
      cancelled: false,
    };
  // Texts of foreign errors may quote file content: only their kind leaves the worker.
  const kind = reason instanceof Error ? reason.name : typeof reason;
  return { code: "internal", message: `Something went wrong inside the app (${kind}).`, cancelled: false };
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
      if (!handler) throw new PlainError("unknown-call", `This worker does not know “${name}”.`);
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
