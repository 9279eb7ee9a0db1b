/** Was ein Format nicht halten kann, unter dem englischen Muster: ein Teil von `saidDe`. */
export const saidLossesDe: Readonly<Record<string, string>> = {
  // Formen ohne Fläche
  "a bidirectional measurement": "ein Längs- und Querdurchmesser",
  "a box": "ein Rechteck",
  "a Cobb angle": "ein Cobb-Winkel",
  "a length": "eine Länge",
  "a mask": "eine Maske",
  "a point": "ein Punkt",
  "a polygon": "ein Polygon",
  "a skeleton": "ein Skelett",
  "an angle": "ein Winkel",
  "an ellipse": "eine Ellipse",
  "an open line": "eine offene Linie",
  "{0} has no area; {1} and {2} hold it": "{0} hat keine Fläche; enthalten in {1} und {2}",
  "{0} has no area; {1} holds it": "{0} hat keine Fläche; enthalten in {1}",

  // Masken und Umrisse
  "a polygon with holes or more than {0} corners is written as the outline of its pixels":
    "ein Polygon mit Löchern oder mehr als {0} Ecken wird als Umriss seiner Pixel geschrieben",
  "an ellipse is written as the outline of its pixels":
    "eine Ellipse wird als Umriss ihrer Pixel geschrieben",
  "covers no pixel": "bedeckt kein Pixel",
  "made one outline by zero-width bridges; parts: {0}, holes: {1}":
    "durch Brücken ohne Breite zu einem Umriss verbunden; Teile: {0}, Löcher: {1}",
  "no pixel; NDJSON holds it": "kein Pixel; enthalten in NDJSON",
  "rounded to six decimals": "auf sechs Nachkommastellen gerundet",
  "{0} pixels lie in another label as well; whole in overlap/{1}.nii.gz":
    "Pixel, die auch in einer anderen Markierung liegen: {0}; vollständig in overlap/{1}.nii.gz",
  "{0} pixels lie in more than one label and can hold only one here":
    "Pixel, die in mehreren Markierungen liegen und hier nur eine halten können: {0}",

  // Bilder
  "colour cut to 8 bits": "Farbe auf 8 Bit gekürzt",
  "colour cut to 8 bits, no transparency": "Farbe auf 8 Bit gekürzt, keine Transparenz",
  "colour of more than 16 bits is not written; the objects refer to an image that is not in this dataset":
    "Farbe mit mehr als 16 Bit wird nicht geschrieben; die Objekte verweisen auf ein Bild, das nicht in diesem Datensatz ist",
  "no transparency": "keine Transparenz",
  "values rounded to 16 bits": "Werte auf 16 Bit gerundet",
  "white is the highest sample": "Weiß ist der höchste Wert",
  "{0} × {1} pixels are too many for one picture; the cleaned file, COCO and NDJSON hold what it would":
    "{0} × {1} Pixel sind zu viele für ein einziges Bild; was darin stünde, enthalten die bereinigte Datei, COCO und NDJSON",

  // Volumen
  "NIfTI has no colour of more than 8 bits": "NIfTI kennt keine Farbe mit mehr als 8 Bit",
  "NIfTI-1 has no axis of more than 32767": "NIfTI-1 kennt keine Achse über 32767",
  "a slide has no voxels; COCO, NDJSON and the cleaned file hold it":
    "ein Objektträger hat keine Voxel; enthalten in COCO, NDJSON und der bereinigten Datei",
  "an image of the series is not in the store": "ein Bild der Serie liegt nicht im Speicher",
  "images of different scales are written in units, as 32-bit floats":
    "Bilder mit verschiedener Skalierung werden in Einheiten geschrieben, als 32-Bit-Gleitkommazahlen",
  "its images have different pixel sizes": "ihre Bilder haben verschiedene Pixelgrößen",
  "its images have different sizes": "ihre Bilder haben verschiedene Größen",
  "its images lie at one place; a volume would invent a depth":
    "ihre Bilder liegen an einer Stelle; ein Volumen würde eine Tiefe erfinden",
  "its images point in different directions": "ihre Bilder haben verschiedene Richtungen",
  "its slices do not stand evenly; gaps in mm: {0}":
    "ihre Schichten liegen nicht in gleichen Abständen; Abstände in mm: {0}",
  "neither place nor pixel size is known": "weder Lage noch Pixelgröße sind bekannt",
  "no place in the patient is known": "die Lage im Patienten ist nicht bekannt",
  "no volume of this series: {0}": "kein Volumen dieser Serie: {0}",
  "one slice: 1 mm stands for its thickness": "eine einzige Schicht: als Dicke steht 1 mm",
  "the volume has coordinates of its own: no side is left or right":
    "das Volumen hat eigene Koordinaten: keine Seite ist links oder rechts",

  // DICOM-Objekte
  "a slide is made of tiles and has no frame that a label could lie on; COCO and NDJSON hold its labels":
    "ein Objektträger besteht aus Kacheln und hat kein Einzelbild, auf dem eine Markierung liegen könnte; seine Markierungen enthalten COCO und NDJSON",
  "no frame of reference or no pixel spacing, so no millimetres to write; SEG and SR can hold it":
    "kein Bezugssystem (Frame of Reference) oder keine Pixelgröße, also keine Millimeter; SEG und SR können es enthalten",
  "points of a skeleton have no codes; NDJSON and COCO hold them":
    "Punkte eines Skeletts haben keine Codes; enthalten in NDJSON und COCO",
  "the class {0} has no codes; it is written as the private code class-{1} of {2}":
    "die Klasse „{0}“ hat keine Codes; sie wird als privater Code class-{1} von {2} geschrieben",
  'the name of the class is written as "{0}": DICOM holds 64 characters and no backslash':
    "der Name der Klasse wird als „{0}“ geschrieben: DICOM fasst 64 Zeichen und keinen umgekehrten Schrägstrich",

  // Antworten, Punkte eines Skeletts
  "answers about a study or its images without a place here, which NDJSON holds: {0}":
    "Antworten zu einer Studie oder ihren Bildern, die hier keinen Platz haben und in NDJSON stehen: {0}",
  "points of it that its class does not have any more, which NDJSON holds: {0}":
    "Punkte, die seine Klasse nicht mehr hat und die in NDJSON stehen: {0}",
  "the answer to “{0}” is about a study that is not in this dataset; no file holds it":
    "die Antwort auf „{0}“ betrifft eine Studie, die nicht in diesem Datensatz ist; keine Datei enthält sie",
  "the answer to “{0}” is about an image that is not in this dataset; no file holds it":
    "die Antwort auf „{0}“ betrifft ein Bild, das nicht in diesem Datensatz ist; keine Datei enthält sie",
  "the answers about a label have no place here; NDJSON holds them":
    "die Antworten zu einer Markierung haben hier keinen Platz; sie stehen in NDJSON",
};
