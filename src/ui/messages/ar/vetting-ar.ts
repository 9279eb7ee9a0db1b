import type { Translation } from "../texts.ts";
import type { vettingEn } from "../vetting-en.ts";
import { type CountedNoun, count, nouns, number } from "./formats-ar.ts";

const finding: CountedNoun = ["ملاحظة فحص واحدة", "ملاحظتا فحص", "ملاحظات فحص", "ملاحظة فحص", "ملاحظة فحص"];

/** نصوص ما يُقال عن مجموعة بيانات وما وجده فحصها. */
export const vettingAr: Translation<typeof vettingEn> = {
  vetting: {
    about: "عن هذه البيانات",
    aboutNote: "تُكتب على بطاقة كل مجموعة بيانات لهذا المشروع. ما تتركه يُذكر أنه غير مذكور.",
    purpose: "لأي غرض، وليس لأي غرض",
    license: "الترخيص أو الشروط",
    reference: "الموافقة أو الاتفاق",
    expires: "صالحة للاستخدام حتى",
    stated: (n) => `ذُكر ${number(n)} من 4`,
    noNames: "لا تذكر اسم مريض.",
    findings: (n) => count(n, finding),
    findingsNone: "لم يجد الفحص شيئًا.",
    findingsNote: "يذكر vetting.json الصور والوسوم.",
    severities: { error: "خطأ سُمح به", warning: "للعلم" },
    overrideTitle: "التصدير رغم ذلك",
    overrideNote: "يُكتب اسمك المستعار والوقت وهذا السبب في مجموعة البيانات وفي سجل العمل. لا تذكر اسم مريض.",
    split: "التقسيم",
    parts: { train: "تدريب", val: "تحقق", test: "اختبار" },
    part: (patients, images) => `${count(patients, nouns.patient)} · ${count(images, nouns.image)}`,
    splitProof: "الإثبات",
    splitNote: "لا مريض في جزأين. من صُدّر مرة يبقى في جزئه.",
    joined: (n) => `يشاركون صورة مع غيرهم ويبقون معًا: ${count(n, nouns.patient)}.`,
    reason: "السبب",
    override: "التصدير بهذا السبب",
  },
};
