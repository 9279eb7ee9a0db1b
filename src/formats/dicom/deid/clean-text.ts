import { foldedForms, type TextWord, wordsOf } from "./fold-text.ts";
import type { NamedWords } from "./named-words.ts";
import { isNameParticle, isParticle } from "./particles.ts";
import { isPaired, isTechniqueWord, isUnit } from "./technique-words.ts";
import { identifyingSpans } from "./text-patterns.ts";

const isNumber = (word: string) => /^[0-9]+$/.test(word);

/** Numbers, single letters and particles say nothing alone; beside something that went they are its house number, its initial, its "de la". */
const isWeak = ({ text }: TextWord) =>
  isNumber(text) || text.length === 1 || foldedForms(text).some(isNameParticle);

/** Which words are weak: all that are, but numbers with a unit behind them (`5 mm`, `1.25 mm`). */
function weakWords(words: readonly TextWord[]): readonly boolean[] {
  const weak = words.map(isWeak);
  let measured = false;
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at]?.text ?? "";
    measured = isNumber(word) ? measured : isUnit(word.toLowerCase());
    if (isNumber(word) && measured) weak[at] = false;
  }
  return weak;
}

/** Weak words go with their neighbours, however long the run; a preposition goes with what it leads to. */
function spread(words: readonly TextWord[], gone: Set<number>): void {
  const weak = weakWords(words);
  const leads = words.map(({ text }, at) => weak[at] || foldedForms(text).some(isParticle));
  for (let at = 0; at < words.length; at++) if (weak[at] && gone.has(at - 1)) gone.add(at);
  for (let at = words.length - 1; at >= 0; at--) if (leads[at] && gone.has(at + 1)) gone.add(at);
}

function isAllowed(words: readonly TextWord[], at: number): boolean {
  const word = words[at]?.text ?? "";
  if (isNumber(word)) return word.length <= 3;
  const beside = (step: number) => (words[at + step]?.text ?? "").toLowerCase();
  if (isPaired(beside(-1), word.toLowerCase(), beside(1))) return true;
  // A letter alone names a side, a view or a place in a list.
  return /^[a-z]$/i.test(word) || foldedForms(word).some((form) => isTechniqueWord(form) || isParticle(form));
}

/** The words that stay with what stands between them; where something went, one blank. */
function joined(text: string, words: readonly TextWord[], gone: ReadonlySet<number>): string {
  let result = "";
  let last = -1;
  for (const [at, word] of words.entries()) {
    if (gone.has(at)) continue;
    if (last >= 0) result += at === last + 1 ? text.slice(words[last]?.end, word.start) : " ";
    result += word.text;
    last = at;
  }
  return result;
}

function without(text: string, gone: ReadonlySet<number>): string {
  return gone.size === 0 ? text : joined(text, wordsOf(text), gone);
}

/** A text without the words of a dictionary; unchanged where none occurs. */
export function deleteNamed(text: string, named: NamedWords): string {
  const gone = new Set(named.find(wordsOf(text)));
  return without(text, gone);
}

function cleanOnce(text: string, named: NamedWords | undefined): string {
  const words = wordsOf(text);
  const covered = new Uint8Array(text.length);
  for (const [from, to] of identifyingSpans(text)) covered.fill(1, from, to);
  const gone = new Set(named?.find(words));
  for (const [at, { start, end }] of words.entries()) {
    const patterned = covered.subarray(start, end).includes(1);
    if (patterned || !isAllowed(words, at)) gone.add(at);
  }
  spread(words, gone);
  return without(text, gone);
}

/**
 * A free text with what may identify taken out (PS3.15 E.3.5, deidentification 3.7 "Clean"): words of the identity dictionary,
 * dates, numbers, addresses, titled names, and every word that is not on the lists. What is left cleans to itself.
 */
export function cleanText(text: string, named?: NamedWords): string {
  let before = text;
  for (;;) {
    const after = cleanOnce(before, named);
    if (after === before) return after;
    before = after;
  }
}
