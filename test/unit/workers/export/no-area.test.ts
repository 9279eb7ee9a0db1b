import { expect, test } from "vitest";
import { inWords } from "../../../../src/domain/said.ts";
import { noArea } from "../../../../src/workers/export/no-area.ts";

test("a shape without an inside is named as a person calls it", () => {
  expect(inWords(noArea("angle", "NDJSON"))).toBe("an angle has no area; NDJSON holds it");
  expect(inWords(noArea("cobb", "NDJSON", "SR"))).toBe("a Cobb angle has no area; NDJSON and SR hold it");
  expect(inWords(noArea("keypoints", "NDJSON", "COCO"))).toBe(
    "a skeleton has no area; NDJSON and COCO hold it",
  );
});
