import type { HubTest } from "../../../domain/calls/sync-calls.ts";
import type { CaptureObstacle } from "../../../domain/sync/capture-obstacle.ts";
import type { AnewWay } from "../../../domain/sync/draw-anew.ts";
import type { ConflictKind } from "../../../domain/sync/merge-versions.ts";
import type { OutboxFault, OutboxKind, OutboxState } from "../../../domain/sync/outbox-row.ts";
import type { syncEn } from "../sync-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, count, number } from "./formats-de.ts";

const kinds: Record<OutboxKind, string> = {
  report: "Markierungen (Bericht)",
  segmentation: "Markierungen (Masken)",
  image: "Bild",
};

const states: Record<OutboxState, string> = {
  queued: "Wartet",
  sending: "Wird gesendet",
  sent: "Gesendet, noch nicht zurückgelesen",
  verified: "Auf dem Hub, zurückgelesen und verglichen",
  rejected: "Braucht Sie",
};

function fault(reason: OutboxFault): string {
  switch (reason.code) {
    case "no-network":
      return "Vom Hub kam keine vollständige Antwort. Es wird von selbst erneut versucht.";
    case "hub-status":
      return `Der Hub antwortete mit Status ${reason.status}. Es wird von selbst erneut versucht.`;
    case "not-named":
      return `Der Hub antwortete mit Status ${reason.status}, sagte aber nicht, dass er dies gespeichert hat.`;
    case "refused":
      return `Der Hub lehnte es mit Grund ${reason.reason} ab.`;
    case "other-content":
      return "Der Hub hat unter dieser Kennung anderen Inhalt. Nichts wurde überschrieben, weder hier noch dort.";
    case "too-large":
      return "Es ist zu groß zum Senden: über der Grenze des Hubs oder über 1 GB.";
    case "not-there":
      return "Der Hub sagte, er habe dies gespeichert, gibt es aber nicht zurück. Es wird erneut gesendet.";
    case "not-here":
      return "Es ist auf diesem Gerät nicht mehr vollständig und wurde daher nicht gesendet.";
    case "not-written":
      return "Es konnte nicht als DICOM-Datei zum Senden geschrieben werden und wurde daher nicht gesendet. Das Bild selbst bleibt hier erhalten.";
  }
}

const obstacles: Record<CaptureObstacle, string> = {
  tiled: "Bilder ganzer Objektträger und andere, die in Kacheln gelesen werden",
  palette: "Bilder mit Farbtabelle",
  "deep-color": "Farbe mit mehr als 8 Bit",
  "wide-samples": "Werte mit 32 Bit und mehr oder mit Nachkommastellen",
  variants: "Bilder mit eigenen Umsetzungstabellen (LUT)",
};

const conflicts: Record<ConflictKind, string> = {
  "both-edited": "In beiden geändert",
  "edit/delete": "In einer geändert, in der anderen gelöscht",
  "both-added": "In beiden hinzugefügt, verschieden",
};

function tested(result: HubTest): string {
  switch (result.outcome) {
    case "ready":
      return `Der Hub beantwortet DICOMweb-Suchen (${number(result.milliseconds)} ms). Ob er speichert, zeigt sich, wenn die ersten Markierungen gesendet und zurückgelesen sind.`;
    case "sign-in":
      return "Der Hub verlangt eine Anmeldung oder lehnt die gegebene ab.";
    case "not-dicomweb":
      return `Dort antwortet etwas (Status ${result.status}), aber kein DICOMweb-Dienst. Prüfen Sie den Pfad; bei Orthanc ist es /dicom-web.`;
    case "no-answer":
      return "Dort antwortet nichts. Prüfen Sie die Adresse; ein Hub unter anderer Adresse als diese App muss sie zulassen (CORS), und die Seite muss nach einer Änderung der Adresse neu geladen werden.";
  }
}

function drawHow(way: AnewWay): string {
  if (way.by === "stroke") return "Zeichnen Sie den Umriss in einem Zug auf das Bild.";
  if (way.by === "drag") return "Ziehen Sie auf dem Bild von einer Ecke oder einem Ende zum anderen.";
  return `Tippen Sie auf dem Bild ${count(way.count, "Punkt", "Punkte")} an.`;
}

/** Texte der Synchronisation: Hub, Warteschlange, Versionen, Bilder vom Hub. */
export const syncDe: Translation<typeof syncEn> = {
  hub: {
    title: "Hub",
    intro:
      "Ein DICOMweb-Server, der die Markierungen Ihres Teams sammelt. Nur de-identifizierte Objekte werden gesendet. Nehmen Sie einen Forschungsserver, nicht das klinische Archiv.",
    address: "Adresse des DICOMweb-Dienstes",
    reader: "Ihr Befunder-Code",
    readerNote:
      "Derselbe auf allen Ihren Geräten und nur Ihrer. Kein Name: Er steht in dem, was gesendet wird.",
    signIn: "Anmeldung",
    signIns: { none: "Keine", bearer: "Token", basic: "Passwort" },
    token: "Token",
    user: "Benutzer",
    password: "Passwort",
    memory:
      "Token und Passwörter bleiben nur im Arbeitsspeicher und werden nach dem Neuladen erneut erfragt.",
    ofProject: (address) =>
      `Der Hub des Projekts ist ${address}. Nichts wird dorthin gesendet, bevor Sie ihn mit Ihrem Befunder-Code gespeichert haben.`,
    images: "Auch Bilder senden",
    imagesNote: "Sonst werden nur Markierungen gesendet; der Hub braucht die Bilder dann von anderswo.",
    blinding:
      "Markierungen anderer Befunder erreichen dieses Gerät. Echte Verblindung braucht Zugriffsregeln auf dem Hub.",
    save: "Speichern",
    test: "Verbindung prüfen",
    testing: "Fragt den Hub",
    saved: "Hub gespeichert",
    remove: "Diesen Hub nicht mehr nutzen",
    removed: "Kein Hub mehr. Was wartet, bleibt auf diesem Gerät.",
    reload: "Seite neu laden",
    reloadNote:
      "Die Adresse gilt nach dem Neuladen der Seite: Bis dahin darf der Browser sie vielleicht nicht erreichen.",
    noReader: "Geben Sie einen Befunder-Code aus 1–16 Buchstaben und Ziffern ein.",
    tested,
  },
  sync: {
    title: "Synchronisation",
    none: "Auf diesem Gerät ist kein Hub eingerichtet. Die Arbeit bleibt vollständig hier.",
    setUp: "Hub einrichten",
    waiting: (n) =>
      n === 0 ? "Alles ist auf dem Hub" : `${count(n, "Objekt", "Objekte")} noch nicht auf dem Hub`,
    running: "Spricht mit dem Hub",
    now: "Jetzt abgleichen",
    ends: {
      done: "Der letzte Abgleich gelang.",
      "sign-in": "Der Hub verlangt eine Anmeldung. Nichts ist verloren; die Arbeit geht weiter.",
      "no-answer": "Der Hub antwortete nicht, wie er sollte. Es wird von selbst erneut versucht.",
      "other-tab": "Ein anderer Tab spricht mit dem Hub.",
      failed: "Der letzte Abgleich brach in der App ab. Versuchen Sie es erneut.",
    },
    queue: "Noch nicht auf dem Hub",
    queueEmpty: "Nichts wartet.",
    more: (n) => `… und ${number(n)} weitere`,
    kinds,
    states,
    fault,
    size: bytes,
    again: "Erneut versuchen",
    otherHub: (n) =>
      `${count(n, "Objekt ging", "Objekte gingen")} an einen anderen Hub als den jetzigen. Auch an diesen Hub senden?`,
    sendAll: "An diesen Hub senden",
    signIn: "Anmelden",
    localOnly: (n, why) =>
      `${count(n, "markierte Studie bleibt", "markierte Studien bleiben")} auf diesem Gerät, denn der Hub kann nicht jeden gespeicherten Wert aufnehmen: ${why.map((one) => obstacles[one]).join(", ")}. Der Export geht auch für sie.`,
    localImages: (n, why) =>
      `${count(n, "Bild bleibt", "Bilder bleiben")} auf diesem Gerät, aus Studien, deren Markierungen gesendet werden: ${why.map((one) => obstacles[one]).join(", ")}.`,
    check: "Prüfen, was der Hub hat",
    checked: (n) =>
      n === 0
        ? "Der Hub hat alles, was von ihm zurückgelesen wurde."
        : `${count(n, "von Ihnen gesendetes Objekt fehlt", "von Ihnen gesendete Objekte fehlen")} auf dem Hub. Wurden sie absichtlich gelöscht, lassen Sie es so.`,
    rejectedThere: (n) =>
      `${count(n, "Objekt wurde", "Objekte wurden")} auf dem Hub durch einen Rückruf (Rejection Note) zurückgenommen. ${n === 1 ? "Es wird" : "Sie werden"} nicht erneut gesendet.`,
    rejectedWhy: (why) => `Dort zurückgenommen: ${why}`,
    rejections: {
      quality: "Qualität",
      safety: "Sicherheit des Patienten",
      worklist: "falscher Patient oder Auftrag",
      retention: "Aufbewahrungsfrist abgelaufen",
    },
    sendAgain: "Erneut senden",
    goneWhole:
      "Von diesen Studien hat der Hub nichts mehr, oder nichts, was nicht zurückgenommen wurde. Ein geleerter Hub sieht aus wie eine Löschung: Löschen Sie sie hier nur, wenn sie dort absichtlich gelöscht wurden.",
    goneStudy: (labels, unsafe) =>
      unsafe === 0
        ? count(labels, "Markierung", "Markierungen")
        : `${count(labels, "Markierung", "Markierungen")}; ${count(unsafe, "Objekt war", "Objekte waren")} nie sicher auf diesem Hub`,
    eraseHere: "Hier löschen",
    eraseTitle: "Diese Studie von diesem Gerät löschen?",
    eraseNote:
      "Bilder, auch die auf die Pixelprüfung wartenden, Markierungen aller Befunder, Versionen und was noch wartet werden von diesem Gerät gelöscht. Das lässt sich nicht rückgängig machen. Die Löschung steht danach im Arbeitsprotokoll.",
    eraseEnds: {
      erased: "Von diesem Gerät gelöscht. Das Arbeitsprotokoll hält es fest.",
      there: "Der Hub hat doch noch etwas von dieser Studie. Nichts wurde gelöscht.",
      "not-here": "Diese Studie ist nicht mehr auf diesem Gerät.",
    },
    makeRoom: "Platz auf diesem Gerät schaffen",
    makeRoomNote:
      "Lagert Bilder aus, die der Hub hat, zurückgelesen und verglichen. Markierungen bleiben, und was dort nicht sicher ist, auch. Es geschieht von selbst, wenn weniger als 1 GB frei ist.",
    madeRoom: (images, size) =>
      images > 0
        ? `${count(images, "Bild", "Bilder")} ausgelagert, ${bytes(size)} wurden frei. Die Arbeitsliste holt sie wieder.`
        : size > 0
          ? `${bytes(size)} wurden frei. Dafür musste kein Bild ausgelagert werden.`
          : "Nichts kann ausgelagert werden: Von keinem Bild hier ist bekannt, dass es auf dem Hub sicher ist, oder sein Platz würde nicht frei.",
  },
  versions: {
    title: "Versionen",
    intro: "Markierungen einer Studie, die auf mehreren Geräten entstanden.",
    none: "Zu keiner Studie warten Markierungen von anderswo auf Sie.",
    two: "2 Versionen",
    twoNote: "Sie haben diese Studie zur selben Zeit auf zwei Geräten markiert.",
    other: (reader) => `Von Befunder ${reader}`,
    labels: (n) => count(n, "Markierung", "Markierungen"),
    answers: (n) => count(n, "Antwort", "Antworten"),
    answered: (side, value) => `${side}: ${value}`,
    wholeStudy: "Die ganze Studie",
    madeAt: (text) => `gemacht ${text.slice(0, 10)} ${text.slice(11, 16)} UTC nach der Uhr jenes Geräts`,
    incomplete: "Eine Version, die auf einer hier fehlenden aufbaut. Sie wartet, bis der Rest kommt.",
    invalid: "Versionen mit ungültiger Geschichte: Sie nennen sich selbst als Vorgänger. Nicht benutzt.",
    foreign: (n) => `${count(n, "Bericht", "Berichte")} anderer Programme auf dem Hub, hier nicht benutzt.`,
    blind:
      "Mehrere Personen befunden jede Studie verblindet: Was andere gezeichnet haben, wird hier nicht gezeigt. Was sie einreichen, wird unter Prüfung verglichen.",
    compare: "Vergleichen und zusammenführen",
    take: "Vergleichen und übernehmen",
    close: "Schließen",
    mergeAll: "Nichts widerspricht sich: Was nur eine der beiden änderte, wird übernommen.",
    decide: (open) => (open === 0 ? "Alles ist entschieden" : `${number(open)} zu entscheiden`),
    conflicts,
    mine: "A, dieses Gerät (durchgezogen)",
    theirs: "B, die andere Version (gestrichelt)",
    keep: "Behalten",
    keepA: "A",
    keepB: "B",
    keepBoth: "Beide",
    drawAnew: "Neu zeichnen",
    drawHow,
    drawDone: "Gezeichnet (dicke Linie). Es tritt beim Zusammenführen an die Stelle von beiden.",
    drawOver: "Noch einmal zeichnen",
    deleted: "gelöscht",
    merge: "Zusammenführen",
    takeWhole: "Hier gibt es keine eigene Version: Diese wird ganz übernommen, in dem Stand, in dem sie ist.",
    takeOver: "Übernehmen",
    merged: "Zusammengeführt. Beide Versionen bleiben in der Geschichte.",
    moved: "Die Markierungen änderten sich inzwischen. Nichts wurde zusammengeführt; sehen Sie erneut nach.",
    image: (frame) => `Bild ${number(frame)}`,
  },
  fromHub: {
    title: "Bilder vom Hub",
    intro:
      "Sie gehen durch den Import wie jede Datei: Was dieses Projekt gemacht hat, wird erkannt, alles andere bereinigt.",
    search: "Pseudonym beginnt mit",
    find: "Suchen",
    searching: "Sucht",
    nothing: "Keine Studie gefunden.",
    objects: (n) => (n === null ? "" : count(n, "Objekt", "Objekte")),
    fetch: "Bilder holen",
    progress: (done, total) => `${number(done)} von ${number(total)} Bildern`,
    cancel: "Abbrechen",
    missing: (n) =>
      `${count(n, "Bild kam", "Bilder kamen")} nicht vom Hub. Importieren Sie, was kam, dann holen Sie den Rest ebenso.`,
    nothingNew: "Alle Bilder dieser Studie sind schon hier.",
  },
};
