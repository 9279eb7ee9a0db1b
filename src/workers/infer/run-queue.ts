/** Runs tasks one at a time; a person's prompt goes before background work that waits. */
export interface RunQueue {
  add<T>(task: () => Promise<T>, urgent: boolean): Promise<T>;
}

/** Makes an empty queue. A task that fails rejects its own promise only. */
export function makeRunQueue(): RunQueue {
  const urgentTasks: (() => Promise<void>)[] = [];
  const otherTasks: (() => Promise<void>)[] = [];
  let busy = false;

  const drain = async () => {
    if (busy) return;
    busy = true;
    for (
      let task = urgentTasks.shift() ?? otherTasks.shift();
      task;
      task = urgentTasks.shift() ?? otherTasks.shift()
    )
      await task();
    busy = false;
  };

  return {
    add: (task, urgent) =>
      new Promise((resolve, reject) => {
        (urgent ? urgentTasks : otherTasks).push(() => task().then(resolve, reject));
        void drain();
      }),
  };
}
