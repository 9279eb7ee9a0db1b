import { foldedForms, type TextWord, wordsOf } from "./fold-text.ts";

/** Finds the words of a dictionary in a text. */
export interface NamedWords {
  /** Positions of the words that belong to an entry. */
  find(words: readonly TextWord[]): readonly number[];
}

/** An entry as it is looked up: folded words, one blank between them; one form or two. */
export function phrasesOf(text: string): readonly string[] {
  const words = wordsOf(text).map((word) => foldedForms(word.text));
  const form = (which: number) => words.map((forms) => forms[which] ?? forms[0]).join(" ");
  return [...new Set([form(0), form(1)])].filter((phrase) => phrase !== "");
}

/** A dictionary of phrases as `phrasesOf` makes them. */
export function makeNamedWords(phrases: Iterable<string>): NamedWords {
  const byFirst = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const words = phrase.split(" ");
    const first = words[0] ?? "";
    byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  return {
    find: (words) => {
      const folded = words.map((word) => foldedForms(word.text));
      return folded.flatMap((forms, at) =>
        forms
          .flatMap((form) => byFirst.get(form) ?? [])
          .filter((phrase) => phrase.every((word, i) => folded[at + i]?.includes(word)))
          .flatMap((phrase) => phrase.map((_, i) => at + i)),
      );
    },
  };
}
