import { expect, test } from "vitest";
import { digestsNear, findNear, makeKeyedDigest } from "../../../../src/domain/deid/near-digests.ts";
import { makeRandom } from "../../../support/random.ts";

const digest = makeKeyedDigest(new Uint8Array(32).fill(3));

/** Edit distance by the table of Wagner and Fischer. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, against] of [...other].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === against ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

const isNear = (text: string, other: string, most: number) =>
  findNear(other, 2, digest, new Map(digestsNear(text, most, digest).map((one) => [one, true]))).length > 0;

test("a text is known again exactly where it is within so many edits", () => {
  const random = makeRandom(11);
  const word = (length: number) =>
    Array.from({ length }, () => "abc"[Math.floor(random() * 3)] ?? "a").join("");
  const seen = [0, 0, 0, 0];
  for (let run = 0; run < 600; run++) {
    const text = word(3 + Math.floor(random() * 5));
    const cut = Math.floor(random() * text.length);
    const other =
      run % 3 === 0
        ? word(3 + Math.floor(random() * 5))
        : text.slice(0, cut) + word(run % 2) + text.slice(cut + 1);
    const distance = editDistance(text, other);
    seen[Math.min(3, distance)] = (seen[Math.min(3, distance)] ?? 0) + 1;
    for (const most of [0, 1, 2])
      expect([text, other, most, isNear(text, other, most)]).toEqual([text, other, most, distance <= most]);
  }
  expect(seen.every((count) => count > 5)).toBe(true);
});

test("letters that changed places are two edits, and the empty text is one", () => {
  expect([isNear("mueller", "muellre", 1), isNear("mueller", "muellre", 2)]).toEqual([false, true]);
  expect([isNear("a", "", 0), isNear("a", "", 1)]).toEqual([false, true]);
});

test("under another key nothing is known, and nothing of the text can be read", () => {
  const kept = digestsNear("mueller", 2, digest);
  const other = makeKeyedDigest(new Uint8Array(32).fill(4));
  expect(findNear("mueller", 2, other, new Map(kept.map((one) => [one, true])))).toEqual([]);
  expect(kept.every((one) => /^[A-Z2-7]{9}$/.test(one))).toBe(true);
  expect(kept).toHaveLength(new Set(kept).size);
});
