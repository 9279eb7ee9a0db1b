/** ما لا تستطيع صيغة حفظه، تحت النموذج الإنجليزي: جزء من `saidAr`. تبدأ كل جملة بكلمة عربية أو بمعزول لتُقرأ من اليمين؛ ويسبق الشكلُ نقطتين فلا يلزم جنسه. */
export const saidLossesAr: Readonly<Record<string, string>> = {
  "a bidirectional measurement": "المحوران الطويل والقصير",
  "a box": "مستطيل",
  "a Cobb angle": "زاوية كوب",
  "a length": "طول",
  "a mask": "قناع",
  "a point": "نقطة",
  "a polygon": "مضلّع",
  "a skeleton": "هيكل نقاط",
  "an angle": "زاوية",
  "an ellipse": "شكل بيضوي",
  "an open line": "خط مفتوح",
  "{0} has no area; {1} and {2} hold it": "{0}: شكل بلا مساحة؛ يحفظه {1} و{2}",
  "{0} has no area; {1} holds it": "{0}: شكل بلا مساحة؛ يحفظه {1}",

  "a polygon with holes or more than {0} corners is written as the outline of its pixels":
    "يُكتب المضلّع ذو الثقوب أو ذو أكثر من {0} رأسًا محيطًا لبكسلاته",
  "an ellipse is written as the outline of its pixels": "يُكتب الشكل البيضوي محيطًا لبكسلاته",
  "covers no pixel": "لا يغطي أي بكسل",
  "made one outline by zero-width bridges; parts: {0}, holes: {1}":
    "وُصل بجسور بلا عرض ليصير محيطًا واحدًا؛ الأجزاء: {0}، الثقوب: {1}",
  "no pixel; NDJSON holds it": "لا بكسل فيه؛ يحفظه NDJSON",
  "rounded to six decimals": "قُرّب إلى ست منازل عشرية",
  "{0} pixels lie in another label as well; whole in overlap/{1}.nii.gz":
    "بكسلات تقع في وسم آخر أيضًا: {0}؛ كاملةً في \u2066overlap/{1}.nii.gz\u2069",
  "{0} pixels lie in more than one label and can hold only one here":
    "بكسلات تقع في أكثر من وسم ولا تتسع هنا إلا لواحد: {0}",

  "colour cut to 8 bits": "اقتُصر اللون على 8 بت",
  "colour cut to 8 bits, no transparency": "اقتُصر اللون على 8 بت، وبلا شفافية",
  "colour of more than 16 bits is not written; the objects refer to an image that is not in this dataset":
    "لا يُكتب لون بأكثر من 16 بت؛ تشير الكائنات إلى صورة ليست في مجموعة البيانات هذه",
  "no transparency": "بلا شفافية",
  "values rounded to 16 bits": "قُرّبت القيم إلى 16 بت",
  "white is the highest sample": "الأبيض هو أعلى قيمة",
  "{0} × {1} pixels are too many for one picture; the cleaned file, COCO and NDJSON hold what it would":
    "\u2066{0} × {1}\u2069 بكسل أكثر مما تتسع له صورة واحدة؛ يحفظ الملفُّ المنظَّف وCOCO وNDJSON ما كان سيكون فيها",

  "NIfTI has no colour of more than 8 bits": "لا لون في NIfTI بأكثر من 8 بت",
  "NIfTI-1 has no axis of more than 32767": "لا محور في \u2066NIfTI-1\u2069 أطول من 32767",
  "a slide has no voxels; COCO, NDJSON and the cleaned file hold it":
    "ليس للشريحة المجهرية فوكسلات؛ يحفظها COCO وNDJSON والملف المنظَّف",
  "an image of the series is not in the store": "إحدى صور السلسلة ليست في التخزين",
  "images of different scales are written in units, as 32-bit floats":
    "تُكتب الصور المختلفة المقياس بالوحدات، أعدادًا عشرية من 32 بت",
  "its images have different pixel sizes": "أحجام بكسلات صورها مختلفة",
  "its images have different sizes": "أحجام صورها مختلفة",
  "its images lie at one place; a volume would invent a depth":
    "تقع صورها في موضع واحد؛ وكان الحجم سيختلق عمقًا",
  "its images point in different directions": "اتجاهات صورها مختلفة",
  "its slices do not stand evenly; gaps in mm: {0}":
    "مقاطعها غير متساوية التباعد؛ المسافات بالمليمتر: \u2066{0}\u2069",
  "neither place nor pixel size is known": "لا يُعرف الموضع ولا حجم البكسل",
  "no place in the patient is known": "لا يُعرف الموضع في المريض",
  "no volume of this series: {0}": "لا حجم لهذه السلسلة: {0}",
  "one slice: 1 mm stands for its thickness": "مقطع واحد: كُتبت سماكته \u20661 mm\u2069",
  "the volume has coordinates of its own: no side is left or right":
    "للحجم إحداثياته الخاصة: لا جهة فيه يمنى أو يسرى",

  "a slide is made of tiles and has no frame that a label could lie on; COCO and NDJSON hold its labels":
    "تتكون الشريحة المجهرية من مربعات وليس فيها إطار يقع عليه وسم؛ يحفظ COCO وNDJSON وسومها",
  "no frame of reference or no pixel spacing, so no millimetres to write; SEG and SR can hold it":
    "لا إطار مرجعي (Frame of Reference) أو لا تباعد للبكسلات، فلا مليمترات تُكتب؛ يمكن أن يحفظه SEG وSR",
  "points of a skeleton have no codes; NDJSON and COCO hold them":
    "لا رموز لنقاط الهيكل؛ يحفظها NDJSON وCOCO",
  "the class {0} has no codes; it is written as the private code class-{1} of {2}":
    "لا رموز للفئة «{0}»؛ تُكتب بالرمز الخاص \u2066class-{1}\u2069 من {2}",
  'the name of the class is written as "{0}": DICOM holds 64 characters and no backslash':
    "يُكتب اسم الفئة «{0}»: يتسع DICOM لـ 64 حرفًا بلا شرطة مائلة عكسية",

  "answers about a study or its images without a place here, which NDJSON holds: {0}":
    "إجابات عن دراسة أو صورها لا مكان لها هنا، ويحفظها NDJSON: {0}",
  "points of it that its class does not have any more, which NDJSON holds: {0}":
    "نقاط منه لم تعد في فئته، ويحفظها NDJSON: {0}",
  "the answer to “{0}” is about a study that is not in this dataset; no file holds it":
    "الإجابة عن «{0}» تخص دراسة ليست في مجموعة البيانات هذه؛ لا يحفظها أي ملف",
  "the answer to “{0}” is about an image that is not in this dataset; no file holds it":
    "الإجابة عن «{0}» تخص صورة ليست في مجموعة البيانات هذه؛ لا يحفظها أي ملف",
  "the answers about a label have no place here; NDJSON holds them":
    "لا مكان هنا للإجابات عن وسم؛ يحفظها NDJSON",
};
