import { count } from "./numbers.ts";

/** Texts of tasks: who is to label which study, until when. */
export const tasksEn = {
  tasks: {
    title: "Tasks",
    mine: "My tasks",
    note: "Who labels which study, until when. People are added in Settings. Nothing is locked: two people on one study give two readings. What the hub’s worklist or a list beside the app says comes first.",
    none: "Every study here is done.",
    nobody: "Nobody in particular",
    for: (who: string) => `for ${who}`,
    until: (day: string) => `Due ${day}`,
    overdue: (day: string) => `Was due ${day}`,
    whoOf: (study: string) => `Who labels ${study}`,
    dueOf: (study: string) => `Due day of ${study}`,
    from: { hub: "From the hub", served: "From the app’s list", local: "Said here" },
    save: "Save as a file",
    take: "Take a list",
    taken: (n: number) => `${count(n, "task", "tasks")} taken over.`,
    done: "Close",
  },
};
