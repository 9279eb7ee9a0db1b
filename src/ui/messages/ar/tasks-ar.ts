import type { tasksEn } from "../tasks-en.ts";
import type { Translation } from "../texts.ts";
import { name, number } from "./formats-ar.ts";

/** نصوص المهام: من يسم أي دراسة، وإلى متى. */
export const tasksAr: Translation<typeof tasksEn> = {
  tasks: {
    title: "المهام",
    mine: "مهامي",
    note: "من يسم أي دراسة، وإلى متى. يُضاف الأشخاص في الإعدادات. لا يُقفل شيء: شخصان على دراسة واحدة يعطيان قراءتين. وما تقوله قائمة عمل الخادم أو قائمة بجانب التطبيق مقدَّم.",
    none: "كل الدراسات هنا منجزة.",
    nobody: "لا أحد بعينه",
    for: (who) => `لـ ${name(who)}`,
    until: (day) => `تُستحق في ${name(day)}`,
    overdue: (day) => `استُحقت في ${name(day)}`,
    whoOf: (study) => `من يسم ${name(study)}`,
    dueOf: (study) => `يوم استحقاق ${name(study)}`,
    from: { hub: "من الخادم", served: "من قائمة التطبيق", local: "قيل هنا" },
    save: "حفظ كملف",
    take: "أخذ قائمة",
    taken: (n) => `أُخذت المهام: ${number(n)}`,
    done: "إغلاق",
  },
};
