import type { BundleFault } from "../../../domain/sync/bundle-manifest.ts";
import type { bundleEn } from "../bundle-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, type CountedNoun, count, nouns, number } from "./formats-ar.ts";

const faults: Record<BundleFault, string> = {
  "not-a-bundle": "هذا الملف ليس حزمة Overread. لم يُؤخذ شيء.",
  newer: "كُتبت هذه الحزمة بإصدار أحدث من التطبيق. لم يُؤخذ شيء.",
  "no-key":
    "ليس لهذا الجهاز مفتاح مشروع بعد، فلا يعرف لمن هذه الحزمة. خذ مفتاح المشروع من الإعدادات، ثم افتحها من جديد.",
  "other-project": "لم تُكتب هذه الحزمة على جهاز من هذا المشروع، أو تغيّرت منذ ذلك. لم يُؤخذ شيء.",
  "strange-entries": "محتويات ملف zip هذا ليست ما تذكره قائمته. لم يُؤخذ شيء.",
  "too-large": "في ملف zip هذا محتويات أكثر مما تحتمله حزمة. لم يُؤخذ شيء.",
  damaged: "هذه الحزمة منقطعة أو تالفة. انسخها من جديد. لم يُؤخذ شيء.",
};

const newVersion: CountedNoun = [
  "إصدار جديد واحد",
  "إصداران جديدان",
  "إصدارات جديدة",
  "إصدارًا جديدًا",
  "إصدار جديد",
];

/** نصوص الحزم: العمل في ملف. */
export const bundleAr: Translation<typeof bundleEn> = {
  bundle: {
    title: "الحزمة",
    intro:
      "للمواقع التي بلا شبكة: كل إصدارات الوسوم على هذا الجهاز في ملف واحد. يفتحه جهاز آخر بمفتاح المشروع نفسه، وتلتقي الإصدارات هناك كما تلتقي عبر خادم.",
    images: "مع الصور",
    imagesNote: "من دونها يحتاج الجهاز الآخر إلى الصور من مصدر آخر.",
    save: "حفظ حزمة",
    open: "فتح حزمة",
    doing: { save: "جارية كتابة الحزمة", open: "جارٍ فحص الحزمة" },
    progress: (done, total) => (total === 0 ? "" : `${number(done)} من ${number(total)}`),
    cancelled: "توقف. لم يُحفظ منها شيء.",
    nothing: "لا شيء للحفظ: لا دراسة على هذا الجهاز لها وسوم.",
    saved: (studies, objects, size, missing) =>
      `حُفظ: ${count(studies, nouns.study)}، ${count(objects, nouns.object)}، ${bytes(size)}. ${
        missing > 0
          ? `ليس فيها ما أزاحه هذا الجهاز أو لا يبقى إلا عليه: ${count(missing, nouns.image)}. `
          : ""
      }ليس هذا دليلًا على وصولها: ما ينتظر الخادم يبقى منتظرًا.`,
    opened: (studies, versions, images, damaged) =>
      [
        `${count(studies, nouns.study)}: ${count(versions, newVersion)}`,
        images > 0 ? `للاستيراد: ${count(images, nouns.image)}` : "لا صور جديدة",
        damaged > 0 ? `تُرك لتلفه: ${count(damaged, nouns.object)}` : "",
      ]
        .filter((text) => text !== "")
        .join("، "),
    fileName: (day) => `overread-bundle-${day}.zip`,
    faults,
  },
};
