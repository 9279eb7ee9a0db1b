import { isKnownWord } from "./known-words.ts";
import { medicalWords } from "./medical-words.ts";

/**
 * Words of descriptors that name no person, place or date: sequences and reconstructions, anatomy, planes, units, RT structures;
 * English, then some German, French, Spanish and Dutch. Folded. Left out on purpose: months, weekdays, ages, and words that are
 * first of all names (may, mark, stone, rose, green). Lists of the terms: PS3.16 CID 4031 (regions), CID 29 (modalities).
 */
const words = `
t1 t2 t1w t2w pd pdw flair stir tirm spair spir dixon vibe lava thrive mprage mp2rage spgr fspgr bravo flash fisp truefisp trufi fiesta
ssfse haste blade propeller space cube vista tse fse gre se ge epi ep2d tfl tfl2d tfl3d tof swi dwi dti adc trace isotropic fa bold asl
pcasl dce dsc cest mrs mra mrv mrcp mre ir ti te tr nex nsa fov etl bw b0 b50 b100 b400 b500 b600 b800 b1000 b1200 b1400 b1500 b2000 fs
fatsat fat sat suppressed suppression saturation inversion recovery echo echoes gradient turbo fast ultrafast rapid multi single shot
breath hold bh free breathing gated gating triggered trigger navigator resp respiratory ecg ekg cine tagging lge viability late early
delayed delay washout arterial venography arteriography angio cta ctpa ctv ctdi ctdivol dlp dect spectral monoenergetic mono virtual vnc
iodine map maps mapping subtraction subtracted registered fused fusion merged mip minip mpr mpvr vr vrt ssd curved reformat reformatted
reformation recon reconstruction reconstructed iterative asir veo safire admire idose fbp osem psf ac nac attenuated corrected uncorrected
correction kernel standardized bonekernel lungkernel windowed sharpened plain native noncontrast nonenhanced enhancement pre post with
without and or of in wo w iv po oral rectal gd gadolinium gadoterate dotarem gadovist multihance magnevist omniscan iohexol iopamidol
iodixanol omnipaque ultravist visipaque isovue fdg f18 ga68 psma dotatate tc99m mdp mibi pyp dose low high ultra ultralow hr hrct ldct
lowdose thin thick slab stack axials ax axi tra trans cor sag obl para parasagittal paracoronal ventralis ap pa lat ll rl si is fh hf ffs
hfs ffp hfp prone decubitus upright erect standing sitting flexion extension inspiration expiration inspiratory expiratory insp exp
valsalva stress rest adenosine dobutamine regadenoson ct cr dr dx mg mr nm pt us ivus oct xa rf sr seg sm op opt px io dsa dbt
tomosynthesis tomo radiograph radiography fluoroscopy fluoro xr sonography doppler duplex elastography echocardiography tte tee mmode
bmode scintigraphy spect petct petmr cbct survey scanogram surview loc localiser localizers scoutview planning plan followup baseline
screening biopsy guided guidance intervention iso dark fluid p2 p3 diff dyn 3scan gad flex opp inphase outphase inp outp retro prospective
retrospective diastolic systolic diastole systole multiphase biphasic triphasic dual triple quad report reports three two four five one
views bearing trimester apical parasternal subcostal suprasternal pullback lad lca rca lcx rao lao cran caud barium swallow meal enema
scoliosis coronal koronal axiale sagittale irm trm tdm echographie radio coherence tomography tomographic macula macular fundus colour
ventilation cbf cbv mtt tmax colic angiogram venogram arteriogram myelogram arthrogram cystogram cholangiogram hysterosalpingogram
sialogram open closed radial helical spiral sequential seq scanner cont echocardiogram transesophageal transoesophageal transthoracic
colonoscopy gastroscopy bronchoscopy endoscopy laparoscopy arthroscopy segmentation segmentations converted derived compressed compression
lossless lossy reversible irreversible jpeg rle palette scaled resampling mono2 secondary capture screenshot processing processed
collection trauma clinical brain mri mra1 petmri lungs thyroids nasal septum tonsil tonsils adenoid tongue larynges trachea bronchi
bronchial bronchus alveolar apex apices segmental lobar interlobar fissure ventral dorsal rostral superficial deep inner outer central
peripheral anatomical anatomic oblique parallel perpendicular orthogonal frontal occipital sphenoid ethmoid zygomatic nasofrontal
temporomandibular occlusal bitewing periapical bitewings molar molars incisor lymphoma carcinoma melanoma glioma meningioma adenoma
hemangioma abscess edema oedema effusion pneumothorax pneumonia fibrosis emphysema atelectasis consolidation calcification calcium scoring
score agatston plaque stenosis occlusion thrombus thrombosis dvt patency perforator arthritis arthrosis osteoarthritis osteoporosis dexa
bmd densitometry implant implants prosthesis arthroplasty hardware fixation screw plate marker markers wire localization localisation
needle aspiration drainage ablation embolization catheter line tube pacemaker transplant allograft preop postop preoperative postoperative
intraoperative intraop emergency urgent stat inpatient outpatient portable bedside mobile grid nongrid cone magnification mag spot id
rolled hematoxylin eosin he ihc pas trichrome ki67 her2 slide slides section sections stain stained frozen paraffin ffpe wsi tma objective
resection specimen tissue core microscopy brightfield fluorescence confocal dapi fitc cy3 cy5 gfp channel channels overlay retina retinal
cornea corneal angle nerve rnfl gcl octa icg icga faf autofluorescence red blue infrared nir od os ou dermoscopy dermatoscopic wound ulcer
photo photograph photography test phantom water acr uniformity snr resolution bias shimming shim coil coils head32 body18 array sense
grappa asset arc caipi smash acceleration partial fourier halffourier zerofill interpolation distortion corr nd dis2d dis3d prescan
normalize phase real imaginary magnitude unwrapped field b1map susceptibility qsm r2star t2star t1rho t1map t2map ecv molli shmolli
spectroscopy press steam svs csi mrsi choline lactate bssfp balanced ssfp mssfp bffe btfe ffe tfe tse2 sshtse ssh drive mvxd multivane
propeller2 starvibe twist tricks ktwist grasp medic merge cosmic dess ciss fl2d fl3d me2d me3d tse3d cs sensing learning ai ddt suv sul
qclear pointspread osem3d toff ctac mac attn emission transmission dynamicpet gatedpet static renogram dtpa mag3 dmsa tc tl201 thallium
in111 octreotide i123 i131 mibg datscan florbetapir amyloid flutemetamol fet fdopa dopa pib gastrointestinal gi gu upper lower ugi sbft
small large intestine transit emptying reflux sphincter esophagram oesophagus esophageal hernia hernias umbilicus inguinal groin perineum
perineal sacrum sacrococcygeal thighs calves calf legs arms wrists hands feet toes fingers ankles elbows shoulders knees shins heel heels
hindfoot midfoot forefoot navicular cuboid cuneiform lunate scaphoid hamate trapezium radioulnar humeroulnar olecranon epicondyle
trochanter condyle condylar plateau malleolus syndesmosis subtalar sesamoid sesamoids cranium calvarium skullbase base vertex convexity
falx tentorium pons medulla midbrain cerebellopontine callosum corpus capsule insula cingulate amygdala striatum caudate putamen pallidum
substantia nigra brainstems gyrus sulcus sulci cortex cortical subcortical epidural subdural subarachnoid intraventricular intracranial
extracranial intracerebral atlas axis dens odontoid lordosis kyphosis pedicle lamina laminar neural conus cauda equina quality control qc
calibration reference dynamics series study exam examination protocol routine standard limited complete full comparison repeat rpt bilat
unilateral lt rt lft rgt both sides side midline brainstem cerebrum cerebellar hippocampus hippocampal thalamus basal ganglia ventricle
ventricles ventricular matter meninges dura pituitary sella sellar pineal optic chiasm orbits iac auditory canal cochlea petrous mastoid
mastoids sinuses paranasal maxillofacial mandibular tmj dental teeth panoramic cephalometric nasopharynx oropharynx hypopharynx pharynx
larynx parotid salivary carotid carotids vertebral jugular thyroidal parathyroid supraclavicular axilla axillary clavicle scapula sc joint
joints rotator cuff glenoid labrum humeral forearms carpal metacarpal phalanx phalanges thumb thorakal hila hilar hilum mediastinal pleura
pleural diaphragm pericardium myocardium myocardial coronary coronaries atrium atrial valve mitral aortic tricuspid lv rv la ra lvot rvot
chamber chambers short long twochamber fourchamber sax lax ribcage costal hepatobiliary biliary bile duct ducts pancreatic duodenum
jejunum ileum ileal appendix cecum caecum rectosigmoid anal anus bowel gut gastric peritoneum peritoneal retroperitoneum mesentery
mesenteric celiac renal kub urogram urography ureters urethra prostatic seminal vesicle vesicles testis testes scrotum uterine cervix
endometrium endometrial ovarian ovaries adnexa vagina vaginal vulva placenta fetal fetus obstetric pelvic hips acetabulum acetabular
femoral patella patellar meniscus meniscal cruciate acl pcl tibial fibula fibular calcaneus talus tarsal metatarsal achilles tendon
tendons ligament ligaments muscles plexus brachial lumbosacral thoracolumbar lumbosacralis spinal cord disc discs disk disks facet foramen
foramina coccyx sacroiliac vertebrae cspine tspine lspine wholebody wholespine body total breasts mammary nipple cc mlo ml lm xccl
tangential nodes nodal lymphatic lymphatics vascular vessel vessels vena cava ivc svc runoff fistula graft stent aneurysm dissection
stroke hemorrhage haemorrhage ischemia infarct embolism tumor tumour mass lesion lesions nodule nodules cyst fracture metastasis
metastases staging restaging oncology neuro cardio msk gtv ptv itv oar gtvp gtvn bolus isocenter isocentre couch beam vmat imrt external
mv kvp mgy cgy gy mbq hu mmhg ppm tesla sec msec min fps pixels voxel voxels slices frames images thickness spacing increment interval
pitch rotation collimation matrix bit bits average averages averaging weighting filtered filter filters smoothed smoothing resampled
interpolated first second third ii iii phase1 phase2 part number no frfse fse2d fspgr3d fgre psir parenchymal parenchyma nephrographic
nephrogram excretory pyelogram tracking monitoring wb mortise diagnostic diag synthesized synthetic mid middle rmlo lmlo rcc lcc rlm lml
ventriculogram double ercp ptc myelography resolve thorabd abd abdo thor conversion manual automatic auto multiframe measurement
measurements measured calculation calculated result results summary structured std comp complex simple ivcon nonivcon lut luts modality
calibrated uncalibrated enlarged zoom zoomed cropped crop rotated flipped inverted invert mosaic montage stitched stitching panorama
evaluation assess assessment response interventional marked unmarked positive negative normals abnormal acute chronic subacute mild
moderate severe degenerative inflammatory ischemic hemorrhagic benign malignant recurrent residual primary pulse pulsed continuous wave
flow velocity velocities strain speckle harmonic harmonics convex probe transducer artery arteriole aneurysms vein avm fistulae circle
angiosuite biplane monoplane roadmap cineangio leer seitlich stehend liegend sitzend mrt koronar transversal axialen leber milzvene
dunnschicht spatphase arteriell venos portalvenos abdominale thoracique lombaire cervicale dorsale droit con tac rmn ecografia radiografia
abdominal cerebral lumbar axiales prostaat borst punctie bacino addome torace encefalo ginocchio spalla colonna sem mdc rm abdome cranio
coluna joelho ombro teste exame spc spcir flair3d fmri dmri smri rsfmri tapping directions direction directional quantitative qualitative
resolved cartilage cartilaginous osteochondral arch arches follow up down from during before after per vs against toward away gallium
uptake washin skeletal skeleton osseous bony fasting limb limbs plax psax a2c a3c a4c centred centered decentered videofluoroscopic
arterielle venoese arthrographie bild bilder serie sequenz untersuchung befund kontrast rechte linke rechter linker rechtes linkes oben
unten vorne hinten lateral nasennebenhohlen nnh felsenbein schlafenbein kiefer zahn wange schild schilddruse luftrohre speiserohre rippen
rippe schlusselbein schulterblatt oberarm unterarm daumen hufte oberschenkel unterschenkel wade ferse zehe zehen gelenk gelenke sehne band
bander meniskus kreuzband ruckenmark bandscheibe bandscheiben galle gallenblase gallenwege bauchspeicheldruse magen darm dunndarm dickdarm
enddarm nebenniere harnleiter harnblase harnrohre prostata hoden gebarmutter eierstock eierstocke brust brustdruse lymphknoten gefass
gefasse arterie arterien vene venen schlagader halsschlagader abdominell zervikal thorakale zervikale lumbale lumbal sakral becken tete
cou thorax epaules bras avant main doigt doigts jambe pied pieds orteil hanches cuisse mollet vertebrale colonne crane visage oeil yeux
oreille dents gorge vessie estomac pancreas rate uterus ovaires seins sein arteriel veineux tardif temps coupe coupes coronale face profil
debout couche gauches droits droites controle suivi depistage mammographie cabeza cuello brazo antebrazo mano dedo dedos pierna pie pies
muslo muneca codo cara ojo ojos oido dientes garganta vejiga estomago bazo utero ovarios mama mamas venoso venosa tardia tiempo corte
cortes pelvis cervical seguimiento hoofd nek schouders arm been voet knie hand bekken rug lever nier blaas longen hart borsten contrast
zonder met rechts boven onder thoracoabdominal abdominopelvic thoracolumbosacral cervicothoracic craniocervical craniofacial craniospinal
maxillary palatal pterygoid masseter buccal lingual sublingual submandibular submental retropharyngeal parapharyngeal prevertebral
paravertebral paraspinal paraspinous intercostal subphrenic perihepatic perirenal pararenal adrenals suprarenal hepaticus hepatis porta
porto portosystemic splenic splenorenal esophagogastric gastroesophageal gastroduodenal pylorus pyloric antrum fundic ampulla ampullary
papilla sphincters oddi valves ileocecal ascending descending transverse flexure rectus femoris quadriceps hamstring hamstrings biceps
triceps deltoid supraspinatus infraspinatus subscapularis teres pectoral pectoralis gluteal gluteus piriformis psoas iliopsoas adductor
adductors abductor abductors gastrocnemius soleus tibialis peroneal plantar fascia retinaculum bursa bursae synovium synovial capsular
chondral trochlea trochlear retropatellar patellofemoral femorotibial tibiofemoral iliofemoral popliteal saphenous tibioperoneal pedal
dorsalis palmar volar thenar hypothenar flexor extensor interphalangeal metacarpophalangeal carpometacarpal scapholunate tfcc acromion
acromioclavicular sternoclavicular glenohumeral coracoid bicipital brachiocephalic innominate basilar vertebrobasilar ophthalmic sinus
sigmoid straight cavernous sagittal jugulars subclavian ulnar mesentericus mesenterica superior inferior gonadal hypogastric obturator
pudendal epigastric mammaria bypass anastomosis shunt tips endoleak evar tevar tavi tavr lvad pci cabg septal defect asd vsd pfo pda
appendage auricle pulmonic pulmonalis bicuspid annulus root sinotubular isthmus wall motion ejection fraction volumetry volumetric
function functional morphology morphologic anatomy structure structural parametric parameters parameter kinetic kinetics pharmacokinetic
permeability ktrans vascularity hemodynamic oximetry oxygen extraction hypoxia metabolism metabolic receptor tracer isotope radioisotope
radiotracer radiopharmaceutical technetium fluorine fluorodeoxyglucose sestamibi tetrofosmin thallous pyrophosphate sulfur colloid
macroaggregated albumin xenon krypton rubidium ammonia carbon methionine somatostatin membrane antigen linear nonlinear quadratic rigid
elastic deformable coregistration registration align aligned alignment template mask masks masked contour contours roi rois voi annotation
annotations labelmap probability heatmap graph curve curves table histogram profile plot volume volumes rendered rendering shaded render
surface model models print printing stl mesh movie loop clip clips frame still stills freeze grab screen screens key keys input output
source original raw data dataset subset sample samples demo example bilaterals ipsilateral contralateral symmetric asymmetric asymmetry
gap overlap overlapping contiguous interleaved caudocranial craniocaudad lateromedial mediolat posterolateral anterolateral anteromedial
posteromedial superolateral inferolateral inferosuperior superoinferior tangent swimmer swimmers sunrise skyline mortice tunnel frogleg
frog leg inlet outlet submentovertex obliques nephrostomy gastrostomy jejunostomy ileostomy colostomy tracheostomy port picc cvc ngt ett
chest drain drains tubes catheters lines standards normalized reformats reconstructions sequences projections projection exposures
exposure tech technique techniques protocols scanning scans scanned acquisitions acquired acquire tested schadel kopf hirn gehirn hals
brustkorb lunge niere nieren wirbelsaule hws bws lws huftgelenk kniegelenk sprunggelenk schulter ellenbogen handgelenk fuss herz milz
bauch oberbauch unterbauch knochen weichteil weichteile nativ kontrastmittel km mit ohne links beidseits ganzkorper aufnahme verlauf
cerveau poumon foie rein reins bassin rachis genou epaule cheville poignet hanche coeur gauche droite sans avec injection craneo torax
pulmon higado rinon rodilla hombro cadera tobillo izquierda derecha izquierdo derecho sin contraste columna hersenen schouder heup enkel pass passes eadc quantification enteroclysis surveillance lymphoscintigraphy solid liquid infant child
paediatric pediatric newborn adult film films microcalcifications displaced biophysical bubble catheterization catheterisation fibre fiber layer
layers dynamisch abdomino pelvien injecte injected unenhanced
mdixon quant rho shear intra split muga striatal florbetaben resistive transcranial fontanelle peak tace polyp polyps immunofluorescence cytokeratin
thoraco ubersicht liegen halsweichteile rx profil profile lombare lombar herzens ruhe tronc supra aortique ortostasi ressonancia esquerdo
esquerda direito direita beckens punktion gestutzte vias biliares scintigraphie osseuse tomosintesi mammella sinistra sinistro destra destro
navigation opposed eos
`;

const technique: ReadonlySet<string> = new Set([
  ...words.split(/\s+/).filter((word) => word !== ""),
  ...medicalWords,
]);

const units = new Set(
  "mm cm um ml cc kv kvp kev mev ma mas ms msec sec hz khz mhz gy mgy cgy mbq bq hu deg mmhg ppm mm2 mm3 cm2 cm3 fps".split(
    " ",
  ),
);

/** Words that name or describe a person, unless the other word stands beside them: x-ray, white matter, bone age. */
const pairs: Readonly<Record<string, { readonly before?: string; readonly after?: string }>> = {
  ray: { before: "x" },
  white: { after: "matter" },
  age: { before: "bone" },
};

/** Whether a folded word may stay for the word beside it. */
export const isPaired = (before: string, word: string, after: string): boolean => {
  const pair = Object.hasOwn(pairs, word) ? pairs[word] : undefined;
  return pair !== undefined && (pair.before === before || pair.after === after);
};

/** Whether a folded word is a unit of measurement that may follow a number. */
export const isUnit = (word: string): boolean => units.has(word);

/** Vertebrae (also `th`), and kernels like `B30f` in the form of one maker: letters and digits that are no one's initials. */
const coded =
  /^(c[1-7]|t([1-9]|1[0-2])|th([1-9]|1[0-2])|l[1-5]|s[1-5]|[bhuijt]\d{2}[fsh]|[1-4]d|[1-9]ch|\d{1,3}x|\d{1,3}(x\d{1,3}){1,2})$/;

/** Word formation of medicine: examinations and operations end like this, names of people do not. */
const formed =
  /^\p{L}{3,}(ography|ographie|ografia|ografie|ogram|ogramm|ogramme|ographic|oscopy|oscopie|oscopic|ectomy|ostomy|otomy|oplasty|opathy)$/u;
const prefixed =
  /^(?:non|un|multi|pre|post|intra|inter|extra|trans|sub|supra|infra|peri|para|retro|micro|macro|ultra|semi|auto|pan)(\p{L}{4,})$/u;

/** Whether a folded word of a descriptor may stay: anatomy, modality, technique, unit, or a number with its unit. */
export function isTechniqueWord(word: string): boolean {
  if (technique.has(word) || units.has(word) || coded.test(word) || isKnownWord(word)) return true;
  if (formed.test(word) || technique.has(prefixed.exec(word)?.[1] ?? "")) return true;
  const measured = /^\d{1,3}([a-z]+\d?)$/.exec(word);
  return measured !== null && units.has(measured[1] ?? "");
}
