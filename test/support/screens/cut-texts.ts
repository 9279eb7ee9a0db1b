import type { Page } from "playwright";

/** Controls whose text does not fit: cut off, or out of the window; one line each. Texts that may end in "…" are left out. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
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
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.push(`the page is ${wide} px too wide`);
    return found;
  });
}
