import type { Accelerator } from "../../../domain/calls/assist-calls.ts";
import type { deskEn } from "../desk-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, type CountedNoun, count, name, nouns, number } from "./formats-ar.ts";

const format: CountedNoun = ["صيغة واحدة", "صيغتان", "صيغ", "صيغة", "صيغة"];
const comparison: CountedNoun = ["مقارنة واحدة", "مقارنتان", "مقارنات", "مقارنة", "مقارنة"];
const loss: CountedNoun = [
  "فقد مذكور واحد",
  "فقدان مذكوران",
  "حالات فقد مذكورة",
  "حالة فقد مذكورة",
  "حالة فقد مذكورة",
];
const lostThing: CountedNoun = ["فقد واحد", "فقدان اثنان", "حالات فقد", "حالة فقد", "حالة فقد"];

function webgpuOutcome(accelerator: Accelerator): string {
  if (accelerator.used)
    return `تجيب بطاقة الرسوميات: الأرقام نفسها في ${number(accelerator.webgpuMs)} مللي ثانية بدلًا من ${number(accelerator.wasmMs)}.`;
  switch (accelerator.reason) {
    case "no-adapter":
      return "لا يتيح هذا المتصفح للتطبيق بطاقة رسوميات. يجيب المعالج.";
    case "ended-last-time":
      return "انتهى التطبيق أثناء تجربة بطاقة الرسوميات. يجيب المعالج؛ أوقفها ثم شغّلها لتجربة أخرى.";
    case "other-numbers":
      return "تعطي بطاقة الرسوميات أرقامًا غير أرقام المعالج. يجيب المعالج.";
    case "slower":
      return "بطاقة الرسوميات ليست أسرع هنا. يجيب المعالج.";
    case "failed":
      return "لا تشغّل بطاقة الرسوميات هذا النموذج. يجيب المعالج.";
  }
}

/** نصوص المخطط والتصدير والإعدادات. */
export const deskAr: Translation<typeof deskEn> = {
  schema: {
    title: "المخطط",
    subtitle: (version, classes) => `الإصدار ${number(version)} · ${count(classes, nouns.class)}`,
    classes: "الفئات",
    name: "الاسم",
    color: "اللون",
    hotkey: "المفتاح",
    index: "الرقم",
    geometry: "تُرسم بشكل",
    kinds: { mask: "قناع", polygon: "مضلّع", box: "مستطيل" },
    add: "إضافة فئة",
    newName: "فئة جديدة",
    publish: "نشر الإصدار",
    discard: "تجاهل التغييرات",
    unchanged: "لا تغييرات.",
    change: (classes, labels) =>
      `يتغيّر: ${count(classes, nouns.class)}، وتستخدمها الوسوم: ${count(labels, nouns.label)}. تحتفظ الوسوم بفئتها ويتغيّر مظهرها فقط.`,
    published: (version) => `نُشر الإصدار ${number(version)}`,
    nameMissing: "كل فئة تحتاج اسمًا.",
    nameClash: (text) => `فئتان باسم «${name(text)}». غيّر إحداهما.`,
    keyClash: (key, a, b) => `المفتاح ${name(key)} لكل من ${name(a)} و${name(b)}. غيّر أحدهما.`,
    colorOf: (text) => `لون ${name(text)}`,
    nameOf: (index) => `اسم الفئة ${index}`,
    keyOf: (text) => `مفتاح ${name(text)}`,
    remove: "إزالة",
    removeOf: (text) => `إزالة ${name(text)}`,
    empty: "أضف فئة، أو ابدأ بالأعضاء.",
    fixed: "يبقى الرقم والمعرّف إلى الأبد، لتحتفظ الوسوم المصدّرة بمعناها.",
  },
  exporting: {
    title: "التصدير",
    subtitle: "مجموعة بيانات من الصور والوسوم على هذا الجهاز. يُعاد قراءة كل ملف ومقارنته قبل تسليمه.",
    name: "الاسم",
    nameHint: "حروف لاتينية وأرقام وواصلات.",
    studies: "الدراسات",
    allStudies: (n) => `الكل: ${count(n, nouns.study)}`,
    chosenStudies: (n) => `المختار: ${count(n, nouns.study)}`,
    formats: "الصيغ",
    formatNames: {
      coco: "COCO",
      "yolo-det": "YOLO، مستطيلات",
      "yolo-seg": "YOLO، محيطات",
      nifti: "أحجام NIfTI",
      "png-semantic": "أقنعة PNG، واحد لكل صورة",
      "png-instance": "أقنعة PNG، واحد لكل وسم",
      ndjson: "NDJSON",
      seg: "DICOM SEG",
      rtstruct: "DICOM RTSTRUCT",
      sr: "DICOM SR",
      capture: "لقطات ثانوية",
      dicom: "ملفات الصور",
      images: "الصور",
      answers: "الإجابات",
      manifest: "البيان",
      audit: "سجل العمل",
      deidentification: "إزالة الهوية",
    },
    formatNotes: {
      coco: "أقنعة RLE ومستطيلات",
      "yolo-det": "صور 8 بت ومستطيل لكل وسم",
      "yolo-seg": "صور 8 بت ومحيط لكل وسم؛ تُوصل الثقوب بجسور",
      nifti: "صورة كل سلسلة وفئاتها ووسومها، مع labels.json",
      "png-semantic": "قيمة لكل فئة",
      "png-instance": "قيمة لكل وسم",
      ndjson: "سجلات كاملة مع المصدر",
      capture: "صور DICOM من ملفات لم تكن كذلك",
      seg: "قطعة مرمّزة لكل شيء موسوم، مع معرّفات التتبّع",
      rtstruct: "منطقة محيط لكل شيء موسوم، بالمليمتر",
      sr: "تقرير لكل دراسة؛ والأقنعة عبر DICOM SEG الخاص بها",
      dicom: "ملفات DICOM وTIFF بلا هوية؛ والأحجام الأخرى NIfTI، والصور PNG",
      deidentification: "سجل كل دراسة، وصفحة للقراءة",
    },
    which: "أي الوسوم",
    statuses: { draft: "مسودات", submitted: "مُسلَّمة", accepted: "مقبولة" },
    allFrames: "مع الصور التي بلا وسوم",
    includeProposals: "مع الاقتراحات غير المحسومة، معلّمة كاقتراحات",
    seed: "البذرة",
    labelsChosen: (n) => `المختار: ${count(n, nouns.label)}`,
    none: "لا وسوم في الحالات المختارة.",
    include: "أخذ المسودات والمُسلَّمة",
    start: "تصدير مجموعة البيانات",
    destination: "الوجهة",
    asZip: "ملف zip",
    asFolder: "في مجلد",
    steps: { group: "البحث عن صور متماثلة", write: "كتابة", "read-back": "إعادة قراءة", compare: "مقارنة" },
    progress: (done, total) => `${number(done)} من ${number(total)}`,
    cancel: "إلغاء",
    cancelled: "أُلغي التصدير. لم يُسلَّم شيء.",
    ready: (text) => `${name(text)} جاهزة`,
    sum: (patients, images, labels, size) =>
      `${count(patients, nouns.patient)} · ${count(images, nouns.image)} · ${count(labels, nouns.label)} · ${bytes(size)}`,
    took: (seconds) =>
      seconds < 1
        ? "استغرق أقل من ثانية"
        : seconds < 60
          ? `استغرق ${number(seconds)} ث`
          : `استغرق ${number(Math.floor(seconds / 60))} د ${number(Math.round(seconds % 60))} ث`,
    proved: "أُعيدت قراءة كل ملف وقورن بوسومك",
    provedNote: (formats, compared, losses) =>
      `${count(formats, format)}، ${count(compared, comparison)}، 0 فروق، ${count(losses, loss)}.`,
    failed: "لم يُسلَّم شيء",
    again: "تصدير مرة أخرى",
    save: "حفظ مجموعة البيانات",
    inFolder: "هي في المجلد الذي اخترته.",
    verification: "التحقق",
    columns: { format: "الصيغة", written: "المكتوب", differences: "الفروق", state: "النتيجة" },
    checkMark: "متطابق",
    lossy: "انظر الملاحظة",
    losses: (n) => count(n, lostThing),
    loss: (reason, n) => (n > 1 ? `${reason} (${number(n)} مرات)` : reason),
    lossesNone: "لم يضع شيء في أي صيغة.",
    noRoom: (need, free) => `يلزم ${bytes(need)}، والمتاح ${bytes(free)}`,
    heads: (n) =>
      `يظهر فيها رأس: ${count(n, nouns.study)}. يمكن حساب وجه من الشرائح ومقارنته بالصور الفوتوغرافية: لا تعطها إلا لمن تعهد بألا يفعل ذلك.`,
    noFolder: "لا يستطيع هذا المتصفح الكتابة في مجلد. احفظ ملف zip.",
    nameMissing: "تحتاج مجموعة البيانات اسمًا.",
    formatMissing: "اختر صيغة واحدة على الأقل.",
    studyMissing: "اختر دراسة واحدة على الأقل.",
  },
  settings: {
    title: "الإعدادات",
    project: "المشروع",
    projectName: "الاسم",
    projectHint: "يظهر فوق قائمة العمل.",
    storage: "التخزين",
    used: "المستخدم",
    free: "المتاح",
    sizes: "حسب النوع",
    images: "الصور",
    labels: "الوسوم",
    proposals: "الاقتراحات",
    instances: (n, size) => `${count(n, nouns.file)}، ${bytes(size)}`,
    persisted: "يبقى حتى تزيله",
    notPersisted: "قد يزيله المتصفح حين يمتلئ الجهاز",
    persist: "طلب إبقائه",
    persistRefused: "لم يوافق المتصفح. ثبّت التطبيق ثم اطلب مجددًا.",
    models: "النماذج",
    modelIdle: "لم يُحمَّل بعد",
    modelLoading: "جارٍ الفحص الذاتي",
    modelLoad: "تشغيل الفحص الذاتي",
    modelReady: (id, version) => name(`${id} ${version}`),
    modelFailed: "تعذّر تحميل النموذج. تبقى الأدوات التي بلا نموذج عاملة.",
    modelHash: "بصمة الملف",
    modelDefault: "يجيب عن",
    webgpu: "تشغيل النماذج على بطاقة الرسوميات (WebGPU)",
    webgpuNote:
      "يحتاج 27 ميغابايت مرة واحدة. لا تُستخدم البطاقة إلا حين تجيب عن صورة معروفة كما يجيب المعالج، وأسرع منه.",
    webgpuOutcome,
    modelDefaultNone: "لا شيء تلقائيًا؛ تجيب الأدوات التقليدية",
    promptKinds: {
      click: "نقرة",
      clicks: "نقرات",
      box: "مستطيل",
      "box-clicks": "مستطيل مع نقرات",
      scribble: "خربشة",
    },
    about: "حول Overread",
    simd: "حساب سريع (wasm SIMD)",
    isolated: "صفحة معزولة (يُسمح بالخيوط)",
    threads: "الخيوط",
    yes: "نعم",
    no: "لا",
    offlineReady: "يبدأ دون شبكة",
    gpu: "الرسم ببطاقة الرسوميات (WebGL2)",
    display: "العرض",
    language: "اللغة",
    languageAuto: "كلغة المتصفح",
    theme: "المظهر",
    dark: "داكن",
    light: "فاتح",
    hand: "شريط الأدوات",
    right: "لليد اليمنى",
    left: "لليد اليسرى",
    fill: "عتامة التعبئة",
    licence: "Apache-2.0. ليس جهازًا طبيًا: لا تستخدمه للتشخيص.",
  },
};
