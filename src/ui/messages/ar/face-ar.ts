import type { faceEn } from "../face-en.ts";
import type { Translation } from "../texts.ts";
import { count, genitive, nouns, number } from "./formats-ar.ts";

/** نصوص القرار في وجه يمكن حسابه من تصوير مقطعي لرأس. */
export const faceAr: Translation<typeof faceEn> = {
  face: {
    mode: "الوجه",
    heading: (images) => `يمكن حساب وجه من ${count(images, genitive(nouns.image))}`,
    note: "من عنده الشرائح يستطيع حساب الوجه ومقارنته بالصور الفوتوغرافية",
    computing: (done, total) => `جارٍ حساب الوجه: الشريحة ${number(done)} من ${number(total)}`,
    before: "الآن، من الأمام ومن اليسار",
    after: "بعد التغطية: ما يبرز من الغطاء",
    slice: (share) =>
      `الشريحة الوسطى بعد التغطية. يأخذ الغطاء ${number(Math.round(share * 100))} % مما ليس هواءً.`,
    noVolume: "لا تكوّن هذه الشرائح حجمًا يمكن عرضه.",
    cover: "تغطية الوجه",
    leave: "ترك الوجه",
    choiceNote:
      "تجريبي. الهواء حول الرأس وكل ما يقع ضمن 16 مم منه في كل شريحة يصير ضجيجًا نهائيًا: الجلد والأنف والأذنان وكثير من الجمجمة. انظر إلى الشريحة: يجب أن يبقى ما تريد وسمه. ويبقى العظم الأعمق.",
    left: "قرّر هل يُغطّى الوجه.",
    ready: (images, boxes) =>
      `سيُغطّى الوجه نهائيًا في ${count(images, genitive(nouns.image))}${boxes > 0 ? `، ويُطمس ${count(boxes, nouns.box)}` : ""}.`,
    covered: "الوجه المغطّى",
    coveredIn: (files) => `في ${count(files, genitive(nouns.file))}`,
    option: "ترك القرار في وجوه التصوير المقطعي للرأس لشخص",
    optionNote:
      "تجريبي. تنتظر هذه الصور في مراجعة البكسلات، حيث يمكن تغطية الوجه. الرمز 113102. أما MR وPET فيُنبَّه عليهما فقط.",
  },
};
