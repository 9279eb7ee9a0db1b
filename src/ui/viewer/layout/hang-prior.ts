import { type Accessor, createRoot, createSignal, getOwner, onCleanup } from "solid-js";
import { startBeside } from "../../../domain/hanging/link-slices.ts";
import type { PixelsClient } from "../../../jobs/pixels.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import { failureText } from "../../app/failure-text.ts";
import type { Messages } from "../../messages/messages.ts";
import { createStage } from "../create-stage.ts";
import { factsKeys } from "../facts-keys.ts";
import { loadImages, type OpenStudy } from "../load-study.ts";
import type { Panes } from "./create-panes.ts";

export interface PriorOptions {
  readonly open: OpenStudy;
  readonly database: MainDatabase;
  readonly pixels: PixelsClient;
  readonly panes: Panes;
  readonly messages: Messages;
  readonly say: (text: string) => void;
}

/** The other study of the patient to compare with: of the same modality first, of these the one taken in last. */
export async function findPrior(database: MainDatabase, open: OpenStudy) {
  const { studyUid, patientKey, modalities } = open.study;
  const all = await database.studies.filter((study) => study.patientKey === patientKey).toArray();
  const alike = (study: (typeof all)[number]) =>
    Number(study.modalities.some((modality) => modalities.includes(modality)));
  return (
    all
      .filter((study) => study.studyUid !== studyUid)
      .sort((a, b) => alike(b) - alike(a) || b.importedAt.localeCompare(a.importedAt))[0] ?? null
  );
}

/** The earlier study of the patient beside this one. */
export interface Prior {
  /** One key: it stands in the second viewport; again: it goes, and with it the viewport that was opened for it. */
  toggle(): void;
  /** Hangs it again where it was left; a study that has none any more says nothing. */
  restore(): void;
  readonly hung: Accessor<boolean>;
  /** The layout was one viewport, and is again when it goes. */
  readonly widened: Accessor<boolean>;
}

/** Finds the earlier study when it is asked for. */
export function createPrior(options: PriorOptions): Prior {
  const { open, database, pixels, panes, messages: m, say } = options;
  const owner = getOwner();
  const [busy, setBusy] = createSignal(false);
  const [madeRoom, setMadeRoom] = createSignal(false);
  const hung = () => panes.guestAt() !== null;
  const widened = () => madeRoom() && hung() && panes.layout() === "1x2";
  let end: (() => void) | null = null;
  const leave = () => {
    panes.setGuest(1, null);
    end?.();
    end = null;
  };
  onCleanup(leave);
  const take = async (asked: boolean) => {
    const study = await findPrior(database, open);
    const images = study && (await loadImages(database, study.studyUid));
    if (!study || !images || images.series.length === 0) {
      if (asked) say(m.layout.noPrior);
      return;
    }
    createRoot((dispose) => {
      end = dispose;
      const prior = { ...open, study, ...images };
      const here = panes.stageAt(0).series();
      const slice = panes.stageAt(0).sliceAt();
      const alike = images.series.findIndex(
        ({ modality, description }) => modality === here?.modality && description === here?.description,
      );
      const same = images.series.findIndex(({ modality }) => modality === here?.modality);
      const stage = createStage({
        open: prior,
        pixels,
        keys: factsKeys(prior),
        start: Math.max(0, alike >= 0 ? alike : same),
        cacheBytes: () => 48 * 2 ** 20,
        setTarget: () => undefined,
        prior: m.layout.priorCorner(study.pseudonym),
      });
      const stack = stage.series();
      const beside = here && stack && startBeside(here, slice, stack);
      if (beside !== null) stage.showSlice(beside);
      setMadeRoom(panes.layout() === "1x1");
      if (madeRoom()) panes.setLayout("1x2");
      panes.setGuest(1, stage);
      panes.activate(0);
      if (asked) say(m.layout.prior(m.format.date(study.importedAt)));
    }, owner);
  };
  const hang = (asked: boolean) => {
    if (busy()) return;
    setBusy(true);
    take(asked)
      .catch((reason) => say(m.layout.priorFailed(failureText(reason, m))))
      .finally(() => setBusy(false));
  };
  return {
    toggle() {
      if (!hung()) return hang(true);
      const alone = widened();
      leave();
      if (alone) panes.setLayout("1x1");
    },
    restore: () => hang(false),
    hung,
    widened,
  };
}
