import type { MprRefusal } from "../../../domain/mpr/mpr-grid.ts";
import type { PlaneKind } from "../../../domain/mpr/plane-stack.ts";
import type { Vector } from "../../../domain/vector.ts";
import type { SlabMode } from "../../../viewer/mpr/reformat-request.ts";
import { type mprEn, planeSide } from "../mpr-en.ts";
import type { Translation } from "../texts.ts";
import { ltr, measure, name, number } from "./formats-ar.ts";

const refusals: Record<MprRefusal, string> = {
  "few-images": "يلزم ثلاث صور أو أكثر",
  color: "هذه صور ملونة",
  tiled: "الصور أكبر من أن تُحمل كاملة",
  "lookup-table": "قيمها في جدول تحويل",
  "no-position": "الملفات لا تذكر موضع الصور",
  "mixed-orientation": "الصور في اتجاهات مختلفة",
  "missing-images": "صور ناقصة",
  "duplicate-images": "عدة صور في موضع واحد",
  uneven: "المسافات بين الصور غير منتظمة",
  "no-spacing": "حجم البكسل غير معروف",
  "mixed-kind": "الصور بأحجام أو أنواع مختلفة",
};

const side = (kind: PlaneKind, point: Vector) => planeSide(kind, point, number);

const planes: Record<PlaneKind, string> = { axial: "محوري", coronal: "إكليلي", sagittal: "سهمي" };
const modes: Record<SlabMode, string> = { slice: "مقطع", mip: "MIP", minip: "MinIP", mean: "متوسط" };

/** نصوص المستويات الثلاثة. */
export const mprAr: Translation<typeof mprEn> = {
  mpr: {
    title: "ثلاثة مستويات",
    open: "ثلاثة مستويات",
    close: "إغلاق المستويات",
    refused: (reason) => `صور فقط، لا ثلاثة مستويات: ${refusals[reason]}.`,
    planes,
    native: (kind, straight) => (straight ? planes[kind] : `قريب من ${planes[kind]}، كما صُوّر`),
    modes,
    slab: "الطبقة السميكة",
    thickness: "سماكة الطبقة",
    mm: (mm) => measure(mm, "mm"),
    slabText: (mode, mm) => `${modes[mode]} ${measure(mm, "mm")}`,
    place: (kind, point) => ltr(`${side(kind, point)} mm`),
    point: (point) =>
      ltr(`${(["sagittal", "coronal", "axial"] as const).map((kind) => side(kind, point)).join(" · ")} mm`),
    reduced: (factor) => (factor === 2 ? "MPR بنصف الدقة" : `MPR بدقة ${ltr(`1/${number(factor)}`)}`),
    tilted: "الصور مائلة: المستويات الأخرى مستكملة حسابيًا.",
    hint: "انقر لنقل علامة التقاطع. تعمل الفرشاة والممحاة على كل مستوى من الفوكسلات، وتُرسم الأشكال على الصور نفسها.",
    loading: "جارية قراءة الحجم",
    drawThin: "الطبقة السميكة تعرض صورًا كثيرة معًا. اختر مقطع لترسم.",
    shapesThere: (plane) =>
      `هنا تعمل الفرشاة والممحاة والتحديد. ارسم الأشكال في المستوى ${name(plane)}: هناك الصور نفسها.`,
    drawThere: (plane) => `ارسم في المستوى ${name(plane)}: هناك الصور نفسها.`,
  },
};
