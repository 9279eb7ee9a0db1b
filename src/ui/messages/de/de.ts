import { en } from "../en.ts";
import type { Messages } from "../messages.ts";
import { actionsDe } from "./actions-de.ts";
import { formatsDe } from "./formats-de.ts";
import { frameDe } from "./frame-de.ts";

/** Alle Texte der Oberfläche auf Deutsch (Glossar: docs/languages.md). */
export const de: Messages = { ...en, ...frameDe, language: "de", format: formatsDe, actions: actionsDe };
