import type { refusalsEn } from "../refusals-en.ts";
import type { Translation } from "../texts.ts";

/** Texte abgelehnter Dateien. */
export const refusalsDe: Translation<typeof refusalsEn> = {
  refusalWords: {
    "not-an-image": [
      "ein Bild, das Overread liest",
      "eine andere Art von Datei",
      "Nichts, wenn diese Datei kein Bild ist.",
    ],
    "parse-error": [
      "eine Datei nach ihrem Format",
      "beschädigte Daten",
      "Exportieren Sie die Datei an ihrer Quelle erneut.",
    ],
    truncated: [
      "eine ganze Datei",
      "ein Ende, bevor die Daten vollständig sind",
      "Kopieren Sie die Datei erneut; sie wurde abgeschnitten.",
    ],
    "no-patient": [
      "eine Patienten-ID oder ein von Ihnen genannter Name",
      "keines von beiden",
      "Importieren Sie sie erneut, und nennen Sie den Patienten.",
    ],
    "encapsulated-document": [
      "ein Bild",
      "ein Dokument (PDF, CDA oder Modell)",
      "Dokumente werden hier nicht markiert und können Personen nennen.",
    ],
    video: [
      "Einzelbilder",
      "ein Videostrom (MPEG2, MPEG-4, HEVC)",
      "Exportieren Sie die Bilder als Multiframe-Bild.",
    ],
    "pixels-elsewhere": [
      "Pixel in der Datei selbst",
      "die Adresse eines Servers, der sie hat (JPIP)",
      "Exportieren Sie das Bild mit seinen Pixeln, etwa als JPEG 2000.",
    ],
    waveform: ["ein Bild", "eine Signalkurve", "Signalkurven werden hier nicht markiert."],
    "private-sop-class": [
      "eine Standardart von DICOM-Objekt",
      "eine herstellereigene Art",
      "Exportieren Sie es als Standardbild.",
    ],
    "structured-report": [
      "ein Bild",
      "ein strukturierter Befund",
      "Wer für die Daten verantwortlich ist, kann Befunde zulassen: Einstellungen, De-Identifizierung, Befunde.",
    ],
    "presentation-state": [
      "ein Bild",
      "Zeichnungen und Fenster zu Bildern",
      "Wer für die Daten verantwortlich ist, kann sie zulassen: Einstellungen, De-Identifizierung, Zeichnungen.",
    ],
    "own-labels": [
      "ein Bild oder ein Objekt anderer",
      "Markierungen, die dieses Projekt schrieb",
      "Übernehmen Sie sie als Markierungen: Import, Markierungsdateien wählen.",
    ],
    "no-images": [
      "die Bilder, zu denen es gehört, hier oder im selben Import",
      "ein Objekt ohne sie",
      "Importieren Sie zuerst die Bilder, dann diese Datei.",
    ],
    "no-pixel-data": [
      "ein Bild mit Pixeln",
      "ein Objekt ohne Pixel",
      "Importieren Sie die Bilder, zu denen es gehört.",
    ],
    "unsupported-syntax": [
      "eine Kompression, die Overread liest",
      "eine andere",
      "Exportieren Sie die Datei unkomprimiert.",
    ],
    "unsupported-pixels": [
      "Pixel einer Art, die Overread zeigt",
      "eine andere Art",
      "Exportieren Sie das Bild in Grau oder Farbe mit 8 oder 16 Bit.",
    ],
    "residual-identity": [
      "keine Spur des Patienten nach der Bereinigung",
      "ein Name oder eine Nummer des Patienten",
      "Bitten Sie um einen saubereren Export, oder melden Sie dies.",
    ],
    "too-large": [
      "eine Größe, in der diese Art von Datei übernommen wird (1 GB; DICOM und TIFF mehr)",
      "eine größere",
      "Teilen Sie sie, oder exportieren Sie einen Teil.",
    ],
    "blank-too-large": [
      "höchstens 1 GB oder unkomprimierte Pixel, um Stellen zu schwärzen",
      "ein größeres Bild mit komprimierten Pixeln",
      "Geben Sie es ohne Rechtecke frei, wenn nichts jemanden nennt, oder lehnen Sie es ab, und schwärzen Sie es, wo es entstand.",
    ],
    duplicate: [
      "ein Inhalt für eine Kennung",
      "ein Bild hier mit derselben Kennung und anderem Inhalt",
      "Behalten Sie eines der beiden; entfernen Sie erst die andere Studie.",
    ],
    "rewrite-mismatch": [
      "eine bereinigte Kopie, die ihrem Plan folgt",
      "eine Abweichung",
      "Melden Sie dies; die Datei wurde nicht gespeichert.",
    ],
    "no-space": [
      "Platz für das Bild",
      "ein voller Speicher",
      "Entfernen Sie Studien, die Sie nicht mehr brauchen.",
    ],
    cancelled: ["Zeit bis zum Ende", "Ihr Abbruch", "Importieren Sie sie erneut."],
    "no-answer": [
      "ein Lebenszeichen alle paar Sekunden",
      "keines: Die Arbeit an dieser Datei wurde beendet",
      "Exportieren Sie die Datei an ihrer Quelle erneut, oder melden Sie dies.",
    ],
    crashed: [
      "eine Datei, die dieses Gerät verarbeiten kann",
      "das Leseprogramm brach ab, oft aus Speichermangel",
      "Schließen Sie andere Apps und importieren Sie sie erneut, oder exportieren Sie einen Teil.",
    ],
    internal: [
      "eine bereinigte Kopie",
      "ein Fehler in der App",
      "Melden Sie dies; die Datei wurde nicht gespeichert.",
    ],
  },
};
