import { expect, test } from "vitest";
import { jsonListItems } from "../../../../src/workers/export/json-list.ts";
import { jsonFile, jsonPieces } from "../../../../src/workers/export/json-pieces.ts";
import { textParts } from "../../../../src/workers/export/text-parts.ts";
import { makeRandom } from "../../../support/random.ts";

const leaves: readonly unknown[] = [
  0,
  -1.5,
  1e21,
  "",
  'a "b"\n\\ ü \u2028',
  null,
  true,
  false,
  Number.NaN,
  undefined,
];

/** A value of lists and objects, some of them empty. */
function made(random: () => number, depth: number): unknown {
  const count = Math.floor(random() * 4);
  if (depth === 0 || random() < 0.2) return leaves[Math.floor(random() * leaves.length)];
  const values = Array.from({ length: count }, () => made(random, depth - 1));
  if (random() < 0.5) return values;
  return Object.fromEntries(values.map((value, at) => [`key "${at}"\n`, value]));
}

test("the pieces of a value are what JSON makes of it at once", () => {
  const random = makeRandom(11);
  for (let i = 0; i < 3000; i++) {
    const value = [made(random, 5)];
    expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(value, null, 1));
  }
  expect([...jsonFile({})].join("")).toBe("{}\n");
});

test("a long list comes in as many pieces as it has entries, and a text in parts that are no longer than they must be", async () => {
  const value = { list: Array.from({ length: 5000 }, (_, at) => ({ at, text: "ü".repeat(50) })) };
  const pieces = [...jsonPieces(value)];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200);
  let breaths = 0;
  const breathe = async () => {
    breaths++;
  };
  const parts: Uint8Array[] = [];
  for await (const part of textParts(pieces, breathe)) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe(JSON.stringify(value, null, 1));
  expect(parts.length).toBeGreaterThan(4);
  expect(breaths).toBe(parts.length - 1);
  for (const { length } of parts) expect(length).toBeLessThan(200_000);
});

test("a text of which the person wants no more is not made to its end", async () => {
  const breathe = () => Promise.reject(new DOMException("Cancelled", "AbortError"));
  let made = 0;
  function* endless() {
    for (;;) {
      made++;
      yield "x".repeat(1000);
    }
  }
  const read = async () => {
    for await (const _ of textParts(endless(), breathe));
  };
  await expect(read()).rejects.toThrow("Cancelled");
  expect(made).toBeLessThan(100);
});

test("a list within a text is read item by item, and what is left is the text without them", () => {
  const random = makeRandom(12);
  for (let i = 0; i < 2000; i++) {
    const list = Array.from({ length: Math.floor(random() * 5) }, () => made(random, 4) ?? null);
    const value = { before: made(random, 3), trap: 'a "files": [ b', files: list, after: [made(random, 3)] };
    const text = [...jsonFile(value)].join("");
    const items: unknown[] = [];
    const walk = jsonListItems(text, "files");
    let next = walk.next();
    for (; !next.done; next = walk.next()) items.push(JSON.parse(next.value));
    expect(items).toEqual(JSON.parse(JSON.stringify(list)));
    expect(JSON.parse(next.value)).toEqual(JSON.parse(JSON.stringify({ ...value, files: [] })));
  }
  const read = (text: string) => [...jsonListItems(text, "files")];
  expect(() => read('{"files": 3}')).toThrow(SyntaxError);
  for (const cut of ['{"files": [', '{"files": [{"a": "b', '{"files": [1, [2]'])
    expect(() => read(cut)).toThrow(SyntaxError);
});
