import type { Page } from "playwright";

/** Controls of this page whose text does not fit: cut off, or drawn beyond its own box; one line each. Texts that may end in "…" are left out. */
export function cutTextsHere(): string[] {
  const found: string[] = [];
  const top = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const controls = top.querySelectorAll<HTMLElement>(
    "button, a[href], [role=tab], [role=menuitem], [role=radio], label > span, th, h1, h2, .nav a",
  );
  for (const control of controls) {
    const style = getComputedStyle(control);
    const box = control.getBoundingClientRect();
    if (box.width === 0 || style.visibility === "hidden" || control.closest(".visually-hidden")) continue;
    const text = control.textContent?.trim() ?? "";
    if (text === "" || control.closest(".clip") || control.querySelector(".clip")) continue;
    // What scrolls is not cut; what is drawn beyond its own box is.
    const range = document.createRange();
    range.selectNodeContents(control);
    const ink = range.getBoundingClientRect();
    const over = Math.max(
      box.left - ink.left,
      ink.right - box.right,
      ink.bottom - box.bottom,
      box.top - ink.top,
    );
    const hides = style.overflowX !== "visible" && control.scrollWidth > control.clientWidth + 1;
    if (over > 1.5 || hides)
      found.push(`${control.tagName.toLowerCase()} "${text.slice(0, 60)}" by ${over.toFixed(1)} px`);
  }
  for (const link of document.querySelectorAll<HTMLElement>("nav a")) {
    const [box, column] = [link.getBoundingClientRect(), link.closest("nav")?.getBoundingClientRect()];
    if (column && column.width > 0 && (box.right > column.right - 2 || box.left < column.left + 2))
      found.push(`nav "${link.textContent}" is as wide as its column`);
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`the page is ${wide} px too wide`);
  return found;
}

/** The same, of a page that is driven from outside. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(cutTextsHere);
}
