import type { PlaceFinding, PlaceReading } from "../../../domain/deid/pixel-place.ts";
import type { pixelsEn, storedAsEn } from "../pixels-en.ts";
import { keyed, type Translation } from "../texts.ts";
import { bytes, type CountedNoun, count, genitive, list, name, nouns, number } from "./formats-ar.ts";

const readings: Record<PlaceReading, string> = {
  "patient-name": "اسم",
  "patient-id": "رقم شخص",
  "birth-date": "تاريخ ميلاد",
  date: "تاريخ",
  time: "وقت",
  accession: "رقم طلب",
  institution: "مؤسسة",
  address: "عنوان أو هاتف",
  staff: "اسم موظف",
  device: "جهاز",
  measurement: "قياس",
  "unknown-text": "كلمات أخرى",
};

const findings: Record<PlaceFinding, string> = {
  text: "نص في الصورة",
  "outside-region": "خارج منطقة الموجات فوق الصوتية",
  "device-rule": "حيث يكتب هذا الجهاز",
  "after-blanking": "نص وُجد بعد الطمس",
  banner: "شريط بجانب الصورة",
  graphics: "رسوم مرسومة",
};

const storedAs = keyed<Translation<typeof storedAsEn>>({
  "1.2.840.10008.1.2.1": "بلا ضغط",
  "1.2.840.10008.1.2.5": "بصيغة RLE بلا فقد",
  "1.2.840.10008.1.2.4.50": "بصيغة JPEG مع بقاء سائر الكتل كما هي وتوسيع المواضع إلى كتل كاملة من 8 بكسل",
  "1.2.840.10008.1.2.4.80": "بصيغة JPEG-LS بلا فقد",
  "1.2.840.10008.1.2.4.201": "بصيغة HTJ2K بلا فقد",
});

const moreText: CountedNoun = ["موضع آخر", "موضعان آخران", "مواضع أخرى", "موضعًا آخر", "موضع آخر"];
const held: CountedNoun = [
  "صورة محتجزة واحدة",
  "صورتان محتجزتان",
  "صور محتجزة",
  "صورة محتجزة",
  "صورة محتجزة",
];
const earlier: CountedNoun = [
  "دراسة سابقة واحدة",
  "دراستان سابقتان",
  "دراسات سابقة",
  "دراسة سابقة",
  "دراسة سابقة",
];

/** نصوص مراجعة البكسلات. */
export const pixelsAr: Translation<typeof pixelsEn> = {
  pixels: {
    title: "مراجعة البكسلات",
    subtitle: "محتجزة على هذا الجهاز. ليست في قائمة العمل، ولا تُصدَّر ولا تُزامَن.",
    heading: (found, images) =>
      found > 0
        ? `قد يُذكر المريض: ${count(found, nouns.place)}`
        : `قد يُذكر المريض: ${count(images, nouns.image)}`,
    previousClip: "الصورة السابقة",
    nextClip: "الصورة التالية",
    note: "اضغط مطوّلًا على موضع مطموس لترى ما تحته",
    show: "إظهار",
    places: "المواضع",
    wholeFrames: "إطارات كاملة",
    reading: "جارية قراءة الصور المحتجزة",
    empty: "لا شيء محتجز.",
    emptyNote: "الصور التي قد تُظهر بكسلاتها اسمًا تنتظر هنا حتى ينظر إليها إنسان.",
    image: (modality, pseudonym) => name(`${modality}, ${pseudonym}`),
    clip: (n) => `المقطع المصوّر ${number(n)}`,
    single: (n) => `الصورة ${number(n)}`,
    together: (n, clips) => (clips ? `المقاطع المصوّرة: ${number(n)}` : `الصور: ${number(n)}`),
    frames: (n) => count(n, nouns.frame),
    frame: (n, total) => `الإطار ${number(n)} من ${number(total)}`,
    frameSlider: "الإطار",
    play: "تشغيل الإطارات",
    pause: "إيقاف مؤقت",
    seen: (seen, total) => `نُظر في ${number(seen)} من ${count(total, genitive(nouns.frame))}`,
    view: "الإطار قيد المراجعة",
    preview: "إطار الموضع المختار",
    progress: (decided, total) => `حُسم ${number(decided)} من ${number(total)}`,
    study: (n, total) => `الدراسة ${number(n)} من ${number(total)}`,
    nextStudy: "الدراسة التالية",
    undo: "تراجع",
    keep: "إبقاء",
    blank: "طمس",
    change: "تغيير",
    remove: "إزالة",
    kept: "مُبقى",
    blanked: "مطموس",
    covered: "داخل موضع مطموس",
    undecided: "للحسم",
    drawn: "مرسوم باليد",
    asBefore: (studies) => `كما في ${count(studies, genitive(earlier))} من هذا الجهاز`,
    noneFound: "لم يوجد شيء",
    notSearched: "لم يُبحث فيها عن نص",
    selected: "الموضع المختار",
    foundBy: "كيف وُجد",
    readsAs: "يُقرأ كأنه",
    readsLike: (what) => `يُقرأ كأنه ${name(what)}`,
    asInHeader: (what) => `كما في الترويسة: ${name(what)}`,
    unreadable: "لا شيء يُقرأ",
    readWords: "قراءة الكلمات",
    readWordsNote:
      "تساعد العين: تذكر ما يشبهه كل موضع وهل يرد في الترويسة. لا تُحفظ الكلمات في أي مكان، والقرار لك. تُحمَّل 6 MB مرة واحدة.",
    readingWords: (done, total) => `جارية قراءة ${number(done + 1)} من ${number(total)}`,
    matchesHeader: "يطابق الترويسة",
    sameIn: "الموضع نفسه في",
    ofFrames: (n, total) => `${number(n)} من ${count(total, genitive(nouns.frame))}`,
    readings,
    findings,
    drawBox: "رسم مستطيل",
    drawHint: "اسحب فوق كل ما يسمّي شخصًا: بالفأرة أو القلم أو الإصبع",
    allFrames: "تطبيق على كل الإطارات",
    allClips: "تطبيق على كل المقاطع المصوّرة",
    allClipsNote: (n) => `${count(n, nouns.image)} من هذه الدراسة بالحجم نفسه`,
    why: "سبب الاحتجاز",
    risk: "درجة الخطر",
    risks: { HIGH: "عالية", MEDIUM: "متوسطة", LOW: "منخفضة", NONE: "لا خطر" },
    signs: {
      modality: "نوع الجهاز",
      "sop-class": "نوع الكائن",
      "image-type": "صورة مشتقة أو ملتقطة",
      "conversion-type": "ممسوحة ضوئيًا أو ملتقطة",
      "burned-in": "تذكر الترويسة أن في البكسلات نصًا",
      "overlay-in-pixels": "رسوم في البكسلات",
      color: "لون حيث المعتاد رمادي",
      "8-bit": "8 بت حيث المعتاد أكثر",
      face: "يظهر رأس يمكن حساب وجه منه",
    },
    focusFrame: "اسحب فوق الموضع على الصورة. تُزال المستطيلات من قائمة المواضع.",
    placesLeft: (left) => `بقي ${count(left, nouns.place)}. تُفتح الإتاحة حين يُحسم كل موضع ويُنظر في كل إطار.`,
    framesLeft: (left) => `لم يُنظر بعد في ${count(left, genitive(nouns.frame))}. التشغيل يعرضها تباعًا.`,
    release: "إتاحة في قائمة العمل",
    releaseReady: (boxes) => (boxes === 0 ? "لن يُطمس شيء." : `سيُطمس نهائيًا: ${count(boxes, nouns.box)}.`),
    releaseUnblanked: "تذكر الترويسة أن في هذه البكسلات نصًا، ولن يُطمس شيء.",
    releasing: (done, total, percent) =>
      `جارٍ الطمس والفحص ${number(done)} من ${number(total)}${percent === null ? "" : `، ${number(percent)} %`}`,
    cancelRelease: "إلغاء",
    released: (n) => `أُتيحت في قائمة العمل: ${count(n, nouns.image)}`,
    recoded: (syntaxes, before, after) =>
      `حُفظت الإطارات المطموسة ${list(syntaxes.map((uid) => storedAs[uid] ?? "بلا فقد"))}: ${bytes(after)}، أي ${number((100 * after) / before)} % مما كان.`,
    foundAgain: (places) =>
      `بعد الطمس وُجد نص في ${count(places, genitive(moreText))}. احسمها ثم أتِح من جديد.`,
    releaseFailed: (reason) => `${name(reason)} تبقى الدراسة محتجزة.`,
    frameFailed: (n) => `تعذّرت قراءة الإطار ${number(n)}. تبقى الدراسة محتجزة.`,
    refuse: "رفض هذه الدراسة",
    refuseTitle: "رفض هذه الدراسة",
    refuseNote: (n) =>
      `ستُزال من هذا الجهاز: ${count(n, held)} من هذه الدراسة. لا يمكن التراجع عن ذلك. لا تُمس الملفات الأصلية.`,
    refuseConfirm: "رفض وإزالة",
    refused: "رُفضت الدراسة",
    keyRows: [
      ["إبقاء الموضع", "K"],
      ["طمس الموضع أو رسم واحد", "B"],
      ["الموضع أو الإطار التالي، السابق", "←", "→"],
      ["صف إلى أعلى، إلى أسفل", "↑", "↓"],
      ["تشغيل الإطارات التي لم يُنظر فيها", "Space"],
      ["المواضع أو إطارات كاملة", "F"],
      ["قراءة كلمات كل المواضع", "W"],
      ["تغطية الوجه، تركه", "C", "L"],
      ["تراجع", "U", "Ctrl Z"],
      ["إتاحة في قائمة العمل", "R"],
      ["الدراسة التالية", "N"],
    ],
  },
};
