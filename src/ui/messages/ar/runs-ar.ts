import type { RejectReason } from "../../../domain/proposal.ts";
import type { runsEn } from "../runs-en.ts";
import type { Translation } from "../texts.ts";
import { count, genitive, nouns, number } from "./formats-ar.ts";

const reasons: Record<RejectReason, string> = {
  "not-a-finding": "ليس موجودة مرضية",
  "wrong-place": "موضع خاطئ",
  "wrong-outline": "محيط خاطئ",
  "wrong-class": "فئة خاطئة",
  duplicate: "وُجد مرتين",
  other: "شيء آخر",
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
    ended: "انتهى التشغيل",
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
