/**
 * Words of the code meanings that PS3.16 lists for anatomy, findings and procedures, as far as they are written small there (names of
 * people are not), have six letters or more, and say nothing of a person, a place, kin or an animal. Folded.
 */
const words = `
abnormalities abnormality above absence absent absorptiometry access accessory accident acetate acetrizoate acetyl acetylaspartate
acetylaspartylglutamate acid acidified acoustic across acting action activation active actively activity addition additional
adenocarcinoma adenopathy adenosis adipose adjacent adjusted adjustment adjuvant administered administering administration adrenergic
adventitia adventitial adverse affected agents aggregated agonist airway akinesia alanine alar algorithms alkaline allergic allergy
altered alternans aluminum aminotransferase amniocentesis amnion amorphous amount amplitude amputation analysis anesthesia anesthetic
angina angiocardiography angioplasty anomalous anomaly anonyma antagonist antecubital anteriorly anteroseptal anthracene anti
antiarrhythmic antibiotic antibody antihelix antilipemic antitragus anulus aortopulmonary aperture apneic apocrine apparatus appearance
appendicular appliance applicator applied apposition approach aqueduct architectural arcuate area areas areola arrhythmia arteriosclerosis
arteriosum arteriosus arteriovenous articular artifact ascorbate aspartate aspect assessed assisted associated asymptomatic atherectomy
atheromatous atlantoaxial atresia atria atrioventricular atrophy attached attribute augmentation auricular available averaged axon azurine
azurol azygous background bacterial balloon basilic basket bead beamsplitter bedding below beta bicisate bidirectional bifurcation
bigeminy bilirubin biochemistry biosafety birefringence biventriculare bleach bleeding bleomycin blockage blocker blocking blur border
borderline boundary bounding brachytherapy bradycardia bronchiologram bronchogram bruising buccinator bundle calcaneum calcifications
calcified cancer cannula canthus capacity capillary carbamate carbonate cardia cardiomyopathy cardiovascular carina carmine carnae carneae
caruncle cassette casting cath caudodorsal caudoventral caval cavernosum cavopulmonary cavum cell cells center centralis cephalic
cerebrospinal cerebrovascular ceruloplasmin challenge challenges change changed changes characteristic characteristics charging
chemotherapy chiasma chills chin chloracetate chloride chordae chordal chords choroid chromate chromic chromium cingulum circuit
circulation circulatory circumference circumflex circumscribed cisterna citrate classification clavicular clearing clinoid clitoris
closure cluster coagulation coarctation coated cobalt coccygeal coeliacus coenzyme coiling collateral collocation colonic colored combined
comedocarcinoma commissure communicated communicating communication communis compared compartment compensation compensator completely
complexes complexion complications component composing composition compound computation computed computerized concentration concepts
concha condition conditions conduction conduit confined confirmation confirmed confluence congenital congestive connected connection
conservation considered constant constriction constructed consumable consumption contact contained container containing content context
contextual continuation continue continuing continuity contra contraception contracta contractility contraction contraindication
controlled controls conventional convergence converter converting coordinated coordinates coplanar cordis cordocentesis corporeal correct
correlation corresponding corticospinal costae costarum costocervical coughed counter coupling course coverslip cranioproximal crease
crescent cresyl cribriform critical crocein crossed crosshair crossing crus cubital cuniculus curettage current currently curvature
cushion cutaneous cyanine cyanol cylinder cysteinate cystic cytologic cytology debility deceleration deciduous decision deconvolution
decorrelation deferens defibrillation defibrillator defined definition deflated deformity degeneration dehydration delivered delivery
demarcated densities deoxynucleotidyl dependence dependent deployed deployment depolarizing deposit depreotide depression dermatitis
descent description desmoid detachable detached detected detection determination determined determining deviations device dextran diabetes
diacetyl diagnosis diagonal diaphragmatic diatrizoate dichloride dichromate diencephalon diethlyamide diethylamide diethylenetriamine
difference different differentiated differentiation difficulty diffuse digestion digital dilatation diluent dilution dimeglumine dimension
dimensional dioxide diprotrizoate dipyridamole direct directed directive discarded discharge discharged discomfort disconnected
discontinued disease diseased diseases disintegration disodium disofenin disorder displacement distance distant distribution disturbance
diverticulum division domain dorsocaudal dorsodistal dorsolateral dorsomedial dorsum dosimeter dosimetry downgaze draped ductal ductogram
ductus duration dyscrasia dysfunction dyskinesia dysplasia echotexture eclampsia ectasia ectopic edge editing effect effective effects
electrical electrocardiogram electrocardiographic electrogram electromagnetic electroporation elevation ellipse ellipsoid embedding
emissive emitting empted enabling encapsulated encephalomyelitis encoded endocardial endocarditis endocrine endorectal endothelial
endothelium endovascular enteral entire entirely entity entorhinal enzyme epicardial epiploic episode epithelial epithelium epitrochlear
equalization equivocal erector ergometer erythema erythematosus esterase estimated estimation etidronate evidence evolution exaggerated
exametazime exceeds except excessive exchange excision excitation excluding exercise expanded expected experimental expired explanation
explicit exponential exposed extent extracardiac extracorporeal extracted extrapulmonary extremities eyeball eyebrow eyelash eyelid facial
factor factors failure fallopian fascicular fasciculus faults feature features febrile fetuses fibers fibrillation fibrils fibrinogen
fibrinoid fibroadenoma fibroelastosis fibroglandular fibromatosis fibromuscular fibrosus fibrous fidelity fill filled filling filtration
finding findings finish fitting fixative fixator flight floor fluorescent fluoride fluoroethylflumazenil fold follicle followed following
fontanel forceps forehead forelimb formatted formula fornix fossa fovea fractional fractionation fractions fronto fuchsin funiculus gamma
gammopathy gastro generated genicular genital genitalia genitourinary geometry gestational gingiva girdle gland glandular glans globulin
glucoheptonate glucuronidase glutamic glutamine grafting granuloma gravity greater greatest groove grouped growth gynecological gynecology
gyral habenular habitus halogen hamartoma handling hardening haustra health heated heater heating height helix hematoma hematopoietic
hemisphere hemodynamics hemolymph heparin hepatitis hexacyanoferrate higher hindlimb histiocytoma histologically histopathology holding
hybrid hydrate hydrochloride hydrocholoride hydroxide hypercholesterolemia hyperplasia hypersensitivity hypertension hypertrophic
hyperventilation hypochondriac hypointense hypointensity hypokinesis hypotension hypotensive hysterectomy identification identifier
identifying ileocolic iliocostalis ilium illegible illumination illuminator illustration imager iminodiacetate immersion immunocompromised
immunodeficiency impairment impedance implantable implantation inadequate incisional incisure include including inclusion incompetence
incomplete incoordination incorrect incorrectly increase increased indeterminate index indications indicator indicus indistinct induced
induction induration infarction infection infectious inferomedial inferoseptal infertility infiltrating infiltration inflammation inflated
inflow information infraalar infraclavicular infrarenal infrasternal infusion inhalation inhibitor injections injector injury inline
innermost inserted insertion inspection instance instantaneous instruction insufficiency insulin intact intake integral intensive intent
interatrial interdigitating interest interface interference interiliac interlobular intermediate intermittent interpectoral interpretation
interstitial intertragal interventions intervertebral intestinal intima intimal into intracoronary intraductal intragenus intraglandular
intraluminal intramammary intraocular intraparotid intrapulmonary intrathecal intravascular intravenous introitus invasion invasive
inventory involution involved involvement iodide iodinated iodipamide iodized iodomethamate ionizing irregular irregularities irritation
ischium isodense isolated isolation isovolumic jawline join junction juvenile juxtaintestinal keratectomy keratomileusis keratosis
keratotomy labeled labeling labia labium lacrimal lacunar largest laryngeal laser laterality laterally latissimus leaflet leiomyoma
leiomyosarcoma lemniscus lenses lesser leucofuchsin levator libitum lidofenin ligamentum light limbus limiting limits liothyronine lipid
little living lobular lobulations lobule localized located location longissimus longitudinal lopsided lubricant lucency lumen luminance
lump lymphadenopathy lymphogram machine magnet magnum majora majorum malabsorption malformation malformations malignancy mammoplasty
management maneuver manifest manifold manipulation manometer manually manubrium manufactured margin marginal margins marrow mastectomy
mastopathy material maximal measure meatus mebrofenin media medial medially medication mediopalmarodistal medioplantarodistal medronate
meglumine melanomas mellitus mercaptoacetyltriglycine mesothelioma metal metaplasia metastatic method methods methyl
methylthiosemicarbazone methyltryptophan microaggregated microarray microbiology microbubbles microcysts microdissection microlobulated
micropapillary microscope microscopic microspheres microwave midcolic minora mircroscope moderately modifications modifier modulator
monoxide motor mounting movement mucocutaneous mucosa mucous multiplanar multiple multiplication multiplier mural murmur musculoskeletal
myelin myeloma nadir nailing naphthol narrowing nasi nasolabial nasopharyngeal nature nausea near necrosis needles neoplasm neoplastic
nervous network neuroectodermal neurovascular nigrosine nitrate noise noncontact nonimmersion noninfiltrating nonparenchymal normative
notch nuchal nuclear nucleus numeric object obscured observable observation observed obstructed obstruction obstructive obtained obtuse
occurred ocular offset omental onset oozing opacities opacity opening operation operational operative ophthalmoscopy opiate optimized
orbital ordered organism orientation orifice origin osmosis ostium outflow outlets outline outside ovalis over overall overlaps overriding
overview ovula ovulation oxidronate oxyquinoline pacing paddle palate palatina palatine palatoglossal pallidus palmarodistal
palmarolateral palmaromedial palpated palpation pancreaticoduodenal pancreaticosplenic papillary papilloma papillomas papillomatosis
paracervical paralysis paramammary parametrial pararectal paratracheal paravaginal paravesicular paresthesia partially particulate patent
pathologic pathology pathway pathways pattern pectoris peduncle pellucidi pellucidum penetration penile penis pentaacetic pentetate
percentile percutaneous perforating performance performed pericardial pericardiophrenic pericarditis perioral peripapillary permanent
pertechnetate pharmacologic pharyngeal pharyngotympanic phenylephrine philtrum phosphatase phosphate photon photoreceptors phrenic physics
physiologic phytate pigmentation piriform placed placement plantarodistal plantarolateral plantaromedial plasma plasmacytoma pleomorphic
pointing points poliovirus polygon polymer polymorphic polyvinylpyrrolidone ponceau pool poorly population portion position positioning
postauricular postductal posterobasal postprocedure posture postvesicular potentially povidone preauricular prececal predecessor predicted
preductal preformed prelaryngeal premature premolar preparation prepericardial prepuce present presenting pressed pressure presymphysial
pretracheal prevented prevesicular previous previously problem procedural procedure process product profunda progress prokinetic prolapse
promontory pronounced propagation proper property proportional prostaglandin prosthetic proven proximity pseudotumor pubis pudendum
pulsation pump purified pyridoxyl pyronin pyruvaldehyde pyruvic quadrant quadruped qualifier quantitification radiata radiation radiations
radioactive radiobiological radiographic radiologic radiolucent radiopaque radiotherapy raised raster reaction reason reasons rebreathing
receiving recent recess recommended reconstruct recording rectouterine recutting reductase reduction reflectance reflection reformatting
refraction refractive refractory regime regional regulation regurgitant regurgitation rejected relating relational relaxant relaxation
relevant remission removal removed renders repair replacement repolarization reported reporting repositioning rescheduled rescheduling
reserve resonance resource respect respiration resting restless restraint restrictive resume retraction retrocecal retroillumination
retromolar retroperitoneal retropyloric retrotracheal returned review revised rhabdomyosarcoma rheumatic rhodamine rhythm rim ring rolling
rotary rotational rounded rupture saline sampling saphenofemoral sarcoma satellite scalene scalenus scales scalp scapular scar scatter
scattered sclera sclerosis sclerotic secreting sectional sectioning sedated sedation sedative segmented segments selected selection
selective semiconductor sensitivity sensor sentinel separation sequestrant serous serratus serum session severely severity shading shadow
shadowing shaft shape shaped sheath shield shift shock shortening showing significance significant silent silicone similar sinoatrial
siphon situation slit smallest smear sodium soluble solution sonographic sound spatially specific specimens spectrum speed sphere
spiculated spiculation spiculations spinae spinalis spinous splenium splint squamous square squares stage stalk standalone stannous
started stasis status steatohepatitis steering stem stenoses stenting step stereoscopic stereotactic stereotactically sternal
sternocleidomastoid steroidal sticker stimulant stimulating stimulation stimulus stopping storage streaks stream strength stripe stroma
stromal studies subaortic subcarinal subcutaneous subepithelial sublimate subpyloric subscapular subsequent substance substituted subtype
subvalvular succeeded successful succimer succinate suggestive sulfate sulfon superomedial support supported supporting suprapyloric
surgery surgical surrounding suspension sustained suture swab switch symmetry symptom symptoms syncope syndrome syndromes synuclein
systemic tachycardia tagged tamponade tapetum target tarsus technical telencephalon temperature temporally tendineae terminal terminate
termination testicular testing tetroxide texture thecal therapeutic therapy thermal thickening thiosemicarbazone thoracis threshold throat
thrombectomy thrombolytic through thyrocervical tick tilt timecode timeout timing tissues tolerance tomographer topical topographer
topography torsion trabecular tracheal tracheobronchial tract tractography tragus transaminase transcutaneous transfer transferase
transferred transferrin transfusion transillumination transistor transition translucent transluminal transport transposition transrectal
transseptal trapeze trapezius trapping treadmill treatment treatments triangle triangulation triatriatum tributary triggering triglycine
trigone triloculare triolein trioxide trisodium truncated truncus tubal tubercle turcica tyropanoate ulceration ultrasonography umbilical
uncinate under undifferentiated uniform unobstructed upgaze ureteric urethral urgency urinary urticaria uteri uvula values valved
valveless valvular variance vasculature vasodilating vasodilator vasorum vault venosus venticular ventilated ventilator ventriculography
ventrocaudal verified versenate version vertrebrae vesical vesicular vestibule viewing visceral visible visual visualized vitelline
vitreous void voiding voltage vomiting vulvar wash wattle waveform wavefront wavelength wedge within wraparound xiphoid xylidine xylose
zone
`;

/** The words above, once each. */
export const medicalWords: readonly string[] = words.split(/\s+/).filter((word) => word !== "");
