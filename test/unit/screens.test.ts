import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plainScreens } from "../../src/ui/app/router.ts";
import { picturesOf, screensFolder, translated } from "../support/screens/pictures.ts";
import { walk } from "../support/screens/walk.ts";

const files = readdirSync(screensFolder);

test("every screen of the router is pictured in docs/screens", () => {
  const walked = new Set(walk.filter((stop) => !stop.unpictured).map(({ screen }) => screen));
  expect(
    [...plainScreens, "study" as const, "adjudicate" as const].filter((screen) => !walked.has(screen)),
  ).toEqual([]);
});

test("docs/screens holds exactly the pictures of the walk, in both sizes and both themes", () => {
  const wanted = [
    ...walk.filter((stop) => !stop.unpictured).flatMap(({ name }) => picturesOf(name)),
    ...translated.map(({ file }) => file),
  ];
  expect(files.toSorted()).toEqual(wanted.toSorted());
});

test("no picture is above 150 kB, all of them below 8 MB", () => {
  const sizes = files.map((name) => ({ name, bytes: statSync(join(screensFolder, name)).size }));
  expect(sizes.filter(({ bytes }) => bytes > 150_000)).toEqual([]);
  expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(8e6);
});
