import type { StoreTask, StoreTimes } from "./store.worker.ts";

/** Runs in the page: has a worker write and read an image as the app's own workers do. */
const run = (task: StoreTask): Promise<StoreTimes> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./store.worker.ts", import.meta.url), { type: "module" });
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.times) resolve(data.times);
      else reject(new Error(data.error));
    };
    worker.postMessage(task);
  });

Object.assign(globalThis, { bench: { store: run } });
