import { saidLossesAr } from "./said-losses-ar.ts";

/** ما يقوله العمّال والتخزين تحت النموذج الإنجليزي (`domain/said.ts`)؛ ويجد `test/unit/ui/said.test.ts` ما ينقص. */
export const saidAr: Readonly<Record<string, string>> = {
  ...saidLossesAr,
  "A background task stopped unexpectedly. Try again.": "توقفت مهمة في الخلفية على غير توقع. حاول مرة أخرى.",
  "Another tab is at it. Try again in a moment.": "تعمل على ذلك علامة تبويب أخرى. حاول بعد لحظة.",
  Cancelled: "أُلغي",
  "Something went wrong inside the app ({0}).": "حدث خطأ داخل التطبيق ({0}).",
  "Something went wrong inside the app.": "حدث خطأ داخل التطبيق.",
  "The background task was closed.": "أُغلقت مهمة الخلفية.",
  "There was not enough memory for it. Close other tabs or programs and try again.":
    "لم تكفِ الذاكرة لذلك. أغلق علامات تبويب أو برامج أخرى ثم حاول مرة أخرى.",
  "This worker does not know “{0}”.": "لا يعرف هذا العامل «{0}».",

  "Another tab goes on with this run. This one has ended.": "تتابع علامة تبويب أخرى هذا التشغيل. انتهى هنا.",
  "Image {0} is longer than its row says.": "الصورة {0} أطول مما يقوله سجلها.",
  "Image {0} is not whole in the store.": "الصورة {0} غير كاملة في التخزين.",
  "More than 16 labels overlap on one image; that many layers are not kept.":
    "تتراكب أكثر من 16 وسمًا على صورة واحدة؛ ولا تُحفظ طبقات بهذا العدد.",
  "No more masks fit into this series: 65 535 were made in it.":
    "لا تتسع هذه السلسلة لأقنعة أخرى: أُنشئ فيها 65 535 قناعًا.",
  "Not saved: a consensus was made already, on this device or in another tab.":
    "لم يُحفظ: يوجد إجماع من قبل، على هذا الجهاز أو في علامة تبويب أخرى.",
  "Not saved: the browser closed the store and did not open it again.":
    "لم يُحفظ: أغلق المتصفح التخزين ولم يفتحه من جديد.",
  "Not saved: the browser's store refused the change.": "لم يُحفظ: رفض تخزين المتصفح التغيير.",
  "Not saved: the device's storage for this site is full.":
    "لم يُحفظ: امتلأت مساحة الجهاز المخصصة لهذا الموقع.",
  "Not saved: the study is no longer in the store.": "لم يُحفظ: لم تعد الدراسة في التخزين.",
  "Not saved: the study of this label is no longer in the store.":
    "لم يُحفظ: لم تعد دراسة هذا الوسم في التخزين.",
  "Part {0} of image {1} is missing from the store.": "الجزء {0} من الصورة {1} مفقود من التخزين.",
  "The image of label {0} is not in the store.": "صورة الوسم {0} ليست في التخزين.",
  "The run is no longer in the store: its study or its proposals were removed.":
    "لم يعد التشغيل في التخزين: حُذفت دراسته أو اقتراحاته.",
  "This image is no longer on the device.": "لم تعد هذه الصورة على الجهاز.",
  "This image was put away to make room. Get it from the hub in the worklist.":
    "أُزيحت هذه الصورة لإفساح المكان. أحضرها من الخادم في قائمة العمل.",
  "This study is no longer in the store. Import it again.":
    "لم تعد هذه الدراسة في التخزين. استوردها مرة أخرى.",

  "A part of this held image is missing. Import it again.":
    "جزء من هذه الصورة المحتجزة مفقود. استوردها مرة أخرى.",
  "No file was given.": "لم يُعطَ ملف.",
  "The words could not be read. The reader is loaded once, which needs the server of this app; then it works offline.":
    "تعذّرت قراءة الكلمات. يُحمَّل القارئ مرة واحدة من خادم هذا التطبيق، ثم يعمل دون شبكة.",
  "These files need {0} MB; {1} MB are free.": "تحتاج هذه الملفات إلى {0} MB؛ والمتاح {1} MB.",
  "These files were not looked at yet, or were imported already. Choose them again.":
    "لم تُفحص هذه الملفات بعد، أو استُوردت من قبل. اخترها مرة أخرى.",
  "This device is full. What was stored is whole, but not all of it is in its series yet. Remove studies that you no longer need, then import the same files again.":
    "امتلأ هذا الجهاز. ما حُفظ كامل، لكن بعضه ليس في سلسلته بعد. احذف الدراسات التي لم تعد تحتاج إليها، ثم استورد الملفات نفسها مرة أخرى.",
  "This file is no longer open. Open the look again.": "لم يعد هذا الملف مفتوحًا. افتح المعاينة مرة أخرى.",
  "This image is no longer held. It was released or refused already.":
    "لم تعد هذه الصورة محتجزة. أُتيحت أو رُفضت من قبل.",
  "The sample's file is missing (answer {0}). Reload the app while you are online.":
    "ملف المثال مفقود (الرد {0}). أعد تحميل التطبيق وأنت متصل بالشبكة.",

  "An import is running, here or in another tab. Wait until it is done, then try again.":
    "يجري استيراد هنا أو في علامة تبويب أخرى. انتظر حتى ينتهي ثم حاول مرة أخرى.",
  "Expected a map file of Overread; found another kind of file.":
    "المتوقع ملف جدول هويات من Overread؛ والموجود ملف من نوع آخر.",
  "Expected a passphrase of at least {0} characters. Several words are easier to keep than a short riddle.":
    "المتوقع عبارة مرور من {0} حرفًا على الأقل. حفظ عدة كلمات أسهل من حفظ لغز قصير.",
  "Expected a project key file of Overread; found another kind of file. Choose the file that ends in “.overread-key.json”.":
    "المتوقع ملف مفتاح مشروع من Overread؛ والموجود ملف من نوع آخر. اختر الملف الذي ينتهي بـ «.overread-key.json».",
  "Images on this device carry pseudonyms of key {0} (studies: {1}, held images: {2}). Under another key their patients would get second pseudonyms, and held images could not be opened. Nothing was changed. Open the other key on a device, or in a browser profile, that has no studies yet.":
    "تحمل صور على هذا الجهاز أسماء مستعارة من المفتاح {0} (الدراسات: {1}، الصور المحتجزة: {2}). تحت مفتاح آخر سيحصل مرضاها على أسماء مستعارة ثانية، ولن يمكن فتح الصور المحتجزة. لم يتغير شيء. افتح المفتاح الآخر على جهاز، أو في ملف تعريف متصفح، ليس فيه دراسات بعد.",
  "The map leaves this device only under the passphrase of the project key, and this key has none. Set it under “Project key” first.":
    "لا يغادر جدول الهويات هذا الجهاز إلا تحت عبارة مرور مفتاح المشروع، وليس لهذا المفتاح عبارة. عيّنها أولًا تحت «مفتاح المشروع».",
  "The passphrase is another one. Nothing was saved.": "عبارة المرور غيرها. لم يُحفظ شيء.",
  "The passphrase is not the one of this key. Nothing was changed.":
    "ليست هذه عبارة مرور هذا المفتاح. لم يتغير شيء.",
  "The project key is being changed. Try again.": "يجري تغيير مفتاح المشروع. حاول مرة أخرى.",
  "There is no study in the map.": "لا توجد دراسة في جدول الهويات.",
  "This key file is damaged: it is not what was written. Use another copy of it. Nothing was changed.":
    "ملف المفتاح هذا تالف: ليس كما كُتب. استعمل نسخة أخرى منه. لم يتغير شيء.",
  "This key file was written by a newer version of Overread. Update this device first.":
    "كتبت ملفَّ المفتاح هذا نسخةٌ أحدث من Overread. حدّث هذا الجهاز أولًا.",
  "This key was made without a passphrase, so nobody can bring it out of this device.":
    "أُنشئ هذا المفتاح دون عبارة مرور، فلا يمكن لأحد إخراجه من هذا الجهاز.",
  "This map file is damaged: it is not what was written.": "ملف جدول الهويات هذا تالف: ليس كما كُتب.",
  "This project has its key already.": "لهذا المشروع مفتاحه من قبل.",

  "Expected a class to move labels to, found none called {0}.":
    "المتوقع فئة تُنقل إليها الوسوم؛ ولا فئة باسم {0}.",
  "Nothing was taken: image {0} of study {1} is not on this device.":
    "لم يؤخذ شيء: الصورة {0} من الدراسة {1} ليست على هذا الجهاز.",
  "Nothing was taken: study {0} is not on this device. Import its images first.":
    "لم يؤخذ شيء: الدراسة {0} ليست على هذا الجهاز. استورد صورها أولًا.",
  "Schema not published: expected version {0}, found {1}. Another tab has published; reload.":
    "لم يُنشر المخطط: المتوقعة النسخة {0}، والموجودة {1}. نشرت علامة تبويب أخرى؛ أعد التحميل.",
  "The project was not taken: it has no class “{0}”, of which there are labels here.":
    "لم يؤخذ المشروع: ليست فيه الفئة «{0}» التي لها وسوم هنا.",
  "The project was not taken: {0}. Labels here would change their meaning.":
    "لم يؤخذ المشروع: {0}. كان سيتغير معنى وسوم هنا.",
  "This file of submissions cannot be taken: {0} should be {1}.":
    "لا يمكن أخذ ملف التسليمات هذا: ينبغي أن يكون {0} هو {1}.",
  "This list of tasks cannot be taken: {0} should be {1}.":
    "لا يمكن أخذ قائمة المهام هذه: ينبغي أن يكون {0} هو {1}.",
  "This project file cannot be taken: {0} should be {1}.":
    "لا يمكن أخذ ملف المشروع هذا: ينبغي أن يكون {0} هو {1}.",
  "the index {0} is of “{1}” there and of “{2}” here": "الرقم {0} لـ «{1}» هناك ولـ «{2}» هنا",
  "“{0}” has the index {1} there and “{2}”, of the same id, {3} here":
    "رقم «{0}» هناك {1}، ورقم «{2}» بالمعرّف نفسه هنا {3}",
  "Choose the files once more: others were read since.": "اختر الملفات مرة أخرى: قُرئت غيرها منذ ذلك الحين.",

  "Another series was opened meanwhile. Try again.": "فُتحت سلسلة أخرى في الأثناء. حاول مرة أخرى.",
  "Image {0} has another size than the first: seeds cannot grow through this series.":
    "حجم الصورة {0} غير حجم الأولى: لا يمكن أن تنمو البذور عبر هذه السلسلة.",
  "Image {0} has another size than the first: this series cannot be grown through.":
    "حجم الصورة {0} غير حجم الأولى: لا يمكن النمو عبر هذه السلسلة.",
  "Not all images of the series were read.": "لم تُقرأ كل صور السلسلة.",
  "The box around the seeds holds {0} million voxels; {1} million are worked on at most on this device. Paint the seeds on fewer images, or nearer to each other.":
    "في الصندوق حول البذور {0} مليون فوكسل؛ والحد على هذا الجهاز {1} مليون. ارسم البذور على صور أقل، أو أقرب بعضها إلى بعض.",
  "The device has not enough memory for so many voxels. Paint the seeds on fewer images, or nearer to each other.":
    "لا تكفي ذاكرة الجهاز لهذا العدد من الفوكسلات. ارسم البذور على صور أقل، أو أقرب بعضها إلى بعض.",
  "The series needs {0} MB at once; {1} MB are allowed on this device.":
    "تحتاج السلسلة إلى {0} MB دفعة واحدة؛ والمسموح على هذا الجهاز {1} MB.",

  "A folder of that name is already there. Choose another name.": "يوجد مجلد بهذا الاسم. اختر اسمًا آخر.",
  "Choose at least one study to export.": "اختر دراسة واحدة على الأقل للتصدير.",
  "Equal images were found of patients that earlier exports put into different parts: {0}. Leave out all but one part of each, then export again.":
    "وُجدت صور متطابقة لمرضى وضعتهم تصديرات سابقة في أجزاء مختلفة: {0}. اترك من كل منها جزءًا واحدًا فقط، ثم صدّر مرة أخرى.",
  "Images of these studies that were put away and lie on the hub: {0}. Get them in the worklist first, then export.":
    "صور من هذه الدراسات أُزيحت وهي على الخادم: {0}. أحضرها أولًا في قائمة العمل، ثم صدّر.",
  "No de-identification record for {0}.": "لا سجل إزالة هوية لـ {0}.",
  "No labels of the chosen kind are in these studies.": "لا توجد في هذه الدراسات وسوم من النوع المختار.",
  "No whole, recorded file for {0}.": "لا ملف كامل مسجَّل لـ {0}.",
  "Not exported, because it would be wrong to learn from this: {0}.": "لم يُصدَّر، لأن التعلم من هذا خطأ: {0}.",
  "Nothing was handed over: {0} differs from the store in {1}. Export again; if it stays, report it.":
    "لم يُسلَّم شيء: يختلف {0} عن التخزين في {1}. صدّر مرة أخرى؛ وإن بقي فأبلغ عنه.",
  "Nothing was handed over: {0} holds {1} of one of these studies as the hospital knows it. Look through names of classes, answers, comments and reasons for it, take it out, then export again.":
    "لم يُسلَّم شيء: في {0} {1} لإحدى هذه الدراسات كما يعرفه المستشفى. ابحث عنه في أسماء الفئات والإجابات والتعليقات والأسباب، وأزله، ثم صدّر مرة أخرى.",
  "The browser may not write into that folder. Choose another, or save a zip.":
    "لا يجوز للمتصفح الكتابة في ذلك المجلد. اختر غيره، أو احفظ ملف ZIP.",
  "The disk is full. Free some space, then export again.": "امتلأ القرص. أفسح مكانًا ثم صدّر مرة أخرى.",
  "The permission to use this data ended on {0}. Change the terms of the project if it was renewed.":
    "انتهى الإذن باستعمال هذه البيانات في {0}. غيّر شروط المشروع إن جُدِّد.",
  "There are no classes yet. Open a study and draw a label first.":
    "لا توجد فئات بعد. افتح دراسة وارسم وسمًا أولًا.",
  "This dataset cannot leave: {0}. Mend that, then export again.":
    "لا يجوز إخراج مجموعة البيانات هذه: {0}. أصلح ذلك ثم صدّر مرة أخرى.",
  "This image is not read in tiles.": "لا تُقرأ هذه الصورة مربعاتٍ.",
  "its checksum": "المجموع التدقيقي",
  "the number of files": "عدد الملفات",
  "the patient ID": "رقم المريض",
  "the patient's name": "اسم المريض",
  "the accession number": "رقم الطلب",
  "a UID": "معرّف UID",
  "{0}: expected {1}, found {2}": "{0}: المتوقع {1}، والموجود {2}",

  "Expected an address such as https://hub.example.org/dicom-web.":
    "المتوقع عنوان مثل https://hub.example.org/dicom-web.",
  "Expected an address without a name, a password, a question mark or a #.":
    "المتوقع عنوان بلا اسم ولا كلمة مرور ولا علامة استفهام ولا #.",
  "Expected an https address. Only a hub on this device may be reached without.":
    "المتوقع عنوان https. لا يجوز الوصول دونه إلا إلى خادم على هذا الجهاز.",
  "No hub is set up on this device.": "لم يُعدَّ خادم على هذا الجهاز.",
  "Sync does not decode images.": "لا تفك المزامنة ترميز الصور.",
  "The hub answered with status {0}.": "أجاب الخادم بالحالة {0}.",
  "The hub asks for a sign-in.": "يطلب الخادم تسجيل الدخول.",
  "The hub did not answer.": "لم يجب الخادم.",
  "The study is open, or is being sent. Close it, then try again.":
    "الدراسة مفتوحة أو يجري إرسالها. أغلقها ثم حاول مرة أخرى.",
  "The study is open. Close it, then merge again.": "الدراسة مفتوحة. أغلقها ثم ادمج مرة أخرى.",

  "Another model was chosen while this one was at work. Start the run again with it.":
    "اختير نموذج آخر أثناء عمل هذا. ابدأ التشغيل به من جديد.",
  "Choose the model again.": "اختر النموذج مرة أخرى.",
  "Expected a model.json (or the metadata.json of a MONAI bundle) beside the .onnx file, found none. Choose both, or a zip of them.":
    "المتوقع model.json (أو metadata.json من حزمة MONAI) بجانب ملف .onnx؛ ولا يوجد. اخترهما معًا، أو ملف ZIP يضمهما.",
  "Expected a model.json, or the metadata.json and the .onnx file of a MONAI bundle. A bundle of PyTorch weights has to be exported to ONNX first.":
    "المتوقع model.json، أو metadata.json مع ملف .onnx من حزمة MONAI. يجب تصدير حزمة أوزان PyTorch إلى ONNX أولًا.",
  "No model is chosen that finds things by itself.": "لم يُختر نموذج يجد الأشياء بنفسه.",
  "The chosen model ended its worker twice and was switched off. Add it again under Settings to use it.":
    "أنهى النموذج المختار عامله مرتين فأُوقف. أضفه مرة أخرى في الإعدادات لاستعماله.",
  "The chosen model ended its worker twice and was switched off; {0}. Add it again under Settings to use it.":
    "أنهى النموذج المختار عامله مرتين فأُوقف؛ {0}. أضفه مرة أخرى في الإعدادات لاستعماله.",
  "The chosen model ended its worker. If it does so again, it is switched off.":
    "أنهى النموذج المختار عامله. إن تكرر ذلك أُوقف.",
  "The chosen model is no longer on this device.": "لم يعد النموذج المختار على هذا الجهاز.",
  "The decoder wants “{0}”, which this app cannot give; it gives {1}. The model is not used.":
    "يطلب المفكّك «{0}»، ولا يستطيع هذا التطبيق إعطاءه؛ وهو يعطي {1}. لا يُستعمل النموذج.",
  "The file “{0}” that model.json names was not chosen. Choose it too.":
    "لم يُختر الملف «{0}» الذي يسميه model.json. اختره أيضًا.",
  "The model answered with what is no number (NaN). Nothing of this answer is used.":
    "أجاب النموذج بما ليس عددًا (NaN). لا يُستعمل شيء من هذه الإجابة.",
  "The model answers with numbers of a type that this app cannot read.":
    "يجيب النموذج بأعداد من نوع لا يقرؤه هذا التطبيق.",
  "The model could not be loaded.": "تعذّر تحميل النموذج.",
  "The model ended its worker. It is not kept; nothing else was touched.":
    "أنهى النموذج عامله. لا يُحتفظ به؛ ولم يُمس شيء آخر.",
  "The model expects images turned to {0}; these do not say how they lie in the patient.":
    "يتوقع النموذج صورًا بالوضع {0}؛ وهذه لا تقول كيف تقع في المريض.",
  "The model expects images turned to {0}; these lie in another plane ({1}).":
    "يتوقع النموذج صورًا بالوضع {0}؛ وهذه في مستوى آخر ({1}).",
  "The model file “{0}” could not be read ({1}). The classical tools still work; reload the app once while online.":
    "تعذّرت قراءة ملف النموذج «{0}» ({1}). ما زالت الأدوات الكلاسيكية تعمل؛ أعد تحميل التطبيق مرة وأنت متصل.",
  "The model file “{0}” could not be read as ONNX.": "تعذّرت قراءة ملف النموذج «{0}» بصيغة ONNX.",
  "The model file “{0}” does not take the input that model.json describes.":
    "لا يقبل ملف النموذج «{0}» المدخل الذي يصفه model.json.",
  "The model file “{0}” is not the one that model.json names: expected {1} bytes with SHA-256 {2}…, found {3} bytes with {4}…. It is not used.":
    "ليس ملف النموذج «{0}» ما يسميه model.json: المتوقع {1} بايت مع SHA-256 ‏{2}…، والموجود {3} بايت مع {4}…. لا يُستعمل.",
  "The model gave no answer within {0} s. It is not kept; nothing else was touched.":
    "لم يجب النموذج خلال {0} ث. لا يُحتفظ به؛ ولم يُمس شيء آخر.",
  "The model gave no “{0}”, which model.json names.": "لم يعط النموذج «{0}» الذي يسميه model.json.",
  "The model gives other numbers on this device than it should: expected within {0}, found {1} off. It is not used.":
    "يعطي النموذج على هذا الجهاز أعدادًا غير ما ينبغي: المسموح {0}، والفرق {1}. لا يُستعمل.",
  "The model is not loaded yet.": "لم يُحمَّل النموذج بعد.",
  "The model is too large to run here: expected at most {0}, found {1}.":
    "النموذج أكبر من أن يعمل هنا: المسموح {0} على الأكثر، والموجود {1}.",
  "The model needs images of one size; those of this series differ.":
    "يحتاج النموذج إلى صور بحجم واحد؛ وصور هذه السلسلة مختلفة.",
  "The model needs {0} images for an answer, found {1}.": "يحتاج النموذج إلى {0} صورة للإجابة؛ والموجود {1}.",
  "The model stopped with an error on its self-test. It is not used.":
    "توقف النموذج بخطأ في اختباره الذاتي. لا يُستعمل.",
  "The model takes numbers of type {0}, which this app cannot give.":
    "يأخذ النموذج أعدادًا من النوع {0} لا يستطيع هذا التطبيق إعطاءها.",
  "The model was given no image.": "لم يُعط النموذج صورة.",
  "The model works in millimetres: expected a stack of even distances, found none.":
    "يعمل النموذج بالمليمترات: المتوقع رصّة بمسافات متساوية؛ وليست كذلك.",
  "The model works in millimetres: expected images that say how large their pixels are, found none.":
    "يعمل النموذج بالمليمترات: المتوقع صور تذكر حجم بكسلاتها؛ وهذه لا تذكره.",
  "The model “{0}” gives other numbers on this device than it should: expected within {1}, found {2} off. It is not used.":
    "يعطي النموذج «{0}» على هذا الجهاز أعدادًا غير ما ينبغي: المسموح {1}، والفرق {2}. لا يُستعمل.",
  "The self-test of “{0}” has the wrong size: expected {1} and {2} numbers, found {3} and {4}.":
    "حجم الاختبار الذاتي لـ «{0}» خطأ: المتوقع {1} و{2} عددًا، والموجود {3} و{4}.",
  "The self-test's input has the wrong size: expected {0} numbers, found {1}.":
    "حجم مدخل الاختبار الذاتي خطأ: المتوقع {0} عددًا، والموجود {1}.",
  "The self-test's output has the wrong size: expected {0} numbers as the model gives, found {1}.":
    "حجم مخرج الاختبار الذاتي خطأ: المتوقع {0} عددًا كما يعطي النموذج، والموجود {1}.",
  "The series is too large for this model here: {0} classes of {1} voxels.":
    "السلسلة أكبر من أن يعالجها هذا النموذج هنا: {0} فئة من {1} فوكسل.",
  "The tensor “{0}” of kind {1}: expected {2} axes, found {3}. The model is not used.":
    "الموتر «{0}» من النوع {1}: المتوقع {2} محاور، والموجود {3}. لا يُستعمل النموذج.",
  "The tensor “{0}”: expected float32 of {1}, found {2} of {3}. The model is not used.":
    "الموتر «{0}»: المتوقع float32 بأبعاد {1}، والموجود {2} بأبعاد {3}. لا يُستعمل النموذج.",
  "The zip file could not be read. Make it again, or choose its files themselves.":
    "تعذّرت قراءة ملف ZIP. أنشئه مرة أخرى، أو اختر ملفاته نفسها.",
  "There is no room for the model: it needs {0}, {1} are free on this device.":
    "لا مكان للنموذج: يحتاج إلى {0}، والمتاح على هذا الجهاز {1}.",
  "This model answers clicks; it finds nothing by itself.":
    "يجيب هذا النموذج عن النقرات؛ ولا يجد شيئًا بنفسه.",
  "This model finds things by itself and takes no clicks.": "يجد هذا النموذج الأشياء بنفسه ولا يأخذ نقرات.",
  "metadata.json: expected JSON, found something else.": "metadata.json: المتوقع JSON، والموجود غيره.",
  "model.json names a label with index {0}; the model has {1} classes, from 0.":
    "يسمي model.json فئة برقم {0}؛ وللنموذج {1} فئة، من 0.",
  "model.json names a label with index {0}; “{1}” has {2} classes, from 0.":
    "يسمي model.json فئة برقم {0}؛ وفي «{1}» {2} فئة، من 0.",
  "model.json names a label with index {0}; “{1}” has {2} classes, from 0. The model is not used.":
    "يسمي model.json فئة برقم {0}؛ وفي «{1}» {2} فئة، من 0. لا يُستعمل النموذج.",
  "model.json names a tensor “{0}”; the decoder takes {1}. It is not used.":
    "يسمي model.json موترًا «{0}»؛ ويأخذ المفكّك {1}. لا يُستعمل.",
  "model.json names a tensor “{0}”; the model answers with {1}. It is not used.":
    "يسمي model.json موترًا «{0}»؛ ويجيب النموذج بـ {1}. لا يُستعمل.",
  "model.json names a tensor “{0}”; the model has {1}. It is not used.":
    "يسمي model.json موترًا «{0}»؛ وفي النموذج {1}. لا يُستعمل.",
  "model.json: expected JSON, found something else.": "model.json: المتوقع JSON، والموجود غيره.",
  "model.json: this model is not one graph of planes.":
    "model.json: ليس هذا النموذج رسمًا واحدًا على المستويات.",
  "model.json: “files” has no {0}.": "model.json: ليس في «files» ‏{0}.",
  "model.json: “files” is empty.": "model.json: «files» فارغ.",
  "model.json: “prompts” is missing.": "model.json: «prompts» مفقود.",
  "no answer": "لا جواب",
  "status {0}": "الحالة {0}",
  "the shipped one answers now": "يجيب الآن النموذج المرفق",
  "“{0}” answers an empty image with what is no number (NaN). It is not used.":
    "يجيب «{0}» عن صورة فارغة بما ليس عددًا (NaN). لا يُستعمل.",
  "“{0}” is not the file that model.json names: expected SHA-256 {1}…, found {2}…. It is not used.":
    "ليس «{0}» الملف الذي يسميه model.json: المتوقع SHA-256 ‏{1}…، والموجود {2}…. لا يُستعمل.",
  "“{0}” of the chosen model is gone. Add the model again.":
    "«{0}» من النموذج المختار مفقود. أضف النموذج مرة أخرى.",
  "“{0}” stopped with an error on an empty image. It is not used.":
    "توقف «{0}» بخطأ على صورة فارغة. لا يُستعمل.",
  "“{0}”: expected classes × {1}, found {2}.": "«{0}»: المتوقع فئات × {1}، والموجود {2}.",
  "“{0}”: model.json says operator set {1}, the file uses {2}. It is not used.":
    "«{0}»: يذكر model.json مجموعة العمليات {1}، ويستعمل الملف {2}. لا يُستعمل.",
};
