/** One call of the page into a worker. */
export interface WorkerCall {
  readonly name: string;
  /** `performance.now()` when it was made. */
  readonly from: number;
  /** How long until it was answered; null: not yet. */
  ms: number | null;
}

/** Runs in the page before its scripts: notes every call into a worker and its answer, in `workerCalls`. */
export function watchCalls(): void {
  const calls: WorkerCall[] = [];
  const open = new WeakMap<Worker, Map<number, WorkerCall>>();
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]) {
    const [message] = given as [{ kind?: string; id?: number; name?: string } | undefined];
    if (message?.kind === "call" && message.id !== undefined) {
      const call = { name: message.name ?? "", from: performance.now(), ms: null };
      calls.push(call);
      let mine = open.get(this);
      if (!mine) {
        const fresh = new Map<number, WorkerCall>();
        open.set(this, fresh);
        mine = fresh;
        this.addEventListener("message", ({ data }: MessageEvent<{ kind?: string; id?: number }>) => {
          const answered = data?.kind === "result" && data.id !== undefined ? fresh.get(data.id) : undefined;
          if (answered) answered.ms = performance.now() - answered.from;
        });
      }
      mine.set(message.id, call);
    }
    return Reflect.apply(post, this, given);
  };
  Object.assign(globalThis, { workerCalls: calls });
}
