import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../../src/ui/styles");
const physical =
  /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)(?:-\w+)?|left|right)\s*:|(?:float|text-align)\s*:\s*(?:left|right)/;
/** What lies on the image, or is its own mirror: sides of the device, not of the page. */
const ofTheImage = /\.(?:corner|scrubber|thumb-slice|window-popover|viewport|series-ghost)\b/;

/** Rules of a style sheet with sides of the screen instead of sides of reading: `file: selector`. */
function physicalRules(css: string): string[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...plain.matchAll(/([^{};]+)\{([^{}]*)\}/g)].flatMap(([, selector = "", body = ""]) =>
    physical.test(body) && !ofTheImage.test(selector) ? [selector.trim()] : [],
  );
}

test("a planted side of the screen is found, a side of the image is not", () => {
  expect(physicalRules("@media print { .a { color: red; margin-left: 2px } }")).toEqual([".a"]);
  expect(physicalRules(".b { inset-inline-start: 0 } .c { text-align: right }")).toEqual([".c"]);
  expect(physicalRules(".scrubber .lane { left: 2px }")).toEqual([]);
});

test("the chrome is laid out by sides of reading, so that it can be mirrored", () => {
  const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(10);
  const wrong = sheets.flatMap((name) =>
    physicalRules(readFileSync(join(folder, name), "utf8")).map((selector) => `${name}: ${selector}`),
  );
  expect(wrong).toEqual([]);
});
