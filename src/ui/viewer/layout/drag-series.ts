/** A mouse or a pen that moved less has pressed a button; a finger scrolls the list instead (it taps). */
const dragPx = 8;

/**
 * Lets a picture of a series be dragged onto a viewport (an element with `data-pane`); `drop` gets the number of the viewport. The
 * click that ends a drag is swallowed.
 */
export function dragSeries(element: HTMLElement, drop: (pane: number) => void): void {
  element.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || down.pointerType === "touch") return;
    const listeners = new AbortController();
    const { signal } = listeners;
    let ghost: HTMLElement | null = null;
    let over: Element | null = null;
    const paneUnder = (event: PointerEvent) =>
      document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-pane]") ?? null;
    const end = () => {
      listeners.abort();
      ghost?.remove();
      over?.classList.remove("drop-here");
    };
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < dragPx && !ghost) return;
      ghost ??= makeGhost(element);
      ghost.style.left = `${event.clientX - 44}px`;
      ghost.style.top = `${event.clientY - 44}px`;
      const pane = paneUnder(event);
      if (pane === over) return;
      over?.classList.remove("drop-here");
      pane?.classList.add("drop-here");
      over = pane;
    };
    const up = (event: PointerEvent) => {
      const dragged = ghost !== null;
      end();
      if (!dragged) return;
      element.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => element.removeEventListener("click", swallow, { capture: true }));
      const pane = paneUnder(event);
      if (pane instanceof HTMLElement) drop(Number(pane.dataset.pane));
    };
    window.addEventListener("pointermove", move, { signal });
    window.addEventListener("pointerup", up, { signal });
    window.addEventListener("pointercancel", end, { signal });
  });
  element.addEventListener("dragstart", (event) => event.preventDefault());
}

const swallow = (event: Event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

/** The picture under the pointer, without anything that could be pressed. */
function makeGhost(element: HTMLElement): HTMLElement {
  const ghost = document.createElement("div");
  ghost.className = "series-ghost";
  ghost.setAttribute("aria-hidden", "true");
  const picture = element.querySelector("canvas");
  if (picture) {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [picture.width, picture.height];
    copy.getContext("2d")?.drawImage(picture, 0, 0);
    copy.style.width = "88px";
    ghost.append(copy);
  }
  document.body.append(ghost);
  return ghost;
}
