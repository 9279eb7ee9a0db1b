import { saidLossesDe } from "./said-losses-de.ts";

/** Was Worker und Speicher sagen, unter dem englischen Muster (`domain/said.ts`); `test/unit/ui/said.test.ts` findet, was fehlt. */
export const saidDe: Readonly<Record<string, string>> = {
  ...saidLossesDe,
  // Überall
  "A background task stopped unexpectedly. Try again.":
    "Eine Hintergrundaufgabe brach unerwartet ab. Versuchen Sie es noch einmal.",
  "Another tab is at it. Try again in a moment.":
    "Ein anderer Tab ist gerade dabei. Versuchen Sie es gleich noch einmal.",
  Cancelled: "Abgebrochen",
  "Something went wrong inside the app ({0}).": "In der App ging etwas schief ({0}).",
  "Something went wrong inside the app.": "In der App ging etwas schief.",
  "The background task was closed.": "Die Hintergrundaufgabe wurde beendet.",
  "There was not enough memory for it. Close other tabs or programs and try again.":
    "Dafür reichte der Arbeitsspeicher nicht. Schließen Sie andere Tabs oder Programme und versuchen Sie es noch einmal.",
  "This worker does not know “{0}”.": "Dieser Worker kennt „{0}“ nicht.",

  // Speicher des Geräts
  "Another tab goes on with this run. This one has ended.":
    "Ein anderer Tab führt diesen Lauf fort. Dieser hier ist beendet.",
  "Image {0} is longer than its row says.": "Bild {0} ist länger, als sein Eintrag sagt.",
  "Image {0} is not whole in the store.": "Bild {0} liegt nicht vollständig im Speicher.",
  "More than 16 labels overlap on one image; that many layers are not kept.":
    "Auf einem Bild überlappen mehr als 16 Markierungen; so viele Ebenen werden nicht gespeichert.",
  "No more masks fit into this series: 65 535 were made in it.":
    "In diese Serie passen keine weiteren Masken: 65 535 wurden in ihr angelegt.",
  "Not saved: a consensus was made already, on this device or in another tab.":
    "Nicht gespeichert: Es gibt schon einen Konsens, auf diesem Gerät oder in einem anderen Tab.",
  "Not saved: the browser closed the store and did not open it again.":
    "Nicht gespeichert: Der Browser hat den Speicher geschlossen und nicht wieder geöffnet.",
  "Not saved: the browser's store refused the change.":
    "Nicht gespeichert: Der Speicher des Browsers hat die Änderung abgelehnt.",
  "Not saved: the device's storage for this site is full.":
    "Nicht gespeichert: Der Speicher des Geräts für diese Seite ist voll.",
  "Not saved: the study is no longer in the store.":
    "Nicht gespeichert: Die Studie liegt nicht mehr im Speicher.",
  "Not saved: the study of this label is no longer in the store.":
    "Nicht gespeichert: Die Studie dieser Markierung liegt nicht mehr im Speicher.",
  "Part {0} of image {1} is missing from the store.": "Teil {0} von Bild {1} fehlt im Speicher.",
  "The image of label {0} is not in the store.": "Das Bild der Markierung {0} liegt nicht im Speicher.",
  "The run is no longer in the store: its study or its proposals were removed.":
    "Der Lauf liegt nicht mehr im Speicher: Seine Studie oder seine Vorschläge wurden entfernt.",
  "This image is no longer on the device.": "Dieses Bild ist nicht mehr auf dem Gerät.",
  "This image was put away to make room. Get it from the hub in the worklist.":
    "Dieses Bild wurde ausgelagert, um Platz zu schaffen. Holen Sie es in der Arbeitsliste vom Hub.",
  "This study is no longer in the store. Import it again.":
    "Diese Studie liegt nicht mehr im Speicher. Importieren Sie sie noch einmal.",

  // Import, Pixelprüfung
  "A part of this held image is missing. Import it again.":
    "Ein Teil dieses zurückgehaltenen Bildes fehlt. Importieren Sie es noch einmal.",
  "No file was given.": "Es wurde keine Datei übergeben.",
  "The words could not be read. The reader is loaded once, which needs the server of this app; then it works offline.":
    "Die Wörter konnten nicht gelesen werden. Das Lesewerk wird einmal vom Server dieser App geladen; danach arbeitet es ohne Netz.",
  "These files need {0} MB; {1} MB are free.": "Diese Dateien brauchen {0} MB; {1} MB sind frei.",
  "These files were not looked at yet, or were imported already. Choose them again.":
    "Diese Dateien wurden noch nicht durchgesehen oder schon importiert. Wählen Sie sie noch einmal aus.",
  "This device is full. What was stored is whole, but not all of it is in its series yet. Remove studies that you no longer need, then import the same files again.":
    "Dieses Gerät ist voll. Was gespeichert wurde, ist vollständig, aber noch nicht alles ist in seiner Serie. Entfernen Sie Studien, die Sie nicht mehr brauchen, und importieren Sie dieselben Dateien noch einmal.",
  "This file is no longer open. Open the look again.":
    "Diese Datei ist nicht mehr offen. Öffnen Sie die Ansicht noch einmal.",
  "This image is no longer held. It was released or refused already.":
    "Dieses Bild wird nicht mehr zurückgehalten. Es wurde schon freigegeben oder abgelehnt.",
  "The sample's file is missing (answer {0}). Reload the app while you are online.":
    "Die Datei des Beispiels fehlt (Antwort {0}). Laden Sie die App neu, solange Sie mit dem Netz verbunden sind.",

  // Projektschlüssel, Zuordnungsliste
  "An import is running, here or in another tab. Wait until it is done, then try again.":
    "Ein Import läuft, hier oder in einem anderen Tab. Warten Sie, bis er fertig ist, und versuchen Sie es dann noch einmal.",
  "Expected a map file of Overread; found another kind of file.":
    "Erwartet wurde eine Zuordnungsliste von Overread; das ist eine andere Datei.",
  "Expected a passphrase of at least {0} characters. Several words are easier to keep than a short riddle.":
    "Erwartet wurde eine Passphrase von mindestens {0} Zeichen. Mehrere Wörter merkt man sich leichter als ein kurzes Rätsel.",
  "Expected a project key file of Overread; found another kind of file. Choose the file that ends in “.overread-key.json”.":
    "Erwartet wurde eine Datei mit einem Projektschlüssel von Overread; das ist eine andere. Wählen Sie die Datei, die auf „.overread-key.json“ endet.",
  "Images on this device carry pseudonyms of key {0} (studies: {1}, held images: {2}). Under another key their patients would get second pseudonyms, and held images could not be opened. Nothing was changed. Open the other key on a device, or in a browser profile, that has no studies yet.":
    "Bilder auf diesem Gerät tragen Pseudonyme des Schlüssels {0} (Studien: {1}, zurückgehaltene Bilder: {2}). Unter einem anderen Schlüssel bekämen ihre Patienten zweite Pseudonyme, und zurückgehaltene Bilder ließen sich nicht mehr öffnen. Nichts wurde geändert. Öffnen Sie den anderen Schlüssel auf einem Gerät oder in einem Browserprofil, das noch keine Studien hat.",
  "The map leaves this device only under the passphrase of the project key, and this key has none. Set it under “Project key” first.":
    "Die Zuordnungsliste verlässt dieses Gerät nur unter der Passphrase des Projektschlüssels, und dieser hat keine. Setzen Sie sie zuerst unter „Projektschlüssel“.",
  "The passphrase is another one. Nothing was saved.":
    "Die Passphrase ist eine andere. Nichts wurde gespeichert.",
  "The passphrase is not the one of this key. Nothing was changed.":
    "Das ist nicht die Passphrase dieses Schlüssels. Nichts wurde geändert.",
  "The project key is being changed. Try again.":
    "Der Projektschlüssel wird gerade geändert. Versuchen Sie es noch einmal.",
  "There is no study in the map.": "In der Zuordnungsliste steht keine Studie.",
  "This key file is damaged: it is not what was written. Use another copy of it. Nothing was changed.":
    "Diese Schlüsseldatei ist beschädigt: Sie ist nicht, was geschrieben wurde. Nehmen Sie eine andere Kopie. Nichts wurde geändert.",
  "This key file was written by a newer version of Overread. Update this device first.":
    "Diese Schlüsseldatei schrieb eine neuere Version von Overread. Aktualisieren Sie zuerst dieses Gerät.",
  "This key was made without a passphrase, so nobody can bring it out of this device.":
    "Dieser Schlüssel entstand ohne Passphrase; niemand kann ihn von diesem Gerät mitnehmen.",
  "This map file is damaged: it is not what was written.":
    "Diese Zuordnungsliste ist beschädigt: Sie ist nicht, was geschrieben wurde.",
  "This project has its key already.": "Dieses Projekt hat seinen Schlüssel schon.",

  // Projekt, Klassen, Aufgaben, Abgaben
  "Expected a class to move labels to, found none called {0}.":
    "Erwartet wurde eine Klasse, der die Markierungen zugeordnet werden; keine heißt {0}.",
  "Nothing was taken: image {0} of study {1} is not on this device.":
    "Nichts wurde übernommen: Bild {0} der Studie {1} ist nicht auf diesem Gerät.",
  "Nothing was taken: study {0} is not on this device. Import its images first.":
    "Nichts wurde übernommen: Studie {0} ist nicht auf diesem Gerät. Importieren Sie zuerst ihre Bilder.",
  "Schema not published: expected version {0}, found {1}. Another tab has published; reload.":
    "Schema nicht veröffentlicht: erwartet wurde Version {0}, gefunden {1}. Ein anderer Tab hat veröffentlicht; laden Sie neu.",
  "The project was not taken: it has no class “{0}”, of which there are labels here.":
    "Das Projekt wurde nicht übernommen: Ihm fehlt die Klasse „{0}“, von der es hier Markierungen gibt.",
  "The project was not taken: {0}. Labels here would change their meaning.":
    "Das Projekt wurde nicht übernommen: {0}. Markierungen hier bekämen eine andere Bedeutung.",
  "This file of submissions cannot be taken: {0} should be {1}.":
    "Diese Datei mit Abgaben kann nicht übernommen werden: {0} müsste sein: {1}.",
  "This list of tasks cannot be taken: {0} should be {1}.":
    "Diese Aufgabenliste kann nicht übernommen werden: {0} müsste sein: {1}.",
  "This project file cannot be taken: {0} should be {1}.":
    "Diese Projektdatei kann nicht übernommen werden: {0} müsste sein: {1}.",
  "the index {0} is of “{1}” there and of “{2}” here": "der Index {0} gehört dort zu „{1}“ und hier zu „{2}“",
  "“{0}” has the index {1} there and “{2}”, of the same id, {3} here":
    "„{0}“ hat dort den Index {1}, und „{2}“ mit derselben Kennung hat hier {3}",
  "Choose the files once more: others were read since.":
    "Wählen Sie die Dateien noch einmal aus: Inzwischen wurden andere gelesen.",

  // Werkzeuge
  "Another series was opened meanwhile. Try again.":
    "Inzwischen wurde eine andere Serie geöffnet. Versuchen Sie es noch einmal.",
  "Image {0} has another size than the first: seeds cannot grow through this series.":
    "Bild {0} hat eine andere Größe als das erste: Durch diese Serie können keine Saatpunkte wachsen.",
  "Image {0} has another size than the first: this series cannot be grown through.":
    "Bild {0} hat eine andere Größe als das erste: Durch diese Serie kann kein Bereich wachsen.",
  "Not all images of the series were read.": "Nicht alle Bilder der Serie wurden gelesen.",
  "The box around the seeds holds {0} million voxels; {1} million are worked on at most on this device. Paint the seeds on fewer images, or nearer to each other.":
    "Der Quader um die Saatpunkte hat {0} Millionen Voxel; auf diesem Gerät sind höchstens {1} Millionen möglich. Malen Sie die Saatpunkte auf weniger Bilder oder näher zueinander.",
  "The device has not enough memory for so many voxels. Paint the seeds on fewer images, or nearer to each other.":
    "Für so viele Voxel reicht der Arbeitsspeicher des Geräts nicht. Malen Sie die Saatpunkte auf weniger Bilder oder näher zueinander.",
  "The series needs {0} MB at once; {1} MB are allowed on this device.":
    "Die Serie braucht {0} MB auf einmal; auf diesem Gerät sind {1} MB erlaubt.",

  // Export
  "A folder of that name is already there. Choose another name.":
    "Einen Ordner dieses Namens gibt es schon. Wählen Sie einen anderen Namen.",
  "Choose at least one study to export.": "Wählen Sie mindestens eine Studie für den Export.",
  "Equal images were found of patients that earlier exports put into different parts: {0}. Leave out all but one part of each, then export again.":
    "Gleiche Bilder fanden sich bei Patienten, die frühere Exporte verschiedenen Teilen zugeteilt haben: {0}. Lassen Sie jeweils alle Teile bis auf einen weg und exportieren Sie noch einmal.",
  "Images of these studies that were put away and lie on the hub: {0}. Get them in the worklist first, then export.":
    "Bilder dieser Studien, die ausgelagert sind und auf dem Hub liegen: {0}. Holen Sie sie zuerst in der Arbeitsliste und exportieren Sie dann.",
  "No de-identification record for {0}.": "Für {0} gibt es keinen Nachweis der De-Identifizierung.",
  "No labels of the chosen kind are in these studies.":
    "In diesen Studien gibt es keine Markierungen der gewählten Art.",
  "No whole, recorded file for {0}.": "Für {0} gibt es keine vollständige Datei mit Nachweis.",
  "Not exported, because it would be wrong to learn from this: {0}.":
    "Nicht exportiert, weil es falsch wäre, daraus zu lernen: {0}.",
  "Nothing was handed over: {0} differs from the store in {1}. Export again; if it stays, report it.":
    "Nichts wurde herausgegeben: {0} weicht vom Speicher ab ({1}). Exportieren Sie noch einmal; bleibt es so, melden Sie es.",
  "Nothing was handed over: {0} holds {1} of one of these studies as the hospital knows it. Look through names of classes, answers, comments and reasons for it, take it out, then export again.":
    "Nichts wurde herausgegeben: {0} enthält {1} einer dieser Studien, wie das Krankenhaus sie kennt. Suchen Sie danach in Namen von Klassen, Antworten, Kommentaren und Gründen, nehmen Sie das heraus und exportieren Sie noch einmal.",
  "The browser may not write into that folder. Choose another, or save a zip.":
    "Der Browser darf in diesen Ordner nicht schreiben. Wählen Sie einen anderen oder sichern Sie ein ZIP.",
  "The disk is full. Free some space, then export again.":
    "Der Datenträger ist voll. Schaffen Sie Platz und exportieren Sie noch einmal.",
  "The permission to use this data ended on {0}. Change the terms of the project if it was renewed.":
    "Die Erlaubnis, diese Daten zu nutzen, endete am {0}. Ändern Sie die Bedingungen des Projekts, falls sie verlängert wurde.",
  "There are no classes yet. Open a study and draw a label first.":
    "Es gibt noch keine Klassen. Öffnen Sie eine Studie und zeichnen Sie zuerst eine Markierung.",
  "This dataset cannot leave: {0}. Mend that, then export again.":
    "Dieser Datensatz darf nicht hinaus: {0}. Beheben Sie das und exportieren Sie noch einmal.",
  "This image is not read in tiles.": "Dieses Bild wird nicht in Kacheln gelesen.",
  "its checksum": "Prüfsumme",
  "the number of files": "Zahl der Dateien",
  "{0}: expected {1}, found {2}": "{0}: erwartet {1}, gefunden {2}",
  "the patient ID": "die Patienten-ID",
  "the patient's name": "den Namen des Patienten",
  "the accession number": "die Auftragsnummer",
  "a UID": "eine UID",

  // Hub
  "Expected an address such as https://hub.example.org/dicom-web.":
    "Erwartet wurde eine Adresse wie https://hub.example.org/dicom-web.",
  "Expected an address without a name, a password, a question mark or a #.":
    "Erwartet wurde eine Adresse ohne Namen, Passwort, Fragezeichen und #.",
  "Expected an https address. Only a hub on this device may be reached without.":
    "Erwartet wurde eine https-Adresse. Nur ein Hub auf diesem Gerät darf ohne erreicht werden.",
  "No hub is set up on this device.": "Auf diesem Gerät ist kein Hub eingerichtet.",
  "Sync does not decode images.": "Die Synchronisation dekodiert keine Bilder.",
  "The hub answered with status {0}.": "Der Hub antwortete mit Status {0}.",
  "The hub asks for a sign-in.": "Der Hub verlangt eine Anmeldung.",
  "The hub did not answer.": "Der Hub hat nicht geantwortet.",
  "The study is open, or is being sent. Close it, then try again.":
    "Die Studie ist offen oder wird gerade gesendet. Schließen Sie sie und versuchen Sie es noch einmal.",
  "The study is open. Close it, then merge again.":
    "Die Studie ist offen. Schließen Sie sie und führen Sie dann noch einmal zusammen.",

  // Modelle
  "Another model was chosen while this one was at work. Start the run again with it.":
    "Während dieses Modell arbeitete, wurde ein anderes gewählt. Starten Sie den Lauf mit ihm noch einmal.",
  "Choose the model again.": "Wählen Sie das Modell noch einmal aus.",
  "Expected a model.json (or the metadata.json of a MONAI bundle) beside the .onnx file, found none. Choose both, or a zip of them.":
    "Erwartet wurde eine model.json (oder die metadata.json eines MONAI-Bündels) neben der .onnx-Datei; es gibt keine. Wählen Sie beide oder ein ZIP davon.",
  "Expected a model.json, or the metadata.json and the .onnx file of a MONAI bundle. A bundle of PyTorch weights has to be exported to ONNX first.":
    "Erwartet wurde eine model.json oder die metadata.json mit der .onnx-Datei eines MONAI-Bündels. Ein Bündel mit PyTorch-Gewichten muss zuerst nach ONNX exportiert werden.",
  "No model is chosen that finds things by itself.":
    "Es ist kein Modell gewählt, das von selbst etwas findet.",
  "The chosen model ended its worker twice and was switched off. Add it again under Settings to use it.":
    "Das gewählte Modell hat seinen Worker zweimal beendet und wurde abgeschaltet. Um es zu benutzen, fügen Sie es unter Einstellungen noch einmal hinzu.",
  "The chosen model ended its worker twice and was switched off; {0}. Add it again under Settings to use it.":
    "Das gewählte Modell hat seinen Worker zweimal beendet und wurde abgeschaltet; {0}. Um es zu benutzen, fügen Sie es unter Einstellungen noch einmal hinzu.",
  "The chosen model ended its worker. If it does so again, it is switched off.":
    "Das gewählte Modell hat seinen Worker beendet. Geschieht es noch einmal, wird es abgeschaltet.",
  "The chosen model is no longer on this device.": "Das gewählte Modell ist nicht mehr auf diesem Gerät.",
  "The decoder wants “{0}”, which this app cannot give; it gives {1}. The model is not used.":
    "Der Decoder verlangt „{0}“, was diese App nicht geben kann; sie gibt {1}. Das Modell wird nicht benutzt.",
  "The file “{0}” that model.json names was not chosen. Choose it too.":
    "Die Datei „{0}“, die model.json nennt, wurde nicht gewählt. Wählen Sie sie mit aus.",
  "The model answered with what is no number (NaN). Nothing of this answer is used.":
    "Das Modell antwortete mit etwas, das keine Zahl ist (NaN). Von dieser Antwort wird nichts benutzt.",
  "The model answers with numbers of a type that this app cannot read.":
    "Das Modell antwortet mit Zahlen eines Typs, den diese App nicht lesen kann.",
  "The model could not be loaded.": "Das Modell konnte nicht geladen werden.",
  "The model ended its worker. It is not kept; nothing else was touched.":
    "Das Modell hat seinen Worker beendet. Es wird nicht behalten; sonst wurde nichts angerührt.",
  "The model expects images turned to {0}; these do not say how they lie in the patient.":
    "Das Modell erwartet Bilder in der Lage {0}; diese sagen nicht, wie sie im Patienten liegen.",
  "The model expects images turned to {0}; these lie in another plane ({1}).":
    "Das Modell erwartet Bilder in der Lage {0}; diese liegen in einer anderen Ebene ({1}).",
  "The model file “{0}” could not be read ({1}). The classical tools still work; reload the app once while online.":
    "Die Modelldatei „{0}“ konnte nicht gelesen werden ({1}). Die klassischen Werkzeuge arbeiten weiter; laden Sie die App einmal mit Netz neu.",
  "The model file “{0}” could not be read as ONNX.":
    "Die Modelldatei „{0}“ konnte nicht als ONNX gelesen werden.",
  "The model file “{0}” does not take the input that model.json describes.":
    "Die Modelldatei „{0}“ nimmt nicht die Eingabe, die model.json beschreibt.",
  "The model file “{0}” is not the one that model.json names: expected {1} bytes with SHA-256 {2}…, found {3} bytes with {4}…. It is not used.":
    "Die Modelldatei „{0}“ ist nicht die, die model.json nennt: erwartet {1} Bytes mit SHA-256 {2}…, gefunden {3} Bytes mit {4}…. Sie wird nicht benutzt.",
  "The model gave no answer within {0} s. It is not kept; nothing else was touched.":
    "Das Modell gab in {0} s keine Antwort. Es wird nicht behalten; sonst wurde nichts angerührt.",
  "The model gave no “{0}”, which model.json names.": "Das Modell lieferte kein „{0}“, das model.json nennt.",
  "The model gives other numbers on this device than it should: expected within {0}, found {1} off. It is not used.":
    "Das Modell liefert auf diesem Gerät andere Zahlen, als es soll: erlaubt sind {0}, die Abweichung ist {1}. Es wird nicht benutzt.",
  "The model is not loaded yet.": "Das Modell ist noch nicht geladen.",
  "The model is too large to run here: expected at most {0}, found {1}.":
    "Das Modell ist hier zu groß: erlaubt sind höchstens {0}, gefunden {1}.",
  "The model needs images of one size; those of this series differ.":
    "Das Modell braucht Bilder einer Größe; die dieser Serie sind verschieden.",
  "The model needs {0} images for an answer, found {1}.":
    "Das Modell braucht {0} Bilder für eine Antwort, gefunden {1}.",
  "The model stopped with an error on its self-test. It is not used.":
    "Das Modell brach bei seinem Selbsttest mit einem Fehler ab. Es wird nicht benutzt.",
  "The model takes numbers of type {0}, which this app cannot give.":
    "Das Modell nimmt Zahlen vom Typ {0}, die diese App nicht geben kann.",
  "The model was given no image.": "Das Modell bekam kein Bild.",
  "The model works in millimetres: expected a stack of even distances, found none.":
    "Das Modell arbeitet in Millimetern: Erwartet wurde ein Stapel mit gleichen Abständen; das ist keiner.",
  "The model works in millimetres: expected images that say how large their pixels are, found none.":
    "Das Modell arbeitet in Millimetern: Erwartet wurden Bilder, die die Größe ihrer Pixel nennen; diese tun es nicht.",
  "The model “{0}” gives other numbers on this device than it should: expected within {1}, found {2} off. It is not used.":
    "Das Modell „{0}“ liefert auf diesem Gerät andere Zahlen, als es soll: erlaubt sind {1}, die Abweichung ist {2}. Es wird nicht benutzt.",
  "The self-test of “{0}” has the wrong size: expected {1} and {2} numbers, found {3} and {4}.":
    "Der Selbsttest von „{0}“ hat die falsche Größe: erwartet {1} und {2} Zahlen, gefunden {3} und {4}.",
  "The self-test's input has the wrong size: expected {0} numbers, found {1}.":
    "Die Eingabe des Selbsttests hat die falsche Größe: erwartet {0} Zahlen, gefunden {1}.",
  "The self-test's output has the wrong size: expected {0} numbers as the model gives, found {1}.":
    "Die Ausgabe des Selbsttests hat die falsche Größe: erwartet {0} Zahlen wie vom Modell, gefunden {1}.",
  "The series is too large for this model here: {0} classes of {1} voxels.":
    "Die Serie ist hier zu groß für dieses Modell: {0} Klassen von {1} Voxeln.",
  "The tensor “{0}” of kind {1}: expected {2} axes, found {3}. The model is not used.":
    "Der Tensor „{0}“ der Art {1}: erwartet {2} Achsen, gefunden {3}. Das Modell wird nicht benutzt.",
  "The tensor “{0}”: expected float32 of {1}, found {2} of {3}. The model is not used.":
    "Der Tensor „{0}“: erwartet float32 mit {1}, gefunden {2} mit {3}. Das Modell wird nicht benutzt.",
  "The zip file could not be read. Make it again, or choose its files themselves.":
    "Die ZIP-Datei konnte nicht gelesen werden. Erstellen Sie sie noch einmal oder wählen Sie ihre Dateien selbst.",
  "There is no room for the model: it needs {0}, {1} are free on this device.":
    "Für das Modell ist kein Platz: Es braucht {0}, auf diesem Gerät sind {1} frei.",
  "This model answers clicks; it finds nothing by itself.":
    "Dieses Modell antwortet auf Klicks; von selbst findet es nichts.",
  "This model finds things by itself and takes no clicks.":
    "Dieses Modell findet von selbst und nimmt keine Klicks.",
  "metadata.json: expected JSON, found something else.":
    "metadata.json: erwartet wurde JSON; das ist etwas anderes.",
  "model.json names a label with index {0}; the model has {1} classes, from 0.":
    "model.json nennt eine Klasse mit Index {0}; das Modell hat {1} Klassen, ab 0.",
  "model.json names a label with index {0}; “{1}” has {2} classes, from 0.":
    "model.json nennt eine Klasse mit Index {0}; „{1}“ hat {2} Klassen, ab 0.",
  "model.json names a label with index {0}; “{1}” has {2} classes, from 0. The model is not used.":
    "model.json nennt eine Klasse mit Index {0}; „{1}“ hat {2} Klassen, ab 0. Das Modell wird nicht benutzt.",
  "model.json names a tensor “{0}”; the decoder takes {1}. It is not used.":
    "model.json nennt einen Tensor „{0}“; der Decoder nimmt {1}. Es wird nicht benutzt.",
  "model.json names a tensor “{0}”; the model answers with {1}. It is not used.":
    "model.json nennt einen Tensor „{0}“; das Modell antwortet mit {1}. Es wird nicht benutzt.",
  "model.json names a tensor “{0}”; the model has {1}. It is not used.":
    "model.json nennt einen Tensor „{0}“; das Modell hat {1}. Es wird nicht benutzt.",
  "model.json: expected JSON, found something else.":
    "model.json: erwartet wurde JSON; das ist etwas anderes.",
  "model.json: this model is not one graph of planes.":
    "model.json: Dieses Modell ist nicht ein einzelner Graph über Ebenen.",
  "model.json: “files” has no {0}.": "model.json: „files“ hat kein {0}.",
  "model.json: “files” is empty.": "model.json: „files“ ist leer.",
  "model.json: “prompts” is missing.": "model.json: „prompts“ fehlt.",
  "no answer": "keine Antwort",
  "status {0}": "Status {0}",
  "the shipped one answers now": "jetzt antwortet das mitgelieferte",
  "“{0}” answers an empty image with what is no number (NaN). It is not used.":
    "„{0}“ antwortet auf ein leeres Bild mit etwas, das keine Zahl ist (NaN). Es wird nicht benutzt.",
  "“{0}” is not the file that model.json names: expected SHA-256 {1}…, found {2}…. It is not used.":
    "„{0}“ ist nicht die Datei, die model.json nennt: erwartet SHA-256 {1}…, gefunden {2}…. Sie wird nicht benutzt.",
  "“{0}” of the chosen model is gone. Add the model again.":
    "„{0}“ des gewählten Modells fehlt. Fügen Sie das Modell noch einmal hinzu.",
  "“{0}” stopped with an error on an empty image. It is not used.":
    "„{0}“ brach bei einem leeren Bild mit einem Fehler ab. Es wird nicht benutzt.",
  "“{0}”: expected classes × {1}, found {2}.": "„{0}“: erwartet Klassen × {1}, gefunden {2}.",
  "“{0}”: model.json says operator set {1}, the file uses {2}. It is not used.":
    "„{0}“: model.json nennt den Operatorsatz {1}, die Datei benutzt {2}. Es wird nicht benutzt.",
};
