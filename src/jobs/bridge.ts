import type { CallFailure, Calls, FromWorker } from "../domain/calls/call.ts";
import { type Said, SaidError, say } from "../domain/said.ts";

/** What a caller may pass beside the request. */
export interface CallOptions<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly transfer?: readonly Transferable[];
}

/** The page's end of a worker: typed calls, cancel, close. */
export interface WorkerClient<C extends Calls<C>> {
  call<Name extends keyof C & string>(
    name: Name,
    request: C[Name]["request"],
    options?: CallOptions<C[Name]["progress"]>,
  ): Promise<C[Name]["result"]>;
  /** Ends the worker; calls under way reject with code `worker-closed`. */
  close(): void;
}

/** An error from a worker: `code` for the program, `said` for the person; never patient data. */
export class WorkerCallError extends SaidError {
  override readonly name = "WorkerCallError";
  constructor(readonly failure: Omit<CallFailure, "cancelled">) {
    super(failure.said);
  }
  get code(): string {
    return this.failure.code;
  }
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
  /** Makes the call again in another worker. */
  readonly post: (to: Worker) => void;
}

/** How a client treats its worker. */
export interface WorkerClientOptions {
  /**
   * How long a cancelled call may go on before the worker is ended: one that hangs in a file never reads the message
   * (spec wasm 3.3). The others of its calls reject with code `worker-closed`.
   */
  readonly cancelGraceMs?: number;
  /**
   * How long a worker may take to its first sign: one that was never started gives none. It is ended then, and its calls are made again in a
   * fresh one that may take twice as long, once more after that; only then they fail. For calls that give nothing away.
   */
  readonly startMs?: number;
}

/** A slow machine starts a worker late: each new one is given twice as long. */
const starts = 3;

/**
 * Talks to a worker made by `start`, which runs at the first call and again after a crash. A crash rejects the calls under
 * way with code `worker-crashed`.
 */
export function makeWorkerClient<C extends Calls<C>>(
  start: () => Worker,
  { cancelGraceMs, startMs }: WorkerClientOptions = {},
): WorkerClient<C> {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let nextId = 1;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const failAll = (code: string, said: Said) => {
    clearTimeout(waiting);
    worker?.terminate();
    worker = null;
    const failed = [...pending.values()];
    pending.clear();
    for (const entry of failed) entry.reject(new WorkerCallError({ code, said }));
  };

  const receive = (message: FromWorker) => {
    clearTimeout(waiting);
    if (message.kind === "ready") return;
    const entry = pending.get(message.id);
    if (!entry) return;
    if (message.kind === "progress") {
      entry.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.kind === "result") entry.resolve(message.result);
    else if (message.error.cancelled) entry.reject(new DOMException("Cancelled", "AbortError"));
    else entry.reject(new WorkerCallError(message.error));
  };

  const stopped = () => failAll("worker-crashed", say`A background task stopped unexpectedly. Try again.`);

  /** Whether a worker gives a sign of life in time; else another one is started for its calls. */
  const watchStart = (attempt: number) => {
    if (startMs === undefined) return;
    clearTimeout(waiting);
    waiting = setTimeout(
      () => {
        if (attempt >= starts) return stopped();
        worker?.terminate();
        worker = null;
        const next = running(attempt + 1);
        for (const entry of pending.values()) entry.post(next);
      },
      startMs * 2 ** (attempt - 1),
    );
  };
  const running = (attempt = 1): Worker => {
    if (worker) return worker;
    worker = start();
    watchStart(attempt);
    worker.onmessage = (event: MessageEvent<FromWorker>) => receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      stopped();
    };
    return worker;
  };

  return {
    call: (name, request, options = {}) =>
      new Promise((resolve, reject) => {
        const { signal, onProgress, transfer } = options;
        if (signal?.aborted) {
          reject(new DOMException("Cancelled", "AbortError"));
          return;
        }
        const id = nextId++;
        const target = running();
        const post = (to: Worker) =>
          to.postMessage({ kind: "call", id, name, request }, [...(transfer ?? [])]);
        let grace: ReturnType<typeof setTimeout> | undefined;
        const cancel = () => {
          // The worker of now: the one it was made in may have been replaced.
          worker?.postMessage({ kind: "cancel", id });
          if (cancelGraceMs === undefined) return;
          grace = setTimeout(() => {
            if (!pending.delete(id)) return;
            reject(new DOMException("Cancelled", "AbortError"));
            failAll("worker-closed", say`The background task was closed.`);
          }, cancelGraceMs);
        };
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(grace);
            signal?.removeEventListener("abort", cancel);
            then(value);
          };
        pending.set(id, {
          resolve: settle(resolve),
          reject: settle(reject),
          onProgress: onProgress as ((progress: unknown) => void) | undefined,
          post,
        });
        signal?.addEventListener("abort", cancel);
        post(target);
      }),
    close: () => failAll("worker-closed", say`The background task was closed.`),
  };
}
