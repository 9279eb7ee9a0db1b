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

/** The key without modifiers: Latin letters by what they print, all else by where it lies (AZERTY, German, Cyrillic, Arabic). */
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

/** The chord of a key event as the keymap writes it; null for keys that mean nothing. Ctrl is Cmd on macOS. */
export function chordOf(event: KeyInput, platform: "mac" | "other"): string | null {
  const name = keyName(event);
  if (name === null) return null;
  const main = platform === "mac" ? event.metaKey : event.ctrlKey;
  const other = platform === "mac" ? event.ctrlKey : event.metaKey;
  if (other) return null; // the system's own
  return `${main ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${name}`;
}

/** Whether a chord is a single key, which a text field or the setting of WCAG 2.1.4 takes away. */
export const isSingleKey = (chord: string): boolean => !chord.includes("Ctrl+") && !chord.includes("Alt+");

/** Whether the key of a chord prints a sign: letters, digits, punctuation, space. Arrows, Enter or Esc do not. */
export const printsSign = (chord: string): boolean => /(?:^|\+)(?:.|Space)$/.test(chord);

/** Whether a chord with Ctrl or Alt edits or moves in a text: copy, paste, undo, by words and lines. A text field needs it for itself. */
export const editsText = (chord: string): boolean =>
  /^(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[ACVXYZ]|Arrow\w+|Backspace|Delete|Home|End)$/.test(chord);
