import type { Translation } from "../texts.ts";
import type { vettingEn } from "../vetting-en.ts";
import { type CountedNoun, count, list, ltr, name, nouns, number } from "./formats-ar.ts";

const finding: CountedNoun = ["ملاحظة فحص واحدة", "ملاحظتا فحص", "ملاحظات فحص", "ملاحظة فحص", "ملاحظة فحص"];

const group: CountedNoun = [
  "مجموعة مرضى واحدة",
  "مجموعتا مرضى",
  "مجموعات مرضى",
  "مجموعة مرضى",
  "مجموعة مرضى",
];

const sourceParts: Record<string, string> = { device: "الجهاز", site: "الموقع", sex: "الجنس", age: "العمر" };
const missing = (values: readonly string[]) =>
  values.flatMap((part, at) =>
    at % 2 ? [] : [`${sourceParts[part] ?? name(part)} (${count(Number(values[at + 1]), nouns.image)})`],
  );

/** نصوص ما يُقال عن مجموعة بيانات وما وجده فحصها. */
export const vettingAr: Translation<typeof vettingEn> = {
  vetting: {
    about: "عن هذه البيانات",
    aboutNote: "تُكتب على بطاقة كل مجموعة بيانات لهذا المشروع. ما تتركه يُذكر أنه غير مذكور.",
    purpose: "لأي غرض، وليس لأي غرض",
    license: "الترخيص أو الشروط",
    reference: "الموافقة أو الاتفاق",
    expires: "صالحة للاستخدام حتى",
    stated: (n) => `ذُكر ${number(n)} من 4`,
    noNames: "لا تذكر اسم مريض.",
    findings: (n) => count(n, finding),
    findingsNone: "لم يجد الفحص شيئًا.",
    findingsNote: "يذكر vetting.json الصور والوسوم.",
    found: {
      "proposal-as-truth": (n) => `من نموذج ولم يقبله أحد: ${count(n, nouns.label)}`,
      "not-attested": (n) => `بلا سجل صالح لإزالة الهوية: ${count(n, nouns.image)}`,
      "object-outside": (n) => `فيه نقطة خارج الصورة: ${count(n, nouns.label)}`,
      "frame-size": (n) => `بحجم غير حجم أقنعتها: ${count(n, nouns.image)}`,
      "several-heads": (n) => `من دراسات قرأها عدة أشخاص بلا إجماع: ${count(n, nouns.label)}`,
      "versions-forked": (n) =>
        `لها إصداران أحدثان لم يدمجهما أحد (المزامنة، الإصدارات): ${count(n, nouns.study)}`,
      "field-missing": (n) => `بلا إجابة يطلبها المخطط: ${count(n, nouns.label)}`,
      "class-unknown": (n) => `بفئة ليست في المخطط: ${count(n, nouns.label)}`,
      leak: (n) => `لمريض واحد أو بالبكسلات نفسها، في جزأين من التقسيم: ${count(n, nouns.image)}`,
      "patient-unknown": (n) =>
        `لا يُعرف صاحبها، فقد يكون شخص واحد في جزأين من التقسيم: ${count(n, nouns.study)}`,
      duplicate: (n) => `أزواج صور بالبكسلات نفسها: ${number(n)}`,
      "near-duplicate": (n) => `أزواج صور متشابهة من دراسات مختلفة: ${number(n)}`,
      "near-duplicate-across": (n) => `أزواج صور متشابهة في جزأين من التقسيم، انظر إليها: ${number(n)}`,
      "class-rare": (_n, [text = "", groups = ""]) =>
        `ليس للفئة «${name(text)}» سوى ${count(Number(groups), group)}`,
      "class-absent": (_n, [text = "", ...parts]) => `لا ترد الفئة «${name(text)}» في ${name(list(parts))}`,
      "object-small": (n) => `أقل من 10 بكسلات أو ${ltr("1 mm²")}: ${count(n, nouns.label)}`,
      overlap: (n) => `يشترك في بكسلات مع وسم آخر: ${count(n, nouns.label)}`,
      "model-license": (n) => `من نموذج ترخيصه غير معروف: ${count(n, nouns.label)}`,
      "one-reader": (_n, [share = ""]) => `صنع قارئ واحد ${share} % من الوسوم`,
      "image-empty": (n) => `بلا وسم: ${count(n, nouns.image)}`,
      "image-blank": (n) => `بقيمة واحدة فقط: ${count(n, nouns.image)}`,
      "image-lossy": (n) => `ضُغطت من قبل بفقد: ${count(n, nouns.image)}`,
      face: (n) => `شرائح رؤوس يمكن حساب وجه منها: ${count(n, nouns.image)}`,
      "spacing-mixed": (n) => `تباعدات بكسل مختلفة في مجموعة واحدة: ${number(n)}`,
      "modality-one-part": (_n, modalities) => `في جزء واحد من التقسيم فقط: ${name(list(modalities))}`,
      "source-one-part": (_n, sources) => `في جزء واحد من التقسيم فقط: ${name(list(sources))}`,
      "source-most": (_n, [share = "", text = ""]) => `${share} % من الصور من مصدر واحد: ${name(text)}`,
      "source-unknown": (_n, values) =>
        `لا أحد يستطيع هنا معرفة مدى تنوعها، لأنها أُزيلت أو لم تُذكر: ${list(missing(values))}`,
      "readers-disagree": (n) => `دراسات يشترك فيها قارئان في Dice أقل من ${ltr("0.7")}: ${number(n)}`,
    },
    severities: { error: "خطأ سُمح به", warning: "للعلم" },
    overrideTitle: "التصدير رغم ذلك",
    overrideNote: "يُكتب اسمك المستعار والوقت وهذا السبب في مجموعة البيانات وفي سجل العمل. لا تذكر اسم مريض.",
    split: "التقسيم",
    parts: { train: "تدريب", val: "تحقق", test: "اختبار" },
    part: (patients, images) => `${count(patients, nouns.patient)} · ${count(images, nouns.image)}`,
    splitProof: "الإثبات",
    splitNote: "لا مريض في جزأين. من صُدّر مرة يبقى في جزئه.",
    joined: (n) => `يشاركون صورة مع غيرهم ويبقون معًا: ${count(n, nouns.patient)}.`,
    reason: "السبب",
    override: "التصدير بهذا السبب",
  },
  datasetCard: {
    title: "بطاقة مجموعة البيانات",
    classes: "الوسوم حسب الفئة",
    origins: "مصدر الوسوم",
    byHand: "رسمها شخص",
    areas: "الوسوم حسب المساحة",
    readers: "الوسوم حسب القارئ (الاسم المستعار)",
    sources: "الصور حسب المصدر",
    sizes: "الصور حسب الحجم، أعمدة × صفوف",
    agreement: `توافق القرّاء، متوسط Dice ${ltr("(dice/1)")}`,
    noAgreement: "لم يسلّم عدة قرّاء أي دراسة.",
    dice: (value) => (value === null ? "لا شيء مشترك" : number(value, 3)),
    unknown: "غير معروف",
    more: (n) => `${number(n)} أخرى في README.md`,
    note: "يضم README.md في المجلد كل هذا، وشروط الاستخدام، والتقسيم وإثباته.",
  },
};
