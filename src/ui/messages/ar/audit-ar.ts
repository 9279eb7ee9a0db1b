import type { ChainFault } from "../../../domain/verify-chain.ts";
import type { auditEn } from "../audit-en.ts";
import type { Translation } from "../texts.ts";
import { type CountedNoun, count, genitive, number } from "./formats-ar.ts";

const entry: CountedNoun = ["قيد واحد", "قيدان", "قيود", "قيدًا", "قيد"];
const exported: CountedNoun = ["تصدير واحد", "تصديران", "عمليات تصدير", "عملية تصدير", "عملية تصدير"];

const faults: Record<ChainFault, (seq: string) => string> = {
  changed: (seq) => `تغيّر القيد ${seq} بعد كتابته.`,
  removed: (seq) => `القيد ${seq} مفقود.`,
  reordered: (seq) => `القيد ${seq} ليس في مكانه.`,
  inserted: (seq) => `قبل القيد ${seq} قيد لا مكان له هناك.`,
  replaced: (seq) => `القيد ${seq} ليس الذي كُتب: هو أو ما قبله صُنع من جديد.`,
  cut: (seq) => `القيد ${seq} وكل ما بعده مفقود، وكان في تصدير سابق.`,
};

/** نصوص بطاقة سجل العمل. */
export const auditAr: Translation<typeof auditEn> = {
  audit: {
    title: "سجل العمل",
    intro:
      "يُكتب كل تغيير في وسم مع صاحبه، ويحمل كل قيد بصمة القيد الذي قبله. يبيّن الفحص إن كان قيد قد تغيّر أو أُزيل أو نُقل أو أُضيف لاحقًا.",
    limit:
      "يبيّن التغييرات اللاحقة. لا يحمي من صاحب هذا الجهاز الذي يمكنه كتابة السجل كله من جديد؛ قارن مع بيان سبق تسليمه.",
    entries: (n) => count(n, entry),
    none: "لم يُكتب شيء بعد.",
    check: "فحص السجل",
    compare: "مقارنة مع manifest.json",
    running: "جارٍ الفحص",
    cancel: "إلغاء",
    progress: (done, total) => `${number(done)} من ${number(total)}`,
    whole: (n) => `${count(n, entry)}: كل القيود في مكانها، ولم يتغيّر شيء.`,
    compared: (n) => (n === 0 ? "لم يُقارن بأي تصدير بعد." : `قورن مع ${count(n, genitive(exported))}.`),
    broken: "جرى العبث بهذا السجل",
    fault: (reason, seq) => faults[reason](number(seq)),
    brokenNote: "العمل قبل ذلك القيد سليم. اترك هذا الجهاز كما هو وأخبر المسؤول عن المشروع.",
    notManifest: "هذا الملف ليس بيان تصدير فيه سجل عمل. كان المتوقّع ملف manifest.json.",
    otherDevice: "هذا البيان لا يذكر سجلًا لهذا الجهاز.",
    failed: "تعذّرت قراءة السجل. حاول مرة أخرى.",
  },
};
