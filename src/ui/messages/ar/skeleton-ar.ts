import type { skeletonEn } from "../skeleton-en.ts";
import type { Translation } from "../texts.ts";
import { name, number } from "./formats-ar.ts";

/** نصوص هياكل النقاط: وضع نقاطها، ونقاط فئة. */
export const skeletonAr: Translation<typeof skeletonEn> = {
  skeleton: {
    title: "النقاط",
    next: (text) => `التالية: ${name(text)}`,
    of: (placed, all) => `${number(placed)} من ${number(all)}`,
    states: { visible: "ظاهرة", occluded: "محجوبة", absent: "غائبة" },
    stateOf: (text) => `حالة ${name(text)}`,
    cover: "محجوبة",
    skip: "ليست في الصورة",
    finish: "ترك البقية",
    none: "ليس لهذه الفئة نقاط بعد. يوضع الهيكل نقطة نقطة بأسمائها.",
    toSchema: "إضافة نقاط في المخطط",
  },
  classPoints: {
    button: (n) => (n === 0 ? "النقاط" : `النقاط ${number(n)}`),
    title: (text) => `نقاط ${name(text)}`,
    heading: "النقاط، بترتيب وضعها",
    add: "إضافة نقطة",
    nameOf: (place) => `اسم النقطة ${number(place)}`,
    up: (text) => `نقل ${name(text)} إلى أعلى`,
    down: (text) => `نقل ${name(text)} إلى أسفل`,
    remove: (text) => `إزالة النقطة ${name(text)}`,
    unnamed: (place) => `النقطة ${number(place)}`,
    edges: "نقاط موصولة",
    edge: (a, b) => `${name(a)} – ${name(b)}`,
    removeEdge: (a, b) => `فصل ${name(a)} عن ${name(b)}`,
    from: "من النقطة",
    to: "إلى النقطة",
    join: "وصل",
    nameMissing: "كل نقطة تحتاج إلى اسم.",
    clash: (text) => `نقطتان باسم ${name(text)}. غيّر إحداهما.`,
  },
};
