/** Descriptions as protocols and scanners write them, made up for the tests: none names anybody. */
export const descriptors: readonly string[] = `
T1 MPRAGE SAG 1.0 mm iso
t2_tse_tra_fs_320
t2_tse_dark-fluid_tra_p2
ep2d_diff_3scan_trace_p2_ADC
AX T2 FLAIR FS
SAG T1 SE POST GAD
COR STIR LUMBAR SPINE
MRA TOF 3D neck
Ax DWI b1000
WATER: Ax LAVA-Flex + C arterial
T1 VIBE Dixon tra opp
SWI brain axial
MR knee right without contrast
MRCP 3D respiratory triggered
Cardiac cine short axis retro gated
CT Chest with IV contrast
CT Abdomen and Pelvis w/o contrast
Thorax 5.0 B30f
HR Lung 1.25mm
CT Head routine 5 mm bone
Topogram 0.6 T20f
CTA coronary arteries, diastolic 70 %
CTPA pulmonary embolism protocol
Low dose chest screening
Liver multiphase: arterial, portal venous, delayed
Abdomen venous phase 3 mm coronal MPR
Cervical spine sag reformat
Neck soft tissue axial
Dual energy virtual noncontrast
Dose report
PET CT whole body FDG
PET AC 3D OSEM
FDG PET head and neck
NM bone scan whole body anterior
Tc99m MDP three phase
CHEST PA and LAT
XR HAND left 3 views
Knee AP weight bearing standing
Pelvis AP
Lumbar spine lateral flexion
Mammography screening R CC
DBT left MLO tomosynthesis
US thyroid transverse
US abdomen complete liver gallbladder
Doppler carotid bilateral
Obstetric second trimester fetal
Echocardiography TTE apical four chamber
IVUS pullback LAD
Coronary angiography LCA RAO caudal
Fluoroscopy barium swallow
DSA cerebral left internal carotid
Shoulder axillary view
Scoliosis whole spine standing
Thorax nativ koronal
Schädel CT ohne Kontrastmittel
LWS sagittal T2 TSE
IRM cerveau sans injection
Rodilla izquierda T2 axial
H&E kidney biopsy 40x
Optical coherence tomography macula
Fundus colour right eye
Wrist PD FS coronal
Prostate T2 axial high resolution
Breast dynamic subtraction
Ventilation perfusion SPECT
Brain perfusion CBF map
MTT map
Localizer 3 plane
Scout lateral
Temporal bone HRCT ultra high
Sinuses coronal low dose
Renal colic KUB noncontrast
GTV CTV PTV planning CT
Subtraction angiogram aorta runoff
Fat suppressed proton density elbow
TMJ open mouth sagittal oblique
Pituitary dynamic coronal T1
IAC high resolution 3D FIESTA
Orbits axial T1 post contrast
Hip labrum radial
Ax 3D T1 SPGR post Gd
Sag T2 FRFSE lumbar
t1_fl2d_tra_opp-in_bh
resolve_3scan_trace_tra_spair_p2_104_ADC
MRI Brain with and without contrast
MR Angiography Abdomen
Cor T1 STIR hip bilateral
3D CISS inner ear
localizer haste body
DCE-MRI breast bilateral
T2 BLADE sagittal uterus
Cardiac perfusion stress adenosine
LGE PSIR 4 chamber
CT Angio Chest Abdomen Pelvis
CT Lumbar Spine bone window sagittal
CT Maxillofacial w/o
Parenchymal phase kidneys 2 mm
Scanogram abdomen
Bolus tracking monitoring
Prospective gating calcium score
ThorAbd venous 5.0 I30f 3
Lungs MIP 8x2
CT perfusion head stroke
PET WB uncorrected
Melodi MIP fused PET
Bone SPECT lumbar
Portable chest AP upright
Abdomen supine and erect
Left ankle mortise
Cervical spine odontoid open mouth
Mammogram diagnostic spot compression left
RMLO tomosynthesis synthesized
Ultrasound scrotum
Venous duplex lower extremity right
Renal arteries Doppler
Fetal heart four chamber view
TEE mid esophageal long axis
Left ventriculogram
Barium enema double contrast
ERCP
Myelography lumbar
Hip arthrogram
Abdomen leer AP
BWS seitlich stehend
MRT Kniegelenk rechts
Echographie abdominale foie
TAC torax con contraste
Skin lesion dermoscopy
Whole slide prostate core HE
OCT macular cube 512x128
SAG PD FAT SAT KNEE
Ax T1 FSE pre contrast abdomen
3D TOF MRA circle
t2_spc_sag_iso cervical
DTI 30 directions AP
BOLD fMRI finger tapping
Quantitative T2 mapping cartilage
Cine SSFP four chamber
Time resolved MRA aortic arch
CT thorax pulmonary nodule follow up
CT cystography
CT colonography supine low dose
Axial bone algorithm petrous
Extremity runoff CTA
Spine trauma CT thoracic
Unenhanced phase liver
4D CT parathyroid
PET CT vertex to thigh
Gallium PSMA PET attenuation map
Hepatobiliary scan dynamic
Thyroid uptake scan
Ribs oblique right
Abdomen lateral decubitus
Cervical flexion extension
Scaphoid series wrist
Skeletal survey
Screening mammogram LMLO
Breast ultrasound left
Gallbladder fasting
Transvaginal pelvis
Portal vein duplex
Lower limb arterial Doppler
PLAX view echo
Cerebral angiogram right vertebral injection
Nephrostogram
Videofluoroscopic swallow
Fundus photograph left disc centred
HER2 breast core 20x
Schulter rechts MRT Arthrographie
CT Oberbauch arterielle Phase
Rachis lombaire sagittal T2
Tobillo derecho lateral
Sag T2 frFSE ARC thoracic spine
Ax FIESTA fat sat abdomen BH
Cor LAVA dynamic pass 2
eADC calculated
T1 map pre contrast native MOLLI
Flow quantification ascending aorta
MR enterography coronal
MR urography excretory phase
MR neurography brachial plexus
Diffusion tensor tractography
SPAIR axial breast
Wrist TFCC coronal GRE
CT sinus coronal bone
CT enteroclysis
CT kidney stone protocol
CT angiography circle phase arterial head
Pulmonary vein mapping before ablation
CT guided drainage
Lung nodule surveillance
Coronary calcium scoring
PET myocardial viability
Lymphoscintigraphy breast
Gastric emptying solid meal
Parathyroid sestamibi subtraction
Skull lateral view
Clavicle AP axial
Sacrum coccyx lateral
Toes oblique left
Infant hips frog lateral
Abdominal plain film
Magnification view microcalcifications
Implant displaced CC left
Ultrasound guided biopsy thyroid nodule
Biophysical profile
Hepatic veins colour Doppler
Soft tissue ultrasound forearm
Contrast echo bubble study
Right heart catheterization
Pelvic angiogram embolization
Hysterosalpingography
Corneal topography
Retinal nerve fibre layer
Frozen section lung lobectomy
Abdomen MRT Leber dynamisch
Scanner abdomino-pelvien injecté
RM rodilla derecha sin contraste
Ax SWAN 3D brain
Sag CUBE T2 cervical spine
mDIXON quant abdomen
T1 rho cartilage map
Elastography shear wave liver
MR defecography
Arthrogram hip right intra-articular gadolinium
Intracranial aneurysm follow-up TOF
Peripheral nerve ultrasound
Contrast enhanced spectral mammography
Stereotactic biopsy localization breast
Ductography left breast
Cardiac CT retrospective helical, beta blocker
CT urography split bolus nephrographic excretory
CT pelvis cystogram delayed
Thin slice temporal bones bone algorithm 0.6 mm
Metal artifact reduction hip prosthesis
Dual phase parathyroid adenoma
Brain death cerebral perfusion scintigraphy
Gated blood pool MUGA
DaTscan striatal SPECT
FDG myocardial viability gated
F18 florbetaben amyloid brain
Whole spine lateral scoliosis series EOS
Bone age left hand
Leg length measurement supine
Nasal bones lateral
Orthopantomogram
Chest expiration pneumothorax
Abdominal aortic aneurysm screening
Renal transplant Doppler resistive index
Carotid intima media thickness
Transcranial Doppler middle cerebral artery
Neonatal head ultrasound anterior fontanelle
Hip dysplasia ultrasound infant
Stress echocardiogram dobutamine peak dose
Balloon angioplasty femoral artery
TACE hepatic artery
Vertebroplasty lumbar
Percutaneous nephrostomy exchange
Colonoscopy polyp ascending colon
Skin biopsy immunofluorescence
Lymph node frozen section cytokeratin stain
Retinal fundus autofluorescence left eye
Anterior segment OCT angle
Thorax im Liegen
Abdomen Übersicht
CT Halsweichteile mit Kontrastmittel
TDM thoraco-abdomino-pelvien
Radiografía de tórax PA y lateral
From skull base to mid thigh PET
MRI of the left knee without contrast
Ankle to toes lateral
RX de la main droite face et profil
TC de tórax y abdomen con contraste
RM della colonna lombare
Echo des Herzens in Ruhe
CT van de nier zonder contrast
Sonographie der Schilddrüse
Angio-TDM du tronc supra-aortique
Rx del bacino in ortostasi
Thorax bei Inspiration
Leg from hip to ankle for alignment
Chest through upper abdomen
Scan of abdomen at portal phase
Bone age of left wrist
Ressonância do joelho esquerdo
MRT des Beckens vor und nach Kontrastmittel
CT-gestützte Punktion der Leber
Radiografia do tórax em PA
US of the aorta and iliac arteries
Ecografía de vías biliares
Scintigraphie osseuse au technétium
Tomosintesi della mammella sinistra
CT enterography with oral contrast
Series for surgical navigation
Cisternography after intrathecal injection
Uterine artery embolization follow up
Sialography of the parotid duct
Dacryocystography right
Whole leg alignment standing
Myocardial strain by tagging
Fat fraction map of liver
Sternoclavicular joints at rest
Opposed and in phase
`
  .trim()
  .split("\n");
