import type { layoutEn } from "../layout-en.ts";
import type { Translation } from "../texts.ts";
import { ltr, name, number } from "./formats-ar.ts";

/** نصوص عدة مساحات عرض. */
export const layoutAr: Translation<typeof layoutEn> = {
  layout: {
    title: "التوزيع",
    link: "ربط مساحات العرض",
    linked: "تتحرك مساحات العرض معًا",
    notLinked: "كل مساحة عرض وحدها",
    mode: (mode, offset) =>
      mode === "position"
        ? "مربوطة بالموضع"
        : `مربوطة بالرقم${offset === 0 ? "" : `، ${ltr(`${offset > 0 ? "+" : "−"}${number(Math.abs(offset))}`)}`}`,
    prior: (imported) => `دراسة سابقة، أُخذت في ${name(imported)}. للعرض فقط.`,
    priorCorner: (pseudonym) => `${pseudonym} · دراسة سابقة`,
    noPrior: "لا توجد دراسة أخرى لهذا المريض على هذا الجهاز.",
    priorFailed: (reason) => `تعذّر فتح الدراسة السابقة. ${name(reason)}`,
    lookOnly: "هذه دراسة سابقة للعرض فقط. ارسم على الدراسة المفتوحة.",
    empty: "اختر سلسلة أو اسحب واحدة إلى هنا.",
  },
};
