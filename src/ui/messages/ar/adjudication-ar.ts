import type { adjudicationEn } from "../adjudication-en.ts";
import type { Translation } from "../texts.ts";
import { type CountedNoun, count, genitive, measure, name, nouns, number, score } from "./formats-ar.ts";

const match: CountedNoun = ["تطابق واحد", "تطابقان", "تطابقات", "تطابقًا", "تطابق"];
const submission: CountedNoun = ["تسليم واحد", "تسليمان", "تسليمات", "تسليمًا", "تسليم"];

/** نصوص مقارنة عدة قرّاء والفصل بينهم. */
export const adjudicationAr: Translation<typeof adjudicationEn> = {
  adjudication: {
    title: "التحكيم",
    queue: "دراسات بعدة قرّاء",
    done: (n, of) =>
      n >= of
        ? `أنهى ${number(n)} من ${number(of)} من القرّاء`
        : `أنهى ${number(n)} من ${number(of)} من القرّاء. تُفتح النتائج حين ينتهي الجميع.`,
    apart: (n, of) =>
      of === 0 ? "لم يُرسم شيء" : n === 0 ? "متفقون" : `مختلفون في ${number(n)} من ${number(of)}`,
    compare: "مقارنة",
    compareOf: (study, pseudonym) => `مقارنة ${name(`${study} ${pseudonym}`)}`,
    comparing: "جارية المقارنة",
    missing: "هذه الدراسة ليست على هذا الجهاز.",
    closed: {
      missing: "تُفتح النتائج حين ينتهي كل القرّاء.",
      own: "أنت من قرّائها. يفصل فيها شخص آخر.",
      done: "لهذه الدراسة إجماع من قبل.",
    },
    back: "الرجوع إلى المراجعة",
    reader: (letter) => `القارئ ${name(letter)}`,
    overlaid: "كل القرّاء",
    layout: "الصور",
    sideBySide: "جنبًا إلى جنب",
    together: "متراكبة",
    lines: "A متصل، B متقطع، C منقط؛ واللون هو الفئة.",
    slice: "المقطع",
    groups: "التطابقات، الأسوأ أولًا",
    iou: (value) => `IoU ${score(value)}`,
    noArea: "بلا مساحة",
    only: (letters) => `فقط ${name(letters)}`,
    classes: (names) => `سُمّي ${name(names)}`,
    use: (letter) => `اعتماد ${name(letter)}`,
    majority: "الأغلبية",
    staple: "STAPLE",
    draw: "رسم",
    none: "استبعاد",
    open: "مفتوح",
    decide: "الفصل",
    rest: "الأغلبية لكل المفتوح",
    agreement: "الاتفاق",
    columns: { readers: "القرّاء", what: "المقياس", value: "القيمة", over: "على" },
    drawn: "مرسوم",
    noValue: "–",
    mm: (value) => measure(value, "mm", 2),
    px: (value) => measure(value, "px", 2),
    score,
    notes: {
      "one category": "فئة واحدة",
      "no subjects": "لا حالات",
      "one reader": "قارئ واحد",
    },
    undecided: (n) => (n === 0 ? "فُصل في الكل" : `بقي الفصل في ${count(n, genitive(match))}`),
    make: "عمل الإجماع",
    made: (n) => `عُمل إجماع من ${count(n, genitive(nouns.label))}`,
    answersOpen: (n) => `إجابات مختلفة بين القرّاء: ${number(n)}. تبقى مفتوحة في الإجماع.`,
    nothing: "لم يرسم أي قارئ شيئًا. الإجماع دراسة فارغة.",
    blind: "القرّاء محجوبون بعضهم عن بعض على هذا الجهاز فقط: من يفتح تخزينه أو ملف تسليمات يمكنه رؤيتهم.",
    saveFile: "حفظ التسليمات",
    takeFile: "تحميل تسليمات",
    saved: (n) => `حُفظ في ملف: ${count(n, submission)}`,
    noneToSave: "لم يُسلَّم شيء بعد.",
    taken: (n, known) =>
      known > 0 ? `أُخذ ${number(n)}، وكان هنا من قبل ${number(known)}` : `أُخذ ${number(n)}`,
  },
};
