import type { modelsEn } from "../models-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, measure, name } from "./formats-ar.ts";

/** نصوص النماذج الخاصة. */
export const modelsAr: Translation<typeof modelsEn> = {
  models: {
    title: "نماذجك",
    note: "شبكة خاصة بك تجيب عن النقرات والمستطيلات بدلًا من المرفقة: model.json مع ملفات .onnx الخاصة به، أو ملف zip منها. تبقى على هذا الجهاز.",
    none: "لم يُضف شيء.",
    add: "إضافة نموذج",
    checking: "جارٍ فحص النموذج",
    refused: (reason) => `لم يُضف. ${name(reason)}`,
    facts: (size, milliseconds) => `${bytes(size)}، ${measure(milliseconds, "ms")} لكل صورة`,
    tested: "نجح الفحص الذاتي",
    untested: "غير مفحوص: لم يأت بفحص ذاتي",
    struckOut: "أُوقف: أسقط عامله مرتين. أضفه من جديد لاستخدامه.",
    use: "استخدام",
    used: "قيد الاستخدام",
    useShipped: "استخدام النموذج المرفق",
    remove: "إزالة",
    removed: "أُزيل النموذج",
    added: (text) => `أُضيف ${name(text)}`,
    notKept: "تعذّر حفظ النموذج.",
    askTitle: (text, version) => `إضافة ${name(`${text} ${version}`)}؟`,
    license: "الترخيص",
    licenseNote: "يُسجَّل في كل وسم يساعد فيه هذا النموذج.",
    licenseUnknown: "لا يذكر النموذج ترخيصًا. أدخل شروطه، أو اتركه كما هو.",
    unknown: "غير معروف",
    assistive: "إجاباته اقتراحات. لم يتحقق أحد من صلاحيته لاستخدامه على المرضى.",
    answers: "الإجابات",
    keep: "إضافة",
  },
};
