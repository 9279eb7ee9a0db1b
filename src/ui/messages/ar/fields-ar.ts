import type { FieldKind, FieldScope } from "../../../domain/label-field.ts";
import type { fieldsEn } from "../fields-en.ts";
import type { Translation } from "../texts.ts";
import { count, name, nouns, number } from "./formats-ar.ts";

const kinds: Record<FieldKind, string> = {
  choice: "واحدة من",
  multi: "عدة من",
  number: "رقم",
  text: "نص",
  boolean: "نعم أو لا",
};
const scopes: Record<FieldScope, string> = {
  study: "الدراسة",
  series: "السلسلة",
  image: "الصورة",
  frame: "الإطار",
  object: "الوسم",
};

/** نصوص الأسئلة عن الوسوم والصور والدراسات ومحرّرها. */
export const fieldsAr: Translation<typeof fieldsEn> = {
  fields: {
    questions: "الأسئلة",
    open: (n) => (n === 0 ? "أُجيب عن كل المطلوب" : `ينقص: ${count(n, nouns.answer)}`),
    about: (scope) => scopes[scope],
    aboutLabel: (text) => `عن ${name(text)}`,
    required: "مطلوب",
    noAnswer: "لا إجابة",
    yes: "نعم",
    no: "لا",
    unit: (text, unit) => (unit ? `${name(text)} (${name(unit)})` : text),
    outOfRange: (expected) => `المتوقّع: ${name(expected)}.`,
    kinds,
    scopes,
  },
  schemaFields: {
    attributes: (n) => (n === 0 ? "الأسئلة" : `الأسئلة ${number(n)}`),
    attributesOf: (text) => `أسئلة عن ${name(text)}`,
    codesOf: (text) => `رموز ${name(text)}`,
    classifications: "أسئلة عن الدراسات والصور",
    classificationsNote: "تُسأل مرة لكل دراسة أو سلسلة أو صورة أو إطار أو وسم، أيًّا كان المرسوم.",
    addQuestion: "إضافة سؤال",
    addTo: (text) => `إضافة سؤال عن ${name(text)}`,
    name: "السؤال",
    kind: "الإجابة",
    scope: "عن",
    required: "مطلوب",
    options: "الإجابات المتاحة، بينها فواصل",
    ordinal: "الإجابات درجات على مقياس بهذا الترتيب",
    min: "من",
    max: "إلى",
    unit: "الوحدة (UCUM)",
    when: "يُسأل",
    always: "دائمًا",
    whenIs: (text) => `حين تكون إجابة «${name(text)}»`,
    equals: "هذه الإجابة",
    remove: (text) => `إزالة السؤال ${name(text)}`,
    category: "الصنف",
    type: "النوع",
    modifier: "الجهة",
    site: "الموضع",
    noCode: "بلا رمز",
    questionMissing: "كل سؤال يحتاج اسمًا.",
    questionClash: (text) => `سؤالان باسم «${name(text)}». غيّر أحدهما.`,
    optionsMissing: (text) => `«${name(text)}» يحتاج إجابات للاختيار.`,
    changesScoped: "تتغيّر أسئلة الدراسات والصور. تحتفظ الإجابات بالإصدار الذي أُعطيت فيه.",
  },
};
