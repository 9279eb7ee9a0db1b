import type { HubTest } from "../../../domain/calls/sync-calls.ts";
import type { CaptureObstacle } from "../../../domain/sync/capture-obstacle.ts";
import type { AnewWay } from "../../../domain/sync/draw-anew.ts";
import type { ConflictKind } from "../../../domain/sync/merge-versions.ts";
import type { OutboxFault, OutboxKind, OutboxState } from "../../../domain/sync/outbox-row.ts";
import type { syncEn } from "../sync-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, type CountedNoun, count, genitive, ltr, measure, name, nouns, number } from "./formats-ar.ts";

const kinds: Record<OutboxKind, string> = {
  report: "وسوم (تقرير)",
  segmentation: "وسوم (أقنعة)",
  image: "صورة",
};

const states: Record<OutboxState, string> = {
  queued: "ينتظر",
  sending: "يُرسل",
  sent: "أُرسل ولم يُقرأ ثانية بعد",
  verified: "على الخادم، أُعيدت قراءته وقورن",
  rejected: "يحتاجك",
};

function fault(reason: OutboxFault): string {
  switch (reason.code) {
    case "no-network":
      return "لم يصل جواب كامل من الخادم. يُعاد تلقائيًا.";
    case "hub-status":
      return `أجاب الخادم بالحالة ${reason.status}. يُعاد تلقائيًا.`;
    case "not-named":
      return `أجاب الخادم بالحالة ${reason.status}، لكنه لم يقل إنه حفظ هذا.`;
    case "refused":
      return `رفضه الخادم بالسبب ${reason.reason}.`;
    case "other-content":
      return "على الخادم محتوى آخر بهذا المعرّف. لم يُستبدل شيء، لا هنا ولا هناك.";
    case "too-large":
      return `أكبر من أن يُرسل: فوق حد الخادم، أو فوق ${measure(1, "GB")}.`;
    case "not-there":
      return "قال الخادم إنه حفظ هذا، لكنه لا يعيده. يُرسل من جديد.";
    case "not-here":
      return "لم يعد كاملًا على هذا الجهاز، فلم يُرسل.";
    case "not-written":
      return "تعذّرت كتابته كملف DICOM للإرسال، فلم يُرسل. الصورة نفسها محفوظة هنا.";
  }
}

const obstacles: Record<CaptureObstacle, string> = {
  tiled: "صور الشرائح الكاملة وغيرها مما يُقرأ قطعًا",
  palette: "صور بجدول ألوان",
  "deep-color": "ألوان بأكثر من 8 بت",
  "wide-samples": "قيم من 32 بت فأكثر، أو بكسور",
  variants: "صور بجداول تحويل خاصة بها",
};

const conflicts: Record<ConflictKind, string> = {
  "both-edited": "تغيّر في الاثنين",
  "edit/delete": "تغيّر في أحدهما وحُذف في الآخر",
  "both-added": "أُضيف في الاثنين مختلفًا",
};

function tested(result: HubTest): string {
  switch (result.outcome) {
    case "ready":
      return `يجيب الخادم عن عمليات بحث DICOMweb (${measure(result.milliseconds, "ms")}). أما الحفظ فيُعرف حين تُرسل أول الوسوم وتُقرأ ثانية.`;
    case "sign-in":
      return "يطلب الخادم تسجيل الدخول، أو يرفض ما أُعطي.";
    case "not-dicomweb":
      return `يجيب هناك شيء (الحالة ${result.status})، لكن ليس خدمة DICOMweb. تحقق من المسار؛ مسار Orthanc هو ${ltr("/dicom-web")}.`;
    case "no-answer":
      return "لا جواب هناك. تحقق من العنوان؛ خادم على عنوان غير عنوان هذا التطبيق يجب أن يسمح له (CORS)، ويجب إعادة تحميل هذه الصفحة بعد تغيير العنوان.";
  }
}

const report: CountedNoun = ["تقرير واحد", "تقريران", "تقارير", "تقريرًا", "تقرير"];

function drawHow(way: AnewWay): string {
  if (way.by === "stroke") return "ارسم الحدّ على الصورة بخط واحد متصل.";
  if (way.by === "drag") return "اسحب على الصورة من زاوية أو طرف إلى الآخر.";
  return `انقر على الصورة عدد النقاط: ${number(way.count)}.`;
}

/** نصوص المزامنة: الخادم والطابور والإصدارات وصور الخادم. */
export const syncAr: Translation<typeof syncEn> = {
  hub: {
    title: "الخادم",
    intro:
      "خادم DICOMweb يجمع وسوم فريقك. لا تُرسل إلا كائنات بلا هوية. استخدم خادم أبحاث، لا الأرشيف السريري.",
    address: "عنوان خدمة DICOMweb",
    reader: "رمز القارئ الخاص بك",
    readerNote: "نفسه على كل أجهزتك، ولك وحدك. ليس اسمًا: يُكتب فيما يُرسل.",
    signIn: "تسجيل الدخول",
    signIns: { none: "بلا", bearer: "رمز وصول", basic: "كلمة مرور" },
    token: "رمز الوصول",
    user: "المستخدم",
    password: "كلمة المرور",
    memory: "تبقى الرموز وكلمات المرور في الذاكرة فقط، وتُطلب من جديد بعد إعادة التحميل.",
    ofProject: (address) =>
      `خادم المشروع هو ${ltr(address)}. لا يُرسل إليه شيء قبل أن تحفظه مع رمز القارئ الخاص بك.`,
    images: "إرسال الصور أيضًا",
    imagesNote: "من دونه تُرسل الوسوم فقط؛ فيحتاج الخادم إلى الصور من مصدر آخر.",
    blinding:
      "تصل وسوم القرّاء الآخرين إلى هذا الجهاز. حيث يقرأ عدة أشخاص كل دراسة قراءةً معمّاة لا تُعرض؛ والحجب الحقيقي يحتاج قواعد وصول على الخادم.",
    save: "حفظ",
    test: "اختبار الاتصال",
    testing: "جارٍ سؤال الخادم",
    saved: "حُفظ الخادم",
    remove: "التوقف عن استخدام هذا الخادم",
    removed: "لا خادم بعد الآن. ما ينتظر يبقى على هذا الجهاز.",
    reload: "إعادة تحميل الصفحة",
    reloadNote: "يسري العنوان بعد إعادة تحميل الصفحة: قبلها قد لا يستطيع المتصفح بلوغه.",
    noReader: "أدخل رمز قارئ من 1 إلى 16 حرفًا ورقمًا.",
    tested,
  },
  sync: {
    title: "المزامنة",
    none: "لا خادم معدّ على هذا الجهاز. يبقى العمل هنا كاملًا.",
    setUp: "إعداد خادم",
    waiting: (n) => (n === 0 ? "كل شيء على الخادم" : `ليس على الخادم بعد: ${count(n, nouns.object)}`),
    running: "جارٍ التواصل مع الخادم",
    now: "مزامنة الآن",
    ends: {
      done: "نجح التبادل الأخير.",
      "sign-in": "يطلب الخادم تسجيل الدخول. لم يضع شيء؛ والعمل مستمر.",
      "no-answer": "لم يجب الخادم كما ينبغي. يُعاد تلقائيًا.",
      "other-tab": "علامة تبويب أخرى تتواصل مع الخادم.",
      failed: "توقف التبادل الأخير داخل التطبيق. حاول مرة أخرى.",
    },
    queue: "ليس على الخادم بعد",
    queueEmpty: "لا شيء ينتظر.",
    more: (n) => `… و${number(n)} غيرها`,
    kinds,
    states,
    fault,
    size: bytes,
    again: "حاول مرة أخرى",
    otherHub: (n) => `أُرسل إلى خادم غير الحالي: ${count(n, nouns.object)}. هل تُرسل إلى هذا أيضًا؟`,
    sendAll: "إرسال إلى هذا الخادم",
    signIn: "تسجيل الدخول",
    localOnly: (n, why) =>
      `تبقى على هذا الجهاز دراسات موسومة: ${count(n, nouns.study)}، لأن الخادم لا يستطيع حفظ كل قيمة مخزّنة من: ${why.map((one) => obstacles[one]).join("، ")}. والتصدير يعمل لها.`,
    localImages: (n, why) =>
      `تبقى على هذا الجهاز صور من دراسات تُرسل وسومها: ${count(n, nouns.image)}، وهي: ${why.map((one) => obstacles[one]).join("، ")}.`,
    check: "فحص ما على الخادم",
    checked: (n) =>
      n === 0
        ? "على الخادم كل ما أُعيدت قراءته منه."
        : `اختفى من الخادم مما أرسلته: ${count(n, nouns.object)}. إن كان الحذف مقصودًا فاتركه كذلك.`,
    rejectedThere: (n) => `سحبتها مذكرة رفض على الخادم، ولا تُرسل من جديد: ${number(n)}`,
    rejectedWhy: (why) => `سُحبت هناك: ${name(why)}`,
    rejections: {
      quality: "الجودة",
      safety: "سلامة المريض",
      worklist: "مريض أو طلب خاطئ",
      retention: "انتهت مدة الحفظ",
    },
    sendAgain: "إرسالها من جديد",
    goneWhole:
      "لم يعد على الخادم شيء من هذه الدراسات، أو لم يبق إلا ما سُحب. إفراغ الخادم يشبه الحذف: احذفها هنا فقط إذا حُذفت هناك عمدًا.",
    goneStudy: (labels, unsafe) =>
      unsafe === 0
        ? count(labels, nouns.label)
        : `${count(labels, nouns.label)}؛ ولم يكن آمنًا على هذا الخادم قط: ${count(unsafe, nouns.object)}`,
    eraseHere: "حذف هنا",
    eraseTitle: "هل تُحذف هذه الدراسة من هذا الجهاز؟",
    eraseNote:
      "تُحذف من هذا الجهاز الصور، ومنها ما ينتظر فحص البكسلات، ووسوم كل القرّاء والإصدارات وما ينتظر الإرسال. لا يمكن التراجع عن ذلك. ويُكتب الحذف في سجل العمل.",
    eraseEnds: {
      erased: "حُذفت من هذا الجهاز، وسجل العمل يثبت ذلك.",
      there: "ما زال على الخادم شيء من هذه الدراسة. لم يُحذف شيء.",
      "not-here": "هذه الدراسة لم تعد على هذا الجهاز.",
    },
    makeRoom: "إفساح مكان على هذا الجهاز",
    makeRoomNote: `تُزاح من هذا الجهاز صور محفوظة على الخادم، أُعيدت قراءتها وقورنت. تبقى الوسوم، ويبقى ما ليس آمنًا هناك. ويحدث ذلك تلقائيًا حين يقل المتاح عن ${measure(1, "GB")}.`,
    madeRoom: (images, size) =>
      images > 0
        ? `أُزيح: ${count(images, nouns.image)}، وتحرّر ${bytes(size)}. تجلبها قائمة العمل من جديد.`
        : size > 0
          ? `تحرّر ${bytes(size)}، ولم تلزم إزاحة أي صورة.`
          : "لا شيء يمكن إزاحته: لا صورة هنا يُعرف أنها آمنة على الخادم، أو أن مكانها لن يتحرّر.",
  },
  versions: {
    title: "الإصدارات",
    intro: "وسوم دراسة واحدة صُنعت على عدة أجهزة.",
    none: "لا دراسة لها وسوم من مكان آخر تنتظرك.",
    two: "إصداران",
    twoNote: "وسمت هذه الدراسة على جهازين في الوقت نفسه.",
    other: (reader) => `من القارئ ${name(reader)}`,
    labels: (n) => count(n, nouns.label),
    answers: (n) => count(n, nouns.answer),
    answered: (side, value) => `${name(side)}: ${name(value)}`,
    wholeStudy: "الدراسة كلها",
    madeAt: (text) => `صُنع في ${ltr(`${text.slice(0, 10)} ${text.slice(11, 16)} UTC`)} بساعة ذلك الجهاز`,
    incomplete: "إصدار مبني على آخر ليس هنا. ينتظر حتى يصل الباقي.",
    invalid: "إصدارات بتاريخ غير صالح: تذكر نفسها سابقة لنفسها. لا تُستخدم.",
    foreign: (n) => `${count(n, report)} من برامج أخرى على الخادم، لا تُستخدم هنا.`,
    blind: "يقرأ عدة أشخاص كل دراسة قراءةً معمّاة: ما رسمه غيرك لا يظهر هنا. وما يسلّمونه يُقارن في المراجعة.",
    compare: "مقارنة ودمج",
    take: "مقارنة وأخذ",
    close: "إغلاق",
    mergeAll: "لا تعارض: يُؤخذ ما غيّره أحد الاثنين وحده.",
    decide: (open) => (open === 0 ? "حُسم كل شيء" : `للحسم: ${number(open)}`),
    conflicts,
    mine: "A، هذا الجهاز (متصل)",
    theirs: "B، الإصدار الآخر (متقطع)",
    keep: "إبقاء",
    keepA: "A",
    keepB: "B",
    keepBoth: "كلاهما",
    drawAnew: "رسم جديد",
    drawHow,
    drawDone: "تم الرسم (الخط السميك). يحل محل الاثنين عند الدمج.",
    drawOver: "إعادة الرسم",
    deleted: "محذوف",
    merge: "دمج",
    takeWhole: "لا نسخة لك هنا: تؤخذ هذه كاملة بالحالة التي هي عليها.",
    takeOver: "أخذ",
    merged: "دُمجا. يبقى الإصداران في التاريخ.",
    moved: "تغيّرت الوسوم في الأثناء. لم يُدمج شيء؛ انظر من جديد.",
    image: (frame) => `الصورة ${number(frame)}`,
  },
  fromHub: {
    title: "صور من الخادم",
    intro: "تمر بالاستيراد كأي ملف: ما صنعه هذا المشروع يُعرف، وكل ما عداه يُنظَّف.",
    search: "الاسم المستعار يبدأ بـ",
    find: "بحث",
    searching: "جارٍ البحث",
    nothing: "لم توجد دراسة.",
    objects: (n) => (n === null ? "" : count(n, nouns.object)),
    fetch: "جلب الصور",
    progress: (done, total) => `${number(done)} من ${count(total, genitive(nouns.image))}`,
    cancel: "إلغاء",
    missing: (n) => `لم تصل من الخادم: ${count(n, nouns.image)}. استورد ما وصل، ثم اجلب الباقي كذلك.`,
    nothingNew: "كل صور هذه الدراسة هنا من قبل.",
  },
};
