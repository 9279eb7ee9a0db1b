import type { SubmitFault } from "../../../domain/review/submit-faults.ts";
import type { reviewEn } from "../review-en.ts";
import type { Translation } from "../texts.ts";
import { count, genitive, ltr, name, nouns, number, score } from "./formats-ar.ts";

const faultWords: Record<SubmitFault["code"], string> = {
  "field-missing": "إجابة ناقصة",
  "answer-missing": "إجابة ناقصة",
  "proposal-open": "اقتراح غير محسوم",
  "class-missing": "وسم بلا فئة",
  "versions-forked": "إصداران أحدثان لم يُدمجا بعد: إلى المزامنة",
};

/** نصوص التسليم والمراجعة وأشخاص المشروع. */
export const reviewAr: Translation<typeof reviewEn> = {
  review: {
    title: "المراجعة",
    subtitle: (waiting, open) =>
      `في الانتظار: ${count(waiting, nouns.study)} · قيد المراجعة: ${number(open)}`,
    empty: "لا شيء للمراجعة.",
    emptyNote: "تأتي الدراسة إلى هنا حين يسلّمها أحد.",
    queue: "دراسات للمراجعة",
    reading: "جارية قراءة ما سُلّم",
    columns: { study: "الدراسة", by: "سلّمها", when: "متى", labels: "الوسوم", state: "الحالة" },
    own: "لك: يراجعها شخص آخر",
    row: (study, pseudonym, by) => `${name(`${study} ${pseudonym}`)}، سلّمها ${name(by)}`,
    start: "بدء المراجعة",
    panel: "ما تغيّر",
    against: (versions) => (versions > 1 ? "مقارنة بالإصدار الذي سُلّم قبله" : "أول تسليم: مقارنة بالاقتراحات"),
    changes: { added: "مضاف", removed: "مُزال", changed: "متغيّر", same: "بلا تغيير" },
    groupOf: (text, n) => `${name(text)} ${number(n)}`,
    dice: (value) => `Dice ${score(value)}`,
    toProposal: (value) => `Dice مع الاقتراح ${score(value)}`,
    asProposed: "كما اقتُرح",
    classChanged: "تغيّرت الفئة",
    attributesChanged: "تغيّرت الإجابات",
    verdicts: { accepted: "مقبول", rejected: "مُرجَع" },
    undecided: "غير محسوم",
    left: (n) => (n === 0 ? "حُسم الكل" : `غير محسوم: ${number(n)}، يُقبل مع المهمة`),
    looks: "متصل: الآن. منقط: من قبل. متقطع: اقتراح.",
    nothing: "لا وسوم. اقبل المهمة إن لم يكن هنا ما يُوجد.",
    accept: "قبول الوسم",
    reject: "إرجاع الوسم",
    acceptTask: "قبول المهمة",
    sendBack: "إرجاع",
    pins: "التعليقات",
    addPin: "إضافة تعليق",
    removePin: "إزالة التعليق",
    pinAt: (text) => `عند ${name(text)}`,
    pinOnImage: (n) => `على الصورة ${number(n)}`,
    pinTitle: "إضافة تعليق",
    pinHere: (what) => `تعليق ${name(what)}`,
    pinPlace: "في وسط العرض",
    comment: "التعليق",
    commentHint: "لا بيانات مرضى.",
    reasonTitle: { task: "إرجاع الدراسة", label: "إرجاع الوسم" },
    reason: "السبب",
    reasonText: "بالكلمات",
    reasonMissing: "اختر سببًا.",
    confirm: "إرجاع",
    sentBack: (by) => `أرجعها ${name(by)}`,
    sentBackLabels: (n) => `أُرجع ${count(n, nouns.label)}`,
    goTo: (text) => `إلى ${name(text)}`,
    accepted: (next) => (next ? "قُبلت. فُتحت الدراسة التالية." : "قُبلت. لا شيء آخر للمراجعة."),
    submitted: "سُلّمت. «المهمة التالية» تفتح الدراسة التالية.",
    submitTitle: "لم تُسلَّم بعد",
    submitText: "كل من هذه يلزم حسمه أولًا. اختر واحدة للذهاب إليها.",
    faults: faultWords,
    faultAt: (what, where) => (where ? `${what}: ${name(where)}` : what),
    fieldOf: (field, text) => `${name(field)}، ${name(text)}`,
    wholeStudy: "الدراسة",
    yours: "أنت سلّمت هذه. يراجعها شخص آخر.",
    removedLabel: "وسم مُزال",
  },
  people: {
    title: "الأشخاص",
    intro:
      "تحمل السجلات والملفات اسمًا مستعارًا لكل شخص. تبقى الأسماء على هذا الجهاز وفي ملف المشروع. ليست هذه كلمة مرور: من يستخدم الجهاز يمكنه اختيار أي منهم.",
    now: "يعمل الآن",
    use: (text) => `العمل باسم ${name(text)}`,
    useShort: "العمل باسمه",
    name: "الاسم",
    nameOf: (id) => `اسم ${name(id)}`,
    add: "إضافة شخص",
    added: (text) => `يعمل الآن ${name(text)}`,
    you: "أنت",
    list: "أشخاص المشروع",
  },
  labelFiles: {
    title: "وسوم لصور موجودة هنا",
    note: "ملفات NDJSON وCOCO وNIfTI (مع ملف labels.json الخاص بها) من مجموعة بيانات Overread، وDICOM SEG وRTSTRUCT وSR، توجد صورها على هذا الجهاز بمعرّفات UID نفسها. قناع NIfTI أو NRRD يوضع على السلسلة التي بكسلاتها هي فوكسلاته، وقناع PNG على الصورة التي يسميها اسمه أو ملف manifest.json، أو الوحيدة بحجمه. ويُسأل عن معنى قيمه.",
    masks: "ما تعنيه قيم الأقنعة",
    maskValue: "القيمة",
    maskPixels: "البكسلات",
    maskClass: "الفئة",
    maskClassOf: (value) => `فئة القيمة ${number(value)}`,
    maskOpen: "اختر فئة",
    maskLeaveOut: "استبعاد",
    maskThings: "ما يُعد شيئًا واحدًا",
    maskThing: { value: "كل بكسلات القيمة", part: "كل جزء متصل" },
    maskNote: "تبدأ الأقنعة التالية بهذا الاختيار. والقيمة بلا اختيار هي رقم فئة.",
    choose: "اختيار ملفات وسوم",
    reading: "جارية قراءة الوسوم",
    preview: "هذه الوسوم ستُضاف",
    refused: "مرفوض: لا يمكن إضافة شيء",
    refusedNote: "لا يُصلح شيء في صمت. أصلح الملفات، أو اترك الخاطئ منها.",
    fault: (expected, found) => `المتوقّع: ${name(expected)}. الموجود: ${name(found)}.`,
    study: (labels, images, answers, known) =>
      [
        `${count(labels, nouns.label)} على ${count(images, genitive(nouns.image))}`,
        answers > 0 ? count(answers, nouns.answer) : "",
        known > 0 ? `${number(known)} هنا من قبل` : "",
      ]
        .filter(Boolean)
        .join(" · "),
    add: (n) => `إضافة ${number(n)}`,
    added: (labels, answers, studies) =>
      `أُضيف ${count(labels, nouns.label)}${answers > 0 ? ` و${count(answers, nouns.answer)}` : ""} إلى ${count(studies, genitive(nouns.study))}`,
    elsewhere: (pseudonym) =>
      `الدراسة ${name(pseudonym)} مفتوحة في علامة تبويب أخرى. أغلقها هناك ثم أضف الوسوم.`,
  },
  projectFile: {
    note: "المخطط والقرّاء والمراجعة وخيارات إزالة الهوية والنماذج المختارة والخادم وبذرة التقسيم وشروط البيانات، في ملف واحد للأجهزة الأخرى. لا يحوي صورة ولا وسمًا ولا مفتاحًا ولا كلمة مرور.",
    seed: "بذرة التقسيم إلى train وval وtest",
    save: "حفظ ملف المشروع",
    take: "تحميل ملف المشروع",
    title: "أخذ هذا المشروع؟",
    about: (title, classes, version, people, readers) =>
      `«${name(title)}»: ${count(classes, nouns.class)} (الإصدار ${number(version)})، ${count(people, nouns.person)}، ${count(readers, nouns.reader)} لكل دراسة.`,
    hub: (address) =>
      `خادمه: ${ltr(address)}. لا يُستخدم إلا بعد أن تحفظه في الإعدادات مع رمز القارئ الخاص بك.`,
    models: (models) => `نماذجه: ${name(models)}. ملفاتها ليست فيه.`,
    replaces: "يحل محل المخطط والخيارات والشروط على هذا الجهاز. تبقى الوسوم؛ ويُرفض حيث يغيّر معناها.",
    confirm: "أخذ المشروع",
    taken: "إعدادات المشروع سارية. تسري خيارات إزالة الهوية على ما يُستورد لاحقًا.",
  },
  reviewRules: {
    title: "المراجعة",
    reasons: "أسباب الإرجاع، واحد في كل سطر",
    own: "يجوز للشخص قبول عمله",
    readers: "القرّاء لكل دراسة",
    readersNote: (n) =>
      n === 1
        ? "يسم الدراسة شخص ويراجعها آخر."
        : `يسم كل دراسة ${count(n, nouns.person)} دون أن يرى أحد عمل غيره. ثم يفصل واحد.`,
    saved: "حُفظ",
    save: "حفظ",
  },
};
