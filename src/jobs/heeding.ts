const patienceMs = 300;

/** Settles as `work` does, or rejects 300 ms after an abort that `work` did not heed, having called `end` (assist 3.7). */
export function heeding<T>(work: Promise<T>, signal: AbortSignal, end: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onAbort = () => {
      timer = setTimeout(() => {
        end();
        reject(new DOMException("Cancelled", "AbortError"));
      }, patienceMs);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    });
  });
}
