import { type Accessor, createSignal, onCleanup } from "solid-js";

export interface Toast {
  readonly id: number;
  readonly text: string;
}

export interface Toasts {
  readonly list: Accessor<readonly Toast[]>;
  show(text: string): void;
  /** What was said to the person before is nothing to the one who works now. */
  clear(): void;
}

const shownMs = 4000;

/** Short notes, each in a place of its own where nothing is pressed; they leave by themselves, and with the person they were said to. */
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
    clear: () => setList([]),
  };
}
