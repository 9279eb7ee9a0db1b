import type { deidEn } from "../deid-en.ts";
import type { Translation } from "../texts.ts";
import { type CountedNoun, count, ltr, nouns, number } from "./formats-ar.ts";

const option: CountedNoun = ["خيار واحد", "خياران", "خيارات", "خيارًا", "خيار"];

/** ما يُبقيه المشروع عند الاستيراد، بكلمات المسؤول عنه. */
export const deidAr: Translation<typeof deidEn> = {
  deid: {
    title: "إزالة الهوية",
    note: "تُنظَّف الصور وفق Basic Profile من DICOM PS3.15. كل خيار يُبقي شيئًا كان سيُزال. يسري على ما يُستورد من الآن، ويُذكر في سجل كل صورة.",
    strict: "لا يبقى شيء فوق ما تحتاجه الصورة.",
    kept: (n) => `مفعّل: ${count(n, option)}.`,
    failed: "تعذّر حفظ الخيار. يبقى السابق ساريًا.",
    dates: "التواريخ والأوقات",
    dateChoices: { remove: "مُزالة", modified: "مُزاحة", full: "باقية" },
    dateNotes: {
      remove: "تضيع المدد بين الدراسات، ولا يمكن بعدها حساب قيم الامتصاص في PET (‏SUV) من هذه الملفات.",
      modified:
        "تُزاح كل تواريخ المريض إلى الخلف بعدد الأيام السري نفسه؛ تبقى الأوقات والمدد دقيقة. الرمز 113107.",
      full: "قد تدل التواريخ مع بيانات أخرى على شخص. اسأل المسؤول عن البيانات أولًا. الرمز 113106.",
    },
    switches: {
      retainPatientCharacteristics: "إبقاء العمر والجنس والطول والوزن",
      retainDeviceIdentity: "إبقاء الجهاز الذي صنع الصورة",
      retainInstitutionIdentity: "إبقاء المؤسسة",
      retainUids: "إبقاء معرّفات UID الأصلية",
      cleanDescriptors: "إبقاء الأوصاف بعد تنظيفها",
      retainSafePrivate: "إبقاء أرقام المصنّع التي يعدّها المعيار آمنة",
    },
    switchNotes: {
      retainPatientCharacteristics: "وكذلك العرق والتدخين والحمل. الأعمار فوق 89 تصبح 90. الرمز 113108.",
      retainDeviceIdentity: "المحطة والأرقام التسلسلية ومعرّفات الجهاز. الرمز 113109.",
      retainInstitutionIdentity: "الاسم والعنوان والقسم. الرمز 113112.",
      retainUids: "من عنده الأصل يجده بها. وتشير الوسوم عندها إلى الأصل. الرمز 113110.",
      cleanDescriptors:
        "من أوصاف الدراسة والسلسلة وغيرها لا تبقى إلا كلمات التشريح والتقنية والوحدات. تُزال الأسماء والأرقام والتواريخ. الرمز 113105.",
      retainSafePrivate:
        "عناصر خاصة من قائمة في PS3.15، أرقام ورموز فقط: عوامل الانتشار والجرعة والامتصاص لبعض المصنّعين. الرمز 113111.",
    },
  },
  deviceRules: {
    title: "أين تكتب الأجهزة",
    note: "تُتعلَّم حين تتيح الصور: ما تطمسه في كل الإطارات يُقترح مجددًا للجهاز نفسه وحجم الصورة نفسه. ويبقى القرار في كل موضع لإنسان.",
    none: "لم يُتعلَّم شيء بعد.",
    device: (maker, model, modality) =>
      [...(maker || model ? [maker, model] : ["جهاز بلا اسم"]), modality]
        .filter((part) => part !== "")
        .join(" "),
    facts: (columns, rows, boxes, studies) =>
      `${ltr(`${number(columns)} × ${number(rows)}`)}، ${count(boxes, nouns.box)}، ${count(studies, nouns.study)}`,
    drawing: "المستطيلات في صورة هذا الجهاز",
    forget: "نسيان",
    forgetNote: "لن تُقترح مستطيلاته بعد الآن. تبقى الصور المتاحة كما هي.",
    forgot: "نُسي",
    save: "حفظ في ملف",
    load: "تحميل من ملف",
    saved: "حُفظ الملف. يذكر أجهزة ومستطيلات، ولا يذكر دراسة ولا مريضًا.",
    loaded: (n) => `حُمّل ${count(n, nouns.device)}`,
    notRules: "هذا الملف لا يحتوي قواعد أجهزة، أو هو تالف. لم يتغيّر شيء.",
    failed: "تعذّر حفظ التغيير.",
  },
};
