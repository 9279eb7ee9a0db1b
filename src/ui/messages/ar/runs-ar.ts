import type { MemoryShortage } from "../../../domain/assist/memory-room.ts";
import type { RejectReason } from "../../../domain/proposal.ts";
import type { runsEn } from "../runs-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, count, genitive, nouns, number } from "./formats-ar.ts";

const reasons: Record<RejectReason, string> = {
  "not-a-finding": "ليس موجودة مرضية",
  "wrong-place": "موضع خاطئ",
  "wrong-outline": "محيط خاطئ",
  "wrong-class": "فئة خاطئة",
  duplicate: "وُجد مرتين",
  other: "شيء آخر",
};

/** ما قلّ، بالأرقام التي يذكرها المتصفح. */
const shortOf = (short: MemoryShortage): string => {
  switch (short.kind) {
    case "heap":
      return `تشغل الصفحة ${bytes(short.usedBytes)} من ${bytes(short.ofBytes)} يتيحها المتصفح لها.`;
    case "device":
      return `تشغل الصفحة ${bytes(short.usedBytes)}، وفي هذا الجهاز نحو ${bytes(short.ofBytes)}.`;
    case "refused":
      return "لم يعطِ المتصفح النموذج المزيد حين طلبه.";
  }
};

/** نصوص التشغيل في الخلفية وما يقوله الشخص عن اقتراحاته. */
export const runsAr: Translation<typeof runsEn> = {
  runs: {
    titles: {
      prelabel: "الوسم الأولي",
      outline: "تحديد ما في المستطيلات",
      follow: "تتبّع الوسم عبر المقاطع",
    },
    running: (kind, done, total) =>
      `${{ prelabel: "وسم أولي", outline: "تحديد، الصورة", follow: "تتبّع، المقطع" }[kind]} ${number(done)} من ${number(total)}`,
    found: (n) => `الاقتراحات: ${number(n)}`,
    cancelled: {
      prelabel: "أُلغي الوسم الأولي. يبقى ما وُجد.",
      outline: "أُلغي التحديد. يبقى ما وُجد.",
      follow: "أُلغي التتبّع. يبقى ما وُجد.",
    },
    none: {
      prelabel: "لا يقترح النموذج شيئًا هنا.",
      outline: "لم يجد النموذج شيئًا جديدًا في المستطيلات.",
      follow: "لم يستطع النموذج تتبّع الوسم إلى المقطع التالي.",
    },
    studyDone: (proposals, series) =>
      `للحسم: ${count(proposals, nouns.proposal)}، في ${count(series, genitive(nouns.series))}`,
    noKeyImages: "لا صورة من هذه السلسلة معلّمة صورةً مفتاحية.",
    noBoxes: "لا مستطيل بلا محيط في هذه السلسلة: ارسم واحدًا أو دع كاشفًا يبحث.",
    noPriorBoxes: "لا مستطيل في أي دراسة أخرى لهذا المريض على هذا الجهاز.",
    priorTaken: "أُخذت مستطيلات الدراسات الأخرى من قبل.",
    priorNoPlace: (n) =>
      `مستطيلات دراسة أخرى: ${number(n)}. لا يقع أي منها على صورة من هذه السلسلة، أو رُفض هناك من قبل.`,
    priorLeft: (n) => `مستطيلات بجانب هذه الصور أو خارجها: ${number(n)}.`,
    priorUnplaced: (n) =>
      `في دراسة أخرى لهذا المريض مستطيلات (${number(n)})، لكن لا شيء يبيّن موضعها من هذه: لا إطار مرجعي مشترك بينهما. ضعها بجانب هذه، ومرّر الاثنتين إلى الموضع نفسه، ثم اطلب ثانية.`,
    priorNoneBeside: "ليس في السلسلة المجاورة مستطيل لم يؤخذ من قبل.",
    priorTilted: "صور الدراستين في اتجاهين مختلفين. لا يمكن نقل موضع من إحداهما إلى الأخرى.",
    priorPlaced: (n, here, there, left) =>
      `مواضع للنظر: ${number(n)}، على أن الصورة ${number(here)} هنا تقابل الصورة ${number(there)} هناك.${left > 0 ? ` تُركت ${number(left)} لوقوعها خارج هذه الصور.` : ""}`,
    fromOther: "من مستطيل دراسة أخرى",
    ended: "انتهى التشغيل",
    short: (short) => `في الانتظار: الذاكرة قليلة. ${shortOf(short)} يُستأنف التشغيل تلقائيًا حين تتوفر ذاكرة.`,
    goOn: "المتابعة رغم ذلك",
    skipped: (n) => `سلاسل تُجووزت: ${number(n)}`,
    failedImages: (n) => `صور بلا جواب: ${number(n)}.`,
    discard: "حذف اقتراحاته",
    keep: "إبقاؤها",
    close: "إغلاق",
    why: "رُفض. لماذا؟",
    whyNone: "بلا سبب",
    reasons,
    skipWhy: "دون ذكر سبب",
  },
};
