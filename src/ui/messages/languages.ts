import { en } from "./en.ts";
import type { Messages } from "./messages.ts";

/** The languages of the interface, each named in itself. */
export const languages = {
  en: { name: "English", direction: "ltr" },
  de: { name: "Deutsch", direction: "ltr" },
  ar: { name: "العربية", direction: "rtl" },
} as const;

/** A language of the interface: the primary subtag of BCP 47. */
export type Language = keyof typeof languages;

/** A language, or the first of the browser's that we speak. */
export type LanguageChoice = Language | "auto";

/** English is in the first load, what is missing elsewhere falls back to it; the others are precached parts of their own. */
const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => en,
  de: async () => (await import("./de/de.ts")).de,
  ar: async () => (await import("./ar/ar.ts")).ar,
};

const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);

/** The first of the wanted languages (`navigator.languages`) that we speak, else English. */
export function spokenLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0] ?? "";
    if (isLanguage(primary)) return primary;
  }
  return "en";
}

/** The texts of a choice; English when the part of another language cannot be loaded. */
export async function loadMessages(choice: LanguageChoice, wanted: readonly string[]): Promise<Messages> {
  // A choice may come from a store that a newer version wrote.
  const language = isLanguage(choice) ? choice : spokenLanguage(wanted);
  try {
    return await loaders[language]();
  } catch {
    return en;
  }
}

/** Tells the page its language: screen readers, hyphenation, direction. Title and manifest are the product's name. */
export function dressPage(root: HTMLElement, messages: Messages): void {
  root.lang = messages.language;
  root.dir = languages[messages.language].direction;
}
