import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inWords, SaidError, say } from "../../../src/domain/said.ts";
import { WorkerCallError } from "../../../src/jobs/bridge.ts";
import { failureText } from "../../../src/ui/app/failure-text.ts";
import { saidAr } from "../../../src/ui/messages/ar/said-ar.ts";
import { saidDe } from "../../../src/ui/messages/de/said-de.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { loadMessages } from "../../../src/ui/messages/languages.ts";

const source = join(import.meta.dirname, "../../../src");

/** Where the expression in braces that begins before `at` ends. */
function endOfValue(text: string, at: number): number {
  let depth = 1;
  let end = at;
  for (; depth > 0; end++) depth += Number(text[end] === "{") - Number(text[end] === "}");
  return end;
}

/** The pattern of the template whose first character stands at `at`. */
function patternAt(text: string, at: number): string {
  let pattern = "";
  let values = 0;
  let next = at;
  while (next < text.length && text[next] !== "`") {
    if (text.startsWith("${", next)) {
      pattern += `{${values++}}`;
      next = endOfValue(text, next + 2);
    } else pattern += text[next++];
  }
  return pattern;
}

const patterns = new Set(
  readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && file !== join("domain", "said.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), "utf8");
      return [...text.matchAll(/(?<![`\w])say`/g)].map((match) =>
        patternAt(text, match.index + match[0].length),
      );
    }),
);
// What comes from elsewhere is told as it came.
patterns.delete("{0}");

const holes = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([hole]) => hole).toSorted();

test("the walk over the source finds what workers and storage say", () => {
  expect(patterns.size).toBeGreaterThan(140);
  expect(patterns).toContain("These files need {0} MB; {1} MB are free.");
});

test.each([
  ["German", saidDe],
  ["Arabic", saidAr],
])("%s has every sentence of them and no other, with the same values in it", (_, said) => {
  expect(Object.keys(said).toSorted()).toEqual([...patterns].toSorted());
  const wrong = Object.entries(said).filter(
    ([pattern, text]) => String(holes(pattern)) !== String(holes(text)) || text === pattern,
  );
  expect(wrong).toEqual([]);
});

test("a sentence is told in the language of the page, sentences in it too, and in English where it is not known", async () => {
  const de = await loadMessages("de", []);
  const said = say`Nothing was handed over: ${"a.json"} differs from the store in ${say`its checksum`}. Export again; if it stays, report it.`;
  expect(failureText(new SaidError(said), en)).toBe(
    "Nothing was handed over: a.json differs from the store in its checksum. Export again; if it stays, report it.",
  );
  expect(failureText(new WorkerCallError({ code: "mismatch", said }), de)).toContain("ab (Prüfsumme)");
  expect(new SaidError(said).message).toBe(inWords(said));
  expect(failureText(new SaidError(say`The year ${2026} of a newer worker`), de)).toBe(
    "The year 2026 of a newer worker",
  );
});

test("a value that looks like a place for one is not filled", () => {
  expect(inWords(say`“${"{1}"}” of the chosen model is gone ${7}.`)).toBe(
    "“{1}” of the chosen model is gone 7.",
  );
});
