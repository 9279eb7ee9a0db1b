import type { evaluateEn } from "../evaluate-en.ts";
import type { Translation } from "../texts.ts";
import { type CountedNoun, count, genitive, ltr, measure, name, nouns, number } from "./formats-ar.ts";

const time: CountedNoun = ["مرة واحدة", "مرتين", "مرات", "مرة", "مرة"];

/** نصوص تقييم نموذج على وسوم لم يتدرّب عليها. */
export const evaluateAr: Translation<typeof evaluateEn> = {
  evaluate: {
    open: "تقييم",
    title: "تقييم نموذج",
    note: "يُسأل النموذج عن كل وسم مقبول للمرضى في جزء واحد من التقسيم، مرة لكل وسم بالمستطيل حوله، ثم يُقارن. يجري ذلك على هذا الجهاز.",
    model: "النموذج",
    shipped: "النموذج المرفق",
    part: "جزء التقسيم",
    parts: { val: "التحقق", test: "الاختبار" },
    noSplit: "لا مريض في هذا الجزء بعد. يتحدد التقسيم عند تصدير مجموعة بيانات.",
    noLabels: "لا وسم مقبول في هذا الجزء بعد.",
    patients: (patients, labelled) =>
      `في هذا الجزء: ${count(patients, nouns.patient)}، منهم ${number(labelled)} لهم وسوم مقبولة.`,
    testLocked:
      "جزء الاختبار لنظرة أخيرة واحدة. كل فتح له يُعدّ ويُكتب في سجل العمل وعلى بطاقة كل مجموعة بيانات.",
    testOpened: (n) => (n === 0 ? "لم يُفتح على هذا الجهاز قط." : `فُتح على هذا الجهاز ${count(n, time)}.`),
    testReason: "سبب فتحه الآن",
    noNames: "لا تذكر اسم مريض.",
    run: "تقييم",
    runTest: "فتح جزء الاختبار والتقييم",
    cancel: "إيقاف",
    running: (done, total) => `${number(done)} من ${count(total, genitive(nouns.label))}`,
    failed: (reason) => `لم يُقيَّم. ${name(reason)}`,
    cancelled: "توقف. بعض الأرقام وحده مضلِّل، فلا يُعرض شيء منها.",
    result: (model, part, cases) => `${name(model)}، ${part}: ${count(cases, nouns.label)}`,
    protocol: (id) => `البروتوكول ${ltr(id)}؛ ${ltr("Dice dice/1, IoU iou/1, HD95 hd95/1")}.`,
    own: (n) => `بدأ اقتراحًا من هذا النموذج: ${count(n, nouns.label)}. فهو هناك يوافق نفسه.`,
    skipped: (noMask, tiled, failed) =>
      [
        noMask > 0 ? `تُرك لأنه بلا محيط: ${count(noMask, nouns.label)}` : "",
        tiled > 0 ? `تُرك على الشرائح: ${number(tiled)}` : "",
        failed > 0 ? `لم يُجب عنه: ${number(failed)}` : "",
      ]
        .filter(Boolean)
        .join("، "),
    byClass: "حسب الفئة",
    bySource: "حسب المصدر: نوع التصوير، والجهاز والموقع حيث يُحتفظ بهما",
    worst: "الأسوأ أولًا",
    columns: {
      class: "الفئة",
      source: "المصدر",
      cases: "الوسوم",
      dice: "Dice",
      iou: "IoU",
      hd95: "HD95",
      study: "الدراسة",
      image: "الصورة",
    },
    figure: (value) => number(value, 3),
    distance: (value, unit) => (value === null ? "لم يوجد شيء" : measure(value, unit, 2)),
    meanDistance: (mm, px) =>
      [mm === null ? "" : measure(mm, "mm", 2), px === null ? "" : measure(px, "px", 2)]
        .filter(Boolean)
        .join("، ") || "–",
    image: (at, of) => `${number(at)} من ${number(of)}`,
    openCase: (pseudonym, text) => `فتح الدراسة ${name(pseudonym)}: ${name(text)}`,
  },
};
