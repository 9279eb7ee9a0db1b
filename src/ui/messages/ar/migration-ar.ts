import type { GeometryKind } from "../../../domain/label-schema.ts";
import type { migrationEn } from "../migration-en.ts";
import type { Translation } from "../texts.ts";
import { type CountedNoun, count, genitive, name, nouns } from "./formats-ar.ts";

const shapes: Record<GeometryKind, CountedNoun> = {
  mask: ["قناع واحد", "قناعان", "أقنعة", "قناعًا", "قناع"],
  polygon: ["مضلّع واحد", "مضلّعان", "مضلّعات", "مضلّعًا", "مضلّع"],
  box: nouns.box,
};
const locked: CountedNoun = ["وسم مقفل واحد", "وسمان مقفلان", "وسوم مقفلة", "وسمًا مقفلًا", "وسم مقفل"];

/** نصوص إيقاف فئة ونقل وسومها إلى أخرى. */
export const migrationAr: Translation<typeof migrationEn> = {
  migration: {
    open: "إيقاف أو نقل",
    openFor: (text) => `إيقاف ${name(text)} أو نقل وسومها`,
    title: (text) => `${name(text)}: إيقاف أو نقل الوسوم`,
    titleRetired: (text) => `نقل وسوم ${name(text)}`,
    goTo: "وسومها",
    stay: "تبقى في هذه الفئة",
    goToClass: (text) => `تنتقل إلى ${name(text)}`,
    retire: "إيقاف الفئة",
    retireNote: "لا يستطيع أحد الرسم بها بعد ذلك. ولا يُعطى رقمها ولا معرّفها لفئة أخرى أبدًا.",
    used: (labels, studies) =>
      labels === 0
        ? "لا وسم على هذا الجهاز بهذه الفئة."
        : `بهذه الفئة: ${count(labels, nouns.label)} في ${count(studies, genitive(nouns.study))}.`,
    unmoved: "تبقى بها، ولا يمكن تصديرها حتى تُنقل.",
    moves: (labels, studies, text) =>
      `ينتقل إلى ${name(text)}: ${count(labels, nouns.label)} في ${count(studies, genitive(nouns.study))}. تبقى المعرّفات والبكسلات والحالة.`,
    proposals: (n) => `وينتقل معها مما لم يُحسم: ${count(n, nouns.proposal)}.`,
    lost: (question, labels) =>
      `تضيع الإجابة عن «${name(question)}» في ${count(labels, genitive(nouns.label))}.`,
    nothingLost: "لا يضيع شيء.",
    missing: (question, labels) =>
      `تلزم عندها الإجابة عن «${name(question)}» في ${count(labels, genitive(nouns.label))}.`,
    locked: (n) => `يبقى مكانه: ${count(n, locked)}.`,
    otherKind: (kind, labels, text) =>
      `يبقى مكانه: ${count(labels, shapes[kind])}، فلا تُرسم ${name(text)} بهذا الشكل.`,
    parked: (n) => `يبقى مكانه من وسوم القرّاء الآخرين: ${count(n, nouns.label)}، فهي لهم.`,
    preview: "ما سيحدث",
    confirmRetire: "إيقاف",
    confirmMove: (labels) => `نقل ${count(labels, genitive(nouns.label))}`,
    confirmBoth: (labels) => `إيقاف الفئة ونقل ${count(labels, genitive(nouns.label))}`,
    draftFirst: "انشر تغييراتك أو تجاهلها أولًا.",
    busy: "دراسة فيها وسوم كهذه مفتوحة في علامة تبويب أخرى. أغلقها هناك ثم حاول مرة أخرى.",
    done: (labels, text) => `نُقل إلى ${name(text)}: ${count(labels, nouns.label)}.`,
    retired: (text) => `أُوقفت الفئة ${name(text)}.`,
    undo: "تراجع عن النقل",
    undone: "أُلغي النقل.",
    partlyUndone: (n) => `أُلغي النقل إلا فيما تغيّر منذ ذلك: ${count(n, nouns.label)}.`,
    list: "الفئات الموقوفة",
    entry: (index, labels, replacedBy) =>
      [
        `الرقم ${index}`,
        labels === 0 ? "لا وسوم" : count(labels, nouns.label),
        ...(replacedBy === null ? [] : [`حلّت محلها ${name(replacedBy)}`]),
      ].join(" · "),
    move: "نقل الوسوم",
    moveOf: (text) => `نقل وسوم ${name(text)}`,
    restore: "إعادة",
    restoreOf: (text) => `إعادة ${name(text)}`,
  },
};
