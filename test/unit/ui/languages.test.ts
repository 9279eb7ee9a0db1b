import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { actions } from "../../../src/editor/actions/action-table.ts";
import { en } from "../../../src/ui/messages/en.ts";
import {
  type Language,
  languages,
  loadMessages,
  spokenLanguage,
} from "../../../src/ui/messages/languages.ts";

const others = (Object.keys(languages) as Language[]).filter((language) => language !== "en");
const all = await Promise.all(
  others.map(async (language) => [language, await loadMessages(language, [])] as const),
);

type Leaf = string | ((...given: unknown[]) => unknown);

/** Every text and every function of messages, by its path; what is the language itself is not a text, and said.test.ts looks at `said`. */
function leavesOf(value: unknown, path = ""): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  if (typeof value === "string" || typeof value === "function") leaves.set(path, value as Leaf);
  else
    for (const [key, part] of Object.entries(value as object))
      if (path !== "" || !["format", "language", "said"].includes(key))
        for (const [at, leaf] of leavesOf(part, `${path}/${key}`)) leaves.set(at, leaf);
  return leaves;
}

const english = leavesOf(en);

test("the walk over the messages sees the deepest of them", () => {
  expect(english.size).toBeGreaterThan(900);
  expect(english.get("/keys/gestureRows/0/1")).toBe("tap 2 · tap 3");
});

test.each(all)("%s has every text of English and no other", (_, messages) => {
  expect([...leavesOf(messages).keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test.each(all)("%s leaves no sentence in English", (_, messages) => {
  const same = [...leavesOf(messages)].filter(
    ([path, text]) => typeof text === "string" && text === english.get(path) && text.split(/\s+/).length > 2,
  );
  expect(same).toEqual([]);
});

/** What a function says for numbers, or for words where it cannot take numbers; marks that each parameter leaves in the text. */
function said(call: Leaf, probes: readonly unknown[]): string | null {
  try {
    const text = (call as (...given: unknown[]) => unknown)(...probes);
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}
const probeSets = [
  [113, 127, 131, 149, 151],
  ["Qaab", "Qccd", "Qeef", "Qggh", "Qiij"],
  ["Qaab", 127, 131, 149, 151],
  ["Qaab", "Qccd", 131, 149, 151],
  ["Qaab", 127, "Qeef", 149, 151],
  [113, "Qccd", 131, 149, 151],
];
/** Marks of numbers and words of a probe that stand in the text, whatever the case. */
const marksIn = (text: string) =>
  ["113", "127", "131", "149", "151", "qaab", "qccd", "qeef", "qggh", "qiij"].filter((mark) =>
    text.toLowerCase().includes(mark),
  );

test.each(all)("%s says every number and every name that English says", (_, messages) => {
  const theirs = leavesOf(messages);
  const missing: string[] = [];
  let compared = 0;
  for (const [path, call] of english) {
    if (typeof call !== "function") continue;
    const other = theirs.get(path);
    for (const probes of probeSets) {
      const first = said(call, probes);
      if (first === null || other === undefined) continue;
      const second = said(other, probes);
      const lost = marksIn(first).filter((mark) => !second || !marksIn(second).includes(mark));
      if (lost.length > 0) missing.push(`${path}: ${lost.join()} in "${second}"`);
      compared++;
    }
  }
  expect(missing).toEqual([]);
  expect(compared).toBeGreaterThan(500);
});

test.each(all)("%s gives every action a name of its own", (_, messages) => {
  const names = actions.map(({ id }) => messages.actions[id]);
  expect(new Set(names).size).toBe(actions.length);
});

test("screens take figures from the language of the page, never from English", () => {
  const folder = join(import.meta.dirname, "../../../src/ui");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith("messages"),
  );
  expect(files.length).toBeGreaterThan(100);
  const wrong = files.filter((file) =>
    /messages\/(numbers|[a-z-]+-en)\.ts|toLocale(String|DateString|TimeString)\(/.test(
      readFileSync(join(folder, file), "utf8"),
    ),
  );
  expect(wrong).toEqual([]);
});

test("the first language of the browser that we speak is taken, else English", () => {
  expect(spokenLanguage(["fr-CH", "de-CH", "en"])).toBe("de");
  expect(spokenLanguage(["ar-EG"])).toBe("ar");
  expect(spokenLanguage(["fr", "constructor"])).toBe("en");
  expect(spokenLanguage([])).toBe("en");
});

test("a choice that a newer version wrote follows the browser", async () => {
  expect((await loadMessages("xx" as Language, ["de"])).language).toBe("de");
});

test("figures follow the language: decimal sign, plural, a minus that stays before its number", async () => {
  const [de, ar] = await Promise.all([loadMessages("de", []), loadMessages("ar", [])]);
  expect(de.format.number(1234567.891, 2)).toBe("1\u202f234\u202f567,89");
  expect(de.format.bytes(3.1e9)).toBe("3,1 GB");
  expect([1, 2].map(de.worklist.labels)).toEqual(["1 Markierung", "2 Markierungen"]);
  expect(ar.format.number(-600)).toBe("\u200e−600");
  expect(ar.format.bytes(3.1e9)).toBe("\u20663.1 GB\u2069");
  expect([0, 1, 2, 3, 11, 100].map(ar.worklist.labels)).toEqual([
    "0 وسم",
    "وسم واحد",
    "وسمان",
    "3 وسوم",
    "11 وسمًا",
    "100 وسم",
  ]);
});
