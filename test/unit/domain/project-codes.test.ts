import { expect, test } from "vitest";
import {
  addCode,
  type CodeSet,
  joinCodes,
  missingCodes,
  mostCodes,
  projectCodes,
} from "../../../src/domain/project-codes.ts";

/** Bytes that no two parts of have in common. */
const bytesOf = (length: number, seed = 1) =>
  new Uint8Array(length).map((_, at) => (at * 131 + (at >> 8) * 17 + seed * 29) & 255);

const codesOf = (length: number, seed = 1) => {
  const codes = projectCodes(bytesOf(length, seed));
  if (!codes) throw new Error("too many codes");
  return codes;
};

const gather = (texts: readonly string[]) => {
  let set: CodeSet | null = null;
  for (const text of texts) {
    const next = addCode(set, text);
    expect(next.fault).toBeNull();
    set = next.set;
  }
  if (!set) throw new Error("no code");
  return set;
};

test.each([1, 2, 3, 419, 420, 421, 1000, 4001, 16_800])(
  "%i bytes come back from their codes in any order, also when some are read twice",
  (length) => {
    const codes = codesOf(length);
    const shuffled = [...codes.filter((_, at) => at % 2 === 1), ...codes.toReversed(), ...codes];
    expect(joinCodes(gather(shuffled))).toEqual(bytesOf(length));
    expect(new Set(codes).size).toBe(codes.length);
    // Version 19 at level M holds 624 bytes.
    expect(Math.max(...codes.map((code) => code.length))).toBeLessThanOrEqual(624);
  },
);

test("a project that needs more codes than a person would hold still for gets none", () => {
  expect(projectCodes(bytesOf(420 * mostCodes))).toHaveLength(mostCodes);
  expect(projectCodes(bytesOf(420 * mostCodes + 1))).toBeNull();
});

test("the missing codes are named by their numbers, and without them nothing is joined", () => {
  const codes = codesOf(2000);
  const set = gather([codes[3] ?? "", codes[0] ?? ""]);
  expect(missingCodes(set)).toEqual([2, 3, 5]);
  expect(joinCodes(set)).toBeNull();
});

const [first = "", second = ""] = codesOf(1000);
const [stranger = ""] = codesOf(1000, 2);
const [longer = ""] = codesOf(1300);

test.each([
  ["a text of somebody else", "https://example.org", "foreign"],
  ["an empty code", "", "foreign"],
  ["a project key", '{"schema":"overread-project-key/1"}', "key"],
  ["a later version", second.replace("code/1:", "code/2:"), "newer"],
  ["a version that is none", second.replace("code/1:", "code/01:"), "damaged"],
  ["a head alone", "overread-project-code/", "damaged"],
  ["a number beyond the count", second.replace(":2/3:", ":4/3:"), "damaged"],
  ["a number of nought", second.replace(":2/3:", ":0/3:"), "damaged"],
  ["more codes than there may be", second.replace(":2/3:", ":2/99:"), "damaged"],
  ["a part that is cut", second.slice(0, -1), "damaged"],
  ["a part that is too long", `${second}A`, "damaged"],
  ["letters that are not base64url", second.replace(/.$/, "+"), "damaged"],
  ["a code of another project", stranger, "mixed"],
  ["a code of a later state with more codes", longer, "mixed"],
  [
    "another text under a number that was read",
    `${first.slice(0, -1)}${first.endsWith("A") ? "B" : "A"}`,
    "mixed",
  ],
])("%s is refused for what it is, and what was read stays", (_name, text, fault) => {
  const set = gather([first]);
  expect(addCode(set, text)).toEqual({ set, fault });
  if (fault !== "mixed") expect(addCode(null, text)).toEqual({ set: null, fault });
});

test("a letter changed in one code is found by the digest", () => {
  const [, middle = "", last = ""] = codesOf(1000);
  const at = middle.length - 7;
  const changed = `${middle.slice(0, at)}${middle[at] === "Q" ? "R" : "Q"}${middle.slice(at + 1)}`;
  expect(joinCodes(gather([first, changed, last]))).toBeNull();
  expect(joinCodes(gather([first, middle, last]))).toEqual(bytesOf(1000));
});
