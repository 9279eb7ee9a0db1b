import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readOwnManifest } from "../../../../src/domain/models/read-own-manifest.ts";

const page = resolve(dirname(fileURLToPath(import.meta.url)), "../../../../docs/assist.md");
const examples = [...readFileSync(page, "utf8").matchAll(/```json\n([\s\S]*?)```/g)].map((match) =>
  JSON.parse(match[1] ?? ""),
);

test("every manifest that the documentation shows is one that the app reads", () => {
  expect(examples.map(({ adapter }) => adapter).sort()).toEqual([
    "classifier",
    "sam",
    "sliding-window",
    "yolo",
  ]);
  for (const example of examples) expect(readOwnManifest(example)).toMatchObject({ ok: true, kind: "graph" });
});

test("the same with a field of another kind is not", () => {
  for (const example of examples)
    expect(readOwnManifest({ ...example, version: 1 })).toMatchObject({ ok: false });
});
