/**
 * Words that may stay in the few free texts an image cannot do without: technique, anatomy, units, makers of devices.
 * A text stays only when every word of it is here or a number of at most three digits. Lower case.
 */
const words = `
abdomen abdominal acquisition adrenal angle ankle anterior anteroposterior aorta ap apparent arm artery arteries
attenuation axial b bilateral bladder blood body bone bones bolus brain breast bronchus canon carestream cardiac caudal cavity
cc cerebral cerebellum cervical chest circle cm coefficient coil colon color column contrast coronal counts cranial
cranio craniocaudal cross ct default degree degrees density detail deviation diameter diffusion distal dose dorsal dynamic ear
elbow electric energy enhanced esophagus external extremity eye face femur filter finger foot forearm frame frequency frontal
fuji fujifilm gallbladder gantry ge general gray grey hand head healthcare heart hepatic hip hitachi hologic horizontal hounsfield hu
humerus iliac image inferior intensity internal iodine jaw joint kidney kidneys knee konica kv large lateral left leg length lens level line linear
liver lobe log lower lumbar lung lungs lymph ma magnetic major mammography mammogram mandible mas maxilla maximum mean mediastinum
mediolateral medical medium median minimum minolta minor minutes ml mlo mm mouth mr muscle nasal neck neonatal nerve
node none normal nose oblique od optical orbit ovary palette pancreas parietal parotid pelvis percent pet philips phase pixel planar plane
portal posterior posteroanterior prostate proton proximal pulmonary pa quality radius range ratio rectum reference region
resolution rib ribs right sagittal sacral sacrum samsung scan seconds segment sharp shoulder siemens sigmoid signal sinus skin skull slice
small smooth soft spatial specified spin spine spleen standard sternum stomach subclavian sum superior
supine surface systems system temporal test thigh thoracic thorax thyroid tibia time tissue toe tongue tooth toshiba total transverse
trachea trunk ulna ultrasound uncertainty undefined unspecified united units unknown upper ureter uterus value vein veins venous ventral vertical
view viewer volume vertebra water weight weighted whole width window wrist xray
us hz db kev mev bq bqml cps suv suvbw prop gml cmps
algorithm user preset perfusion tensor localizer scout topogram angiography detector generic manufacturer imaging
`;

const known: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ""));

/** Whether one lower-case word is harmless. */
export const isKnownWord = (word: string): boolean => known.has(word);

/** Whether every word of a text is harmless. */
export function hasOnlyKnownWords(text: string): boolean {
  const parts = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return parts.every((part) => part === "" || /^\d{1,3}$/.test(part) || known.has(part));
}
