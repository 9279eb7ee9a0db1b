import type { ModelTask } from "../../../domain/models/graph-manifest.ts";
import type { modelsEn } from "../models-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, list, measure, name, number } from "./formats-ar.ts";

const guessedParts: Record<string, string> = {
  intensity: "كيف تُهيَّأ القيم",
  spacing: "حجم البكسل",
  labels: "أسماء الفئات",
};
const guessedList = (parts: readonly string[]) => list(parts.map((part) => guessedParts[part] ?? name(part)));

/** نصوص النماذج الخاصة. */
export const modelsAr: Translation<typeof modelsEn> = {
  models: {
    title: "نماذجك",
    note: "شبكات خاصة بك: واحدة تجيب عن النقرات والمستطيلات بدلًا من المرفقة، وواحدة تسم وسمًا أوليًا من تلقاء نفسها. model.json مع ملفات .onnx الخاصة به، أو ملف zip منها؛ أو حزمة MONAI فيها ملف .onnx. تبقى على هذا الجهاز.",
    tasks: {
      "promptable-seg": "يجيب عن النقرات والمستطيلات",
      "semantic-seg": "وسم أولي: أقنعة",
      "instance-seg": "وسم أولي: أقنعة، واحد لكل شيء",
      detect: "وسم أولي: مستطيلات",
      classify: "وسم أولي: إجابات عن سؤال",
    } satisfies Record<ModelTask, string> as Record<string, string>,
    finds: (names) => {
      const rest = names.length - 8;
      return `يجد: ${list(names.slice(0, 8).map((text) => name(text)))}${rest > 0 ? ` و${number(rest)} غيرها` : ""}`;
    },
    guessed: (parts) =>
      `صيغ من الحزمة. خُمِّن ما لا تذكره: ${guessedList(parts)}. قارن اقتراحاته بصور معروفة قبل استخدامه، أو اكتب ملف model.json.`,
    guessedShort: (parts) => `خُمِّن: ${guessedList(parts)}`,
    otherModality: (expected, found) =>
      `النموذج المختار لصور ${name(expected)}، وهذه السلسلة ${found ? name(found) : "غير معروفة النوع"}. جرى تخطّيه.`,
    noSpacing: "النموذج المختار يعمل بالمليمترات، وصور هذه السلسلة لا تذكر حجم بكسلاتها. جرى تخطّيها.",
    otherImages: (expected, found) =>
      `النموذج المختار مخصص لـ ${name(expected)}، وهذه السلسلة ${found ? name(found) : "من نوع غير معروف"}. قد تبعد أجوبته كثيرًا عن الصواب.`,
    noQuestion: (labels) =>
      `لا يطرح المشروع عن الصور سؤالًا إجاباته ${name(labels)}. أضف في المخطط سؤالًا بهذه الأسماء.`,
    wholeSeries: "يرى النموذج المختار سلسلة كاملة دفعة واحدة. استخدم «وسم أولي لهذه السلسلة».",
    stopPrelabel: "الوسم الأولي من دونه",
    none: "لم يُضف شيء.",
    missing: (model) => `يعمل المشروع بالنموذج ${name(model)} وهو ليس على هذا الجهاز. أضفه فيُستخدم.`,
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
    licenseUnknown:
      "لا يذكر النموذج ترخيصًا. أدخل شروطه؛ إن تُرك الحقل فارغًا سُجّل «unknown» في كل وسم أسهم فيه، ونبّه التصدير إلى ذلك.",
    unknown: "غير معروف",
    assistive: "إجاباته اقتراحات. لم يتحقق أحد من صلاحيته لاستخدامه على المرضى.",
    answers: "الإجابات",
    keep: "إضافة",
  },
};
