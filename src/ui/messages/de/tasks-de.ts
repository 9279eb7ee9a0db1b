import type { tasksEn } from "../tasks-en.ts";
import type { Translation } from "../texts.ts";
import { count } from "./formats-de.ts";

/** Texte der Aufgaben: wer welche Studie markiert, bis wann. */
export const tasksDe: Translation<typeof tasksEn> = {
  tasks: {
    title: "Aufgaben",
    mine: "Meine Aufgaben",
    note: "Wer welche Studie markiert, bis wann. Personen werden in den Optionen hinzugefügt. Gesperrt wird nichts: Zwei Menschen an einer Studie ergeben zwei Befundungen. Was die Arbeitsliste des Hubs oder eine Liste neben der App sagt, geht vor.",
    none: "Alle Studien hier sind erledigt.",
    nobody: "Niemand Bestimmtes",
    for: (who) => `für ${who}`,
    until: (day) => `Fällig am ${day}`,
    overdue: (day) => `War fällig am ${day}`,
    whoOf: (study) => `Wer ${study} markiert`,
    dueOf: (study) => `Fälligkeit von ${study}`,
    from: { hub: "Vom Hub", served: "Aus der Liste der App", local: "Hier festgelegt" },
    save: "Als Datei speichern",
    take: "Liste übernehmen",
    taken: (n) => `${count(n, "Aufgabe", "Aufgaben")} übernommen.`,
    done: "Schließen",
  },
};
