/** What the page notes of itself; lives in it as `watched`. */
export interface ScreenNotes {
  /** From each key to the frame in which the picture is another one, ms. */
  readonly keys: number[];
  /** From each pointer move to the frame after it. */
  readonly moves: number[];
  /** From the end of each stroke until it was said to be saved. */
  readonly saves: number[];
  /** When the picture changed, ms. */
  readonly pictures: number[];
  readonly tasks: number[];
}

/** Runs in the page: looks at the picture in every frame, as a person would who sits before it. */
export function watchScreen(): void {
  const notes: ScreenNotes = { keys: [], moves: [], saves: [], pictures: [], tasks: [] };
  const eye = new OffscreenCanvas(24, 24).getContext("2d", { willReadFrequently: true });
  const look = () => {
    const canvas = document.querySelector<HTMLCanvasElement>('[role="application"] canvas');
    if (!canvas || !eye) return 0;
    eye.imageSmoothingEnabled = false;
    const { width, height } = canvas;
    eye.drawImage(canvas, width * 0.35, height * 0.35, width * 0.3, height * 0.3, 0, 0, 24, 24);
    const { data } = eye.getImageData(0, 0, 24, 24);
    // One colour alone is no picture yet.
    if (data.every((value, at) => value === data[at % 4])) return 0;
    return data.reduce((sum, value) => (sum * 31 + value) | 0, 7);
  };
  let seen = look();
  let pressedAt: number | null = null;
  let liftedAt: number | null = null;
  const saved = () => document.querySelector('[role="status"][aria-label="Save state"]')?.textContent?.trim();
  let saving = false;
  const frame = () => {
    const now = look();
    const at = performance.now();
    if (now !== seen) {
      notes.pictures.push(at);
      if (pressedAt !== null) notes.keys.push(at - pressedAt);
      pressedAt = null;
    }
    seen = now;
    if (liftedAt !== null) {
      const isSaved = saved() === "Saved";
      if (!isSaved) saving = true;
      else if (saving) {
        notes.saves.push(at - liftedAt);
        liftedAt = null;
      }
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener("keydown", ({ timeStamp }) => (pressedAt = timeStamp), { capture: true });
  addEventListener(
    "pointermove",
    ({ timeStamp, buttons }) => {
      if (buttons === 0) return;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // After everything that this frame draws.
        port1.onmessage = () => notes.moves.push(performance.now() - timeStamp);
        port2.postMessage(0);
      });
    },
    { capture: true },
  );
  addEventListener(
    "pointerup",
    ({ timeStamp }) => {
      liftedAt = timeStamp;
      saving = false;
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes.tasks.push(Math.round(duration));
  }).observe({ type: "longtask" });
  Object.assign(globalThis, { watched: notes });
}

/** Runs in the page: from the next key on, until a plane through the volume shows a picture; ms. */
export function watchPlane(): Promise<number> {
  const eye = new OffscreenCanvas(24, 24).getContext("2d", { willReadFrequently: true });
  return new Promise((resolve) => {
    const look = (from: number) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.plane-area [role="application"] canvas');
      if (canvas && canvas.width > 1) eye?.drawImage(canvas, 0, 0, 24, 24);
      const data = eye?.getImageData(0, 0, 24, 24).data ?? [];
      if (data.some((value, at) => at % 4 < 3 && value > 20)) resolve(performance.now() - from);
      else requestAnimationFrame(() => look(from));
    };
    // The modifier's own key is not meant.
    const start = ({ key, timeStamp }: KeyboardEvent) => {
      if (key === "Shift") return;
      removeEventListener("keydown", start, { capture: true });
      look(timeStamp);
    };
    addEventListener("keydown", start, { capture: true });
  });
}
