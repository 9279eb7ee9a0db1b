import type { keysEn } from "../keys-en.ts";
import type { Translation } from "../texts.ts";

/** نصوص المفاتيح والفأرة. */
export const keysAr: Translation<typeof keysEn> = {
  keymap: {
    heading: "المفاتيح والفأرة",
    profile: "المفاتيح كما في",
    profiles: { radiology: "الأشعة", ohif: "OHIF", horos: "Horos", slicer: "3D Slicer" },
    mouse: "الفأرة كما في",
    mice: { pacs: "PACS", ohif: "OHIF", slicer: "3D Slicer" },
    miceTexts: {
      pacs: "الزر الأيمن: ضبط النافذة. الأوسط: تحريك. Shift مع العجلة: خمس صور.",
      ohif: "الزر الأيمن: تكبير. الأوسط: تحريك. تُفتح الدراسات وأداة ضبط النافذة في اليد.",
      slicer: "الزر الأيمن: تكبير. الأوسط: تحريك. Shift مع العجلة: حجم الفرشاة، وShift يأخذ التقاطع معه.",
    },
    single: "المفاتيح بدون Ctrl أو Alt",
    singleOn: "مفعّلة",
    singleOff: "معطّلة",
    singleText: "عند التعطيل لا تفعل الحروف والأرقام والعلامات شيئًا وحدها. تبقى الأسهم وEnter وEsc عاملة.",
    change: "تغيير المفاتيح",
    done: "تم",
    changeOf: (action) => `تغيير مفتاح ${action}`,
    removeOf: (action) => `إزالة مفتاح ${action}`,
    resetOf: (action) => `مفتاح ${action} كما في المجموعة`,
    press: "اضغط المفتاح الجديد. Esc يترك كل شيء كما هو.",
    noKey: "بلا مفتاح",
    bound: (action, key) => `${action}: ${key}`,
    taken: (key, wanted, other) =>
      `المفتاح ${key} يخص ${other} هنا. يحتفظ ${wanted} بمفتاحه؛ غيّر مفتاح ${other} أولًا.`,
    reserved: (key) => `المفتاح ${key} يخص المتصفح. اختر غيره.`,
    own: (n) => `مفاتيح خاصة بك: ${n}`,
    resetAll: "كل المفاتيح كما في المجموعة",
  },
};
