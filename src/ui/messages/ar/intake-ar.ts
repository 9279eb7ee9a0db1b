import type { intakeEn } from "../intake-en.ts";
import type { Translation } from "../texts.ts";
import { doubtTextsAr } from "./doubt-texts-ar.ts";
import { bytes, count, genitive, name, nouns, number } from "./formats-ar.ts";

/** نصوص قائمة العمل والاستيراد. */
export const intakeAr: Translation<typeof intakeEn> = {
  worklist: {
    issue: (n) => `معرّفات جديدة، الإصدار ${number(n)}`,
    away: (n) => `على الخادم: ${count(n, nouns.image)}`,
    getAway: "جلب الصور",
    title: "قائمة العمل",
    counts: (studies, done) => `${count(studies, nouns.study)} · ${number(done)} منجزة`,
    room: (used, free) => `${bytes(used)} على هذا الجهاز، والمتاح ${bytes(free)}`,
    import: "استيراد",
    nextTask: "المهمة التالية",
    filters: "التصفية",
    allOpen: "كل المفتوح",
    heldTitle: (images) => `في انتظار مراجعة البكسلات: ${count(images, nouns.image)}.`,
    heldNote: (images) =>
      images === 1
        ? "قد تُظهر اسمًا أو وجهًا. تنضم إلى قائمة العمل بعد المراجعة."
        : "قد تُظهر أسماء أو وجوهًا. تنضم إلى قائمة العمل بعد المراجعة.",
    reviewPixels: "مراجعة البكسلات",
    columns: { study: "الدراسة", images: "الصور", labels: "الوسوم", state: "الحالة" },
    row: (description, pseudonym, state) => `${name(`${description} ${pseudonym}`)}، ${state}`,
    noDescription: "دراسة",
    series: (n) => count(n, nouns.series),
    toDecide: (n) => `للحسم: ${count(n, nouns.proposal)}`,
    order: "ترتيب الدراسات",
    orders: { need: "الأكثر شكًا أولًا", newest: "الأحدث أولًا", lot: "بالقرعة" },
    need: (doubtful, open, reasons) =>
      doubtful === 0
        ? "لا شيء مشكوك فيه"
        : `مشكوك فيه: ${number(doubtful)} من ${number(open)}، ${reasons.map((reason) => doubtTextsAr[reason]).join("، ")}`,
    labels: (n) => count(n, nouns.label),
    noLabels: "لا وسوم",
    empty: "لا دراسات بعد. استورد ملفات، أو افتح العيّنة.",
    emptyNote:
      "ملفات DICOM وTIFF وNIfTI وNRRD وMetaImage وPNG وJPEG وBMP، ومجلدات وملفات zip. تُزال الأسماء على هذا الجهاز قبل حفظ أي شيء، ولا يغادره شيء.",
    emptyFilter: "لا دراسة في هذه الحالة.",
    openSample: "فتح الدراسة النموذجية",
    sampleLoading: "جارٍ فتح العيّنة",
    sampleFailed: (reason) => `تعذّر فتح العيّنة. ${name(reason)}`,
    loading: "جارية قراءة قائمة العمل",
  },
  import: {
    title: "الاستيراد",
    intro: "تُزال على هذا الجهاز الأسماء والتواريخ والأرقام التي تدل على شخص قبل حفظ أي شيء.",
    drop: "أفلت هنا ملفات أو مجلدات أو ملفات zip",
    chooseFiles: "اختيار ملفات",
    chooseFolder: "اختيار مجلد",
    surveying: "جارٍ فحص الملفات",
    survey: (studies, need, free) =>
      `${count(studies, nouns.study)}، يلزم ${bytes(need)}، والمتاح ${bytes(free)}`,
    surveyFiles: (files, size) => `${count(files, nouns.file)}، ${bytes(size)}`,
    noRoom: (need, free) => `يلزم ${bytes(need)}، والمتاح ${bytes(free)}`,
    nothing: "لا صورة فيما اخترته.",
    unnamedTitle: "هذه الملفات لا تذكر مريضًا",
    unnamedNote: "اذكر صاحبها. يتحول الاسم إلى اسم مستعار ولا يُحفظ.",
    unnamedGroup: (files, formats) => `${count(files, nouns.file)} (${name(formats)})`,
    unnamedField: "المريض",
    unnamedAll: (files) => `مريض كل الملفات: ${count(files, nouns.file)}`,
    onePatient: (files) => `كلها لمريض واحد: ${count(files, nouns.file)}`,
    apart: "كل ملف لمريض مختلف",
    apartNote: "لكل منها اسم مستعار خاص به.",
    disc: (listed, present) =>
      listed === present
        ? `قرص فيه ${count(listed, genitive(nouns.image))}، كلها هنا`
        : `قرص فيه ${count(listed, genitive(nouns.image))}، منها هنا ${number(present)}`,
    incomplete: "أقراص ناقصة",
    notChosen: "الناقص",
    missingNames: (names, more) => (more > 0 ? `${name(names)} و${number(more)} غيرها` : name(names)),
    incompleteTodo: "اختر القرص كله أو مجلده إن كانت مطلوبة.",
    start: "استيراد",
    reading: (done, total) => `جارية قراءة ${number(done)} من ${number(total)}`,
    readingBytes: (done, total) => `${bytes(done)} من ${bytes(total)}`,
    cancel: "إلغاء",
    cancelled: "أُلغي الاستيراد. يبقى ما اكتمل.",
    failed: "توقف الاستيراد",
    result: "نتيجة الاستيراد",
    ready: "جاهزة",
    held: "في انتظار مراجعة البكسلات",
    heldList: "محتجزة",
    refused: "مرفوضة",
    readyNone: "لا دراسة جاهزة.",
    images: (n) => count(n, nouns.image),
    known: (n) => `${number(n)} هنا من قبل`,
    objects: (n) => `تقارير أو بنى: ${number(n)}`,
    showsHead: "يمكن حساب وجه من هذه الشرائح",
    waits: "في انتظار مراجعة البكسلات",
    frames: (n) => count(n, nouns.frame),
    expected: "المتوقّع",
    found: "الموجود",
    todo: "المطلوب",
    at: (offset) => `عند البايت ${number(offset)}`,
    open: "فتح",
    toWorklist: "إلى قائمة العمل",
    again: "استيراد المزيد",
    heldWhy: "قد يظهر اسم في بكسلاتها",
  },
};
