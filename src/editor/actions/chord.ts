/** What of a `KeyboardEvent` matters: it is assignable to this. */
export interface KeyInput {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

const punctuation: Readonly<Record<string, string>> = {
  Backquote: "`",
  Minus: "-",
  Equal: "=",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  IntlBackslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Comma: ",",
  Period: ".",
  Slash: "/",
};

/** The signs of the map, by what is printed: the key of the US layout that bears them, and whether with Shift. */
const printed: Readonly<Record<string, string>> = {
  "`": "`",
  "-": "-",
  "=": "=",
  "+": "Shift+=",
  "[": "[",
  "]": "]",
  "\\": "\\",
  ";": ";",
  ":": "Shift+;",
  ",": ",",
  ".": ".",
  "?": "Shift+/",
};

/** Signs that many keyboards print with AltGr (Ctrl+Alt on Windows, ⌥ on a Mac): whatever key they lie on. */
const withAltGr = /^[[\]\\`]$/;

/**
 * The chord of a sign by what is printed, wherever it lies: comma and semicolon lie one key further left on AZERTY, + on the ] of a German
 * keyboard. Digits and the keys of numbers stay what they are, but for AltGr and the = over the 0.
 */
function printedChord({ key, code, shiftKey }: KeyInput): string | null {
  if (withAltGr.test(key)) return key;
  if (/^Numpad/.test(code) || (/^Digit/.test(code) && !(key === "=" && shiftKey))) return null;
  return Object.hasOwn(printed, key) ? (printed[key] ?? null) : null;
}

/** Shift over these prints other signs of the map on other keyboards (Russian a comma over /, German a semicolon over the comma): the place goes before. */
const shiftedByPlace = new Set(["Comma", "Period", "Slash"]);

const named = new Set([
  "Enter",
  "Escape",
  "Backspace",
  "Delete",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
]);

/** The key without modifiers: Latin letters by what they print, all else by where it lies (digits on AZERTY, signs that a German, Cyrillic or Arabic keyboard lacks). */
export function keyName({ key, code }: Pick<KeyInput, "key" | "code">): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (named.has(key)) return key;
  if (code === "Space") return "Space";
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  if (code === "NumpadAdd" || code === "NumpadSubtract") return code;
  // A sign of another script stands for the Latin letter on the same key; Arabic prints two at once (لا on B) and vowel signs.
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined && /^[\u0080-\u{10ffff}]{1,2}$/u.test(key)) return letter;
  return punctuation[code] ?? null;
}

/** What a key event may mean, as the keymap writes it, the likelier first: what is printed, and where the key lies. Empty for keys that mean nothing. Ctrl is Cmd on macOS. */
export function chordsOfPress(event: KeyInput, platform: "mac" | "other"): string[] {
  const main = platform === "mac" ? event.metaKey : event.ctrlKey;
  const other = platform === "mac" ? event.ctrlKey : event.metaKey;
  if (other) return []; // the system's own
  const altGr = withAltGr.test(event.key) && event.altKey && (main || platform === "mac");
  const held = altGr ? "" : `${main ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}`;
  const sign = printedChord(event);
  const name = keyName(event);
  const byPrint = sign === null ? [] : [held + sign];
  const byPlace = name === null || altGr ? [] : [`${held}${event.shiftKey ? "Shift+" : ""}${name}`];
  return event.shiftKey && shiftedByPlace.has(event.code)
    ? [...byPlace, ...byPrint]
    : [...byPrint, ...byPlace].slice(0, 1);
}

/** The likeliest chord of a key event; null for keys that mean nothing. */
export const chordOf = (event: KeyInput, platform: "mac" | "other"): string | null =>
  chordsOfPress(event, platform)[0] ?? null;

/** Whether a chord is a single key, which a text field or the setting of WCAG 2.1.4 takes away. */
export const isSingleKey = (chord: string): boolean => !chord.includes("Ctrl+") && !chord.includes("Alt+");

/** Whether the key of a chord prints a sign: letters, digits, punctuation, space. Arrows, Enter or Esc do not. */
export const printsSign = (chord: string): boolean => /(?:^|\+)(?:.|Space)$/.test(chord);

/** Whether a chord with Ctrl or Alt edits or moves in a text: copy, paste, undo, by words and lines. A text field needs it for itself. */
export const editsText = (chord: string): boolean =>
  /^(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[ACVXYZ]|Arrow\w+|Backspace|Delete|Home|End)$/.test(chord);
