import { type Accessor, createSignal, onCleanup } from "solid-js";

export interface Toast {
  readonly id: number;
  readonly text: string;
}

export interface Toasts {
  readonly list: Accessor<readonly Toast[]>;
  show(text: string): void;
}

const shownMs = 4000;

/** Short notes at the foot of the panel; they leave by themselves. */
export function createToasts(): Toasts {
  const [list, setList] = createSignal<readonly Toast[]>([]);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let nextId = 1;
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer);
  });
  return {
    list,
    show: (text) => {
      const id = nextId++;
      setList((before) => [...before.filter((toast) => toast.text !== text).slice(-2), { id, text }]);
      const timer = setTimeout(() => {
        timers.delete(timer);
        setList((before) => before.filter((toast) => toast.id !== id));
      }, shownMs);
      timers.add(timer);
    },
  };
}
