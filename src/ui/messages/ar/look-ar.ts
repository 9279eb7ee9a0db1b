import type { lookEn } from "../look-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, type CountedNoun, count, ltr, name, number } from "./formats-ar.ts";

const largeFile: CountedNoun = ["ملف كبير واحد", "ملفان كبيران", "ملفات كبيرة", "ملفًا كبيرًا", "ملف كبير"];
const level: CountedNoun = ["مستوى واحد", "مستويان", "مستويات", "مستوى", "مستوى"];

/** نصوص معاينة ملف كبير. */
export const lookAr: Translation<typeof lookEn> = {
  look: {
    title: "معاينة",
    open: "معاينة",
    openNamed: (text) => `معاينة ${name(text)}`,
    largeTitle: (n) => count(n, largeFile),
    largeNote: "يستغرق التنظيف وقتًا. يمكنك المعاينة في الأثناء؛ ولا يُحفظ شيء بالمعاينة.",
    bytes,
    file: (text, size) => `${name(text)} · ${bytes(size)}`,
    readOnly: "للمعاينة فقط",
    readOnlyNote:
      "هذا الملف كما اخترته، بما في بكسلاته من أسماء. لا يُحفظ منه هنا شيء ولا يُوسم ولا يُصدَّر. تُفتح الأدوات بعد تنظيفه.",
    opening: "جارٍ فتح الملف",
    failed: "لا يمكن معاينة هذا الملف",
    none: "لا ملف مفتوح للمعاينة.",
    noneNote: "اختر ملفًا كبيرًا في الاستيراد. تفتحه المعاينة هنا أثناء تنظيفه.",
    cleaning: (part) => `جارٍ التنظيف ${number(Math.floor(part * 100))} %`,
    waiting: "لم يُنظَّف بعد",
    waitingNote: "للاستيراد سؤال أولًا.",
    answer: "إلى الاستيراد",
    stopped: "توقف التنظيف",
    cancelled: "أُلغي الاستيراد. لم يُحفظ من هذا الملف شيء.",
    ready: "نُظِّف وحُفظ",
    readyNote: "الدراسة في قائمة العمل. يمكن رسم الوسوم الآن.",
    openStudy: "فتح الدراسة",
    held: "لا بد أن ينظر إنسان إلى البكسلات",
    heldNote: "قد تُظهر اسمًا. أتِحها في مراجعة البكسلات فتنضم الدراسة إلى قائمة العمل.",
    refused: "مرفوض",
    done: "انتهى الاستيراد",
    seeResult: "عرض النتيجة",
    cancel: "إلغاء الاستيراد",
    back: "رجوع",
    image: "صورة",
    size: (columns, rows) => `${ltr(`${number(columns)} × ${number(rows)}`)} بكسل`,
    levels: (n) => count(n, level),
    frame: "صورة",
    frameOf: (i, n) => `الصورة ${number(i)} من ${number(n)}`,
    zoomIn: "تقريب",
    zoomOut: "إبعاد",
    fit: "ملاءمة",
  },
};
