/** Letters that no decomposition takes apart. */
const whole: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** How names are written where a keyboard has no such letter: Müller is Mueller. */
const written: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

const replaceAll = (text: string, letters: Readonly<Record<string, string>>) =>
  [...text].map((letter) => letters[letter] ?? letter).join("");

/** Lower case without marks, widths and ligatures: `Łukasz MÜLLER` is `lukasz muller`. */
export function foldText(text: string): string {
  return replaceAll(text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""), whole);
}

/** The forms in which one word may be written: without its marks, and with two letters for one. One form or two. */
export function foldedForms(word: string): readonly string[] {
  const plain = foldText(word);
  const spelled = foldText(replaceAll(word.toLowerCase().normalize("NFC"), written));
  return plain === spelled ? [plain] : [plain, spelled];
}

/** A run of letters and digits in a text. */
export interface TextWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text, in order; what stands between them is neither letter nor digit. */
export function wordsOf(text: string): readonly TextWord[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}
