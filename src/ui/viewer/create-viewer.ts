import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { objectOf } from "../../domain/annotation.ts";
import { isOpenForLabels } from "../../domain/review/task-flow.ts";
import { type ActionId, actionOf } from "../../editor/actions/action-table.ts";
import { makeEditorSession } from "../../editor/session.ts";
import { commitLogRow } from "../../storage/log.ts";
import { personName } from "../../storage/people.ts";
import { adoptStroke, saveStroke } from "../../storage/strokes.ts";
import type { AppState } from "../app/app-state.ts";
import { type Identity, randomBytes } from "../app/identity.ts";
import type { Services } from "../app/services.ts";
import type { Messages } from "../messages/messages.ts";
import { makeAppCommands } from "./app-commands.ts";
import { onHand } from "./calm.ts";
import { createAssistant } from "./create-assistant.ts";
import { createCine } from "./create-cine.ts";
import { createPriorBoxes } from "./create-prior-boxes.ts";
import { createRegion } from "./create-region.ts";
import { makeUndoFollower } from "./follow-undo.ts";
import { createFrameValues } from "./frame-values.ts";
import { labelLookup } from "./label-names.ts";
import { paintLabels } from "./label-painter.ts";
import { createLinks } from "./layout/create-links.ts";
import { createPanes } from "./layout/create-panes.ts";
import { drawReferenceLines } from "./layout/draw-reference-lines.ts";
import { createPrior } from "./layout/hang-prior.ts";
import { hangingOf, keepView } from "./layout/keep-view.ts";
import type { OpenStudy } from "./load-study.ts";
import { shapeText } from "./measure-text.ts";
import { createMpr } from "./mpr/create-mpr.ts";
import { paintPlaneLabels } from "./mpr/paint-plane-labels.ts";
import { volumeBudget } from "./mpr/volume-budget.ts";
import { primaryOf } from "./rail-groups.ts";
import { replayStrokes } from "./replay-strokes.ts";
import { createReviewView } from "./review/create-review-view.ts";
import { sliceIndex } from "./slice-index.ts";
import { makeStackSlices } from "./stack-source.ts";
import { valueDigits } from "./value-digits.ts";
import { keepValueSettings } from "./value-settings.ts";
import { makeViewCommands } from "./view-commands.ts";
import type { MenuPlace, ViewerDialog, ViewerModel } from "./viewer-model.ts";
import { warmModel } from "./warm-model.ts";

export interface ViewerOptions {
  readonly open: OpenStudy;
  readonly identity: Identity;
  readonly services: Services;
  readonly app: AppState;
  readonly messages: Messages;
  readonly goToTask: (by: 1 | -1) => void;
  /** After a review: the next study that waits for one. */
  readonly openNextReview: () => void;
}

/** Joins session, stage, store and model for one open study; everything ends with the screen. */
export function createViewer(options: ViewerOptions): ViewerModel {
  const { open, identity, services, app, messages: m } = options;
  const { studyUid } = open.study;
  const { database } = services;
  const index = sliceIndex(open.series);
  const [labelsHidden, setLabelsHidden] = createSignal(false);
  const [dialog, setDialog] = createSignal<ViewerDialog>(null);
  const [cleaning, setCleaning] = createSignal(false);
  const [noteAsked, setNoteAsked] = createSignal(0);
  const [menu, setMenu] = createSignal<MenuPlace | null>(null);

  const session = makeEditorSession({
    records: open.records,
    user: identity.user,
    device: identity.device,
    nowMs: () => Date.now(),
    randomBytes,
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    placeOf: index.placeOf,
    persist: async (draft) => {
      followUndo(draft);
      await commitLogRow(database, studyUid, draft, { chain: identity.device, tab: identity.tab });
    },
    saveDraft: (draft) =>
      void saveStroke(database, studyUid, identity.tab, new Date().toISOString(), draft).catch(
        () => undefined,
      ),
    requestProposal: (request) => void assistant.answer(request),
    valuesOf: (target) => values.of(target),
    stackOf: makeStackSlices(open, index),
    requestCandidate: (request) => region.answer(request),
    labelsShown: () => !labelsHidden(),
    mayEdit: () => isOpenForLabels(session.records.taskState()) || session.review.current() !== null,
    seriesUids: [...new Set(open.series.map(({ seriesUid }) => seriesUid))],
    reviewRules: open.reviewRules,
    isForked: open.isForked,
  });
  const followUndo = makeUndoFollower({
    // Planes cut through many images: what changes is seen in them.
    isShown: ({ sop, frame }) =>
      planesOpen() ||
      panes.visible().some((at) => {
        const shown = panes.stageAt(at);
        const ref = shown.series()?.frames[shown.sliceAt()];
        return ref?.sopUid === sop && ref.frameIndex === frame - 1;
      }),
    show: ({ series, sop, frame }) => view.showFrame(series, sop, frame - 1),
  });
  // OHIF windows with the left button; the tool on open is Scroll else (IHE BIR).
  if (app.preferences.value().mouse === "ohif") session.tools.setTool("window");
  const hanging = hangingOf(open);
  const [planesOpen, setPlanesOpen] = createSignal(false);
  const panes = createPanes({
    open,
    pixels: services.pixels,
    hanging,
    setTarget: session.tools.setTarget,
    alone: planesOpen,
    linked: () => links.on(),
  });
  const { stage } = panes;
  const links = createLinks(panes);
  const values = createFrameValues(() => stage);
  const assistant = createAssistant({
    database,
    inference: services.inference,
    labeller: services.labeller,
    stage,
    // Of this study, also while the viewport of another one is the active one.
    decode: (ref, signal) => (panes.stages[0] ?? stage).decode(ref, signal),
    factsOf: (ref) => (panes.stages[0] ?? stage).factsOf(ref),
    studyUid: open.study.studyUid,
    series: [...new Map(open.series.map(({ whole }) => [whole.seriesUid, whole])).values()],
    session: () => session,
    say: app.toasts.show,
    messages: m,
  });
  const priorBoxes = createPriorBoxes({
    open,
    database,
    panes,
    user: identity.user,
    session: () => session,
    outline: assistant.outlineThese,
    say: app.toasts.show,
    messages: m,
  });
  const region = createRegion({
    open,
    stage: () => stage,
    session: () => session,
    say: app.toasts.show,
    messages: m,
  });
  keepValueSettings(stage, session);
  const cine = createCine({
    stage,
    activeStage: () => panes.stageAt(panes.activeAt()),
    drawing: session.tools.drawing,
  });
  const mpr = createMpr({
    stage,
    open,
    load: (ref, signal) =>
      services.pixels.frame({ sopUid: ref.sopUid, frameIndex: ref.frameIndex, priority: 5 }, signal),
    maxBytes: volumeBudget(),
    paint: (plane, grid, seriesUid) =>
      paintPlaneLabels({
        plane,
        grid,
        seriesUid,
        session,
        lookup,
        labelsHidden,
        fill: () => app.preferences.value().fill,
      }),
    onOpen: setPlanesOpen,
    onRefused: (reason) => app.toasts.show(m.mpr.refused(reason)),
  });
  // Images and planes in the order of the page; the focus that arrives makes the viewport the active one.
  const stepViewport = (by: 1 | -1) => {
    const all = [...document.querySelectorAll<HTMLElement>(".image-grid .viewport")];
    const now = Math.max(
      0,
      all.findIndex((element) => element.closest(".active, .focused") !== null),
    );
    all[(now + by + all.length) % all.length]?.focus({ preventScroll: true });
  };
  const focusImage = () =>
    document
      .querySelector<HTMLElement>(`[data-pane="${panes.activeAt()}"] .viewport`)
      ?.focus({ preventScroll: true });
  const prior = createPrior({
    open,
    database,
    pixels: services.pixels,
    panes,
    messages: m,
    say: app.toasts.show,
  });
  const view = makeViewCommands({
    stage,
    index,
    panes,
    stepViewport,
    links,
    hangPrior: prior.toggle,
    seriesCount: open.series.length,
    toggleCine: cine.toggle,
    mpr,
    toggleSmooth: () => app.preferences.set({ smooth: !app.preferences.value().smooth }),
    ownWindows: () => app.preferences.value().windows,
    onNoPreset: (digit) => app.toasts.show(m.viewer.noPreset(digit)),
    keepWindow: (modality, window) => {
      app.preferences.set({ windows: { ...app.preferences.value().windows, [modality]: window } });
      app.toasts.show(
        m.viewer.windowKept(window.width, window.center, valueDigits(stage.shown()?.facts, window.width)),
      );
    },
    labelsHidden,
    setLabelsHidden,
  });
  const lookup = createMemo(() =>
    labelLookup(
      session.records.schema(),
      session.records.annotations(),
      session.proposals.proposals(),
      index.placeOf,
      m.panel.unassigned,
    ),
  );
  const review = createReviewView({ open, database, session, lookup, view: () => view });
  // Another tool's settings stand where the clean-up stood: whoever takes a brush wants its size.
  createEffect(
    on(session.tools.tool, (tool) => primaryOf(tool) === "tool" && tool !== "select" && setCleaning(false), {
      defer: true,
    }),
  );
  const commands = makeAppCommands({
    app,
    messages: m,
    session,
    assistant,
    priorBoxes,
    review,
    setDialog,
    setNoteAsked,
    setCleaning,
    goToTask: options.goToTask,
    openNextReview: options.openNextReview,
  });
  const context = { session, view, app: commands };
  const can = (id: ActionId) => actionOf(id).enabled(context);

  for (const [at, one] of panes.stages.entries())
    paintLabels({
      stage: one,
      active: () => panes.activeAt() === at && panes.guestAt() !== at,
      session,
      lookup,
      labelsHidden,
      fill: () => app.preferences.value().fill,
      liveColor: () => lookup().colorOf(session.tools.activeClassId()),
      textOf: (geometry) => shapeText(geometry, one.shown()?.facts, m),
      scoreOf: m.format.score,
      moreShapes: review.shapesOn,
    });
  drawReferenceLines(panes, planesOpen);
  keepView(database, open, { panes, links, mpr, prior });
  if (hanging.cine && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    let waiting = true;
    createEffect(() => {
      if (!waiting || !cine.possible() || !stage.shown()) return;
      waiting = false;
      cine.toggle();
    });
  }
  createEffect(on(labelsHidden, (hidden) => hidden || session.proposals.noteShown(), { defer: true }));
  createEffect(
    on(session.tools.notice, (notice) => {
      const text = notice && m.notices[notice.code];
      if (text) app.toasts.show(text);
    }),
  );
  // A full store: what is not drawn again stays where it is.
  replayStrokes(session, open.strokes, values, (row) => adoptStroke(database, row, identity.tab)).catch(
    () => undefined,
  );
  const forgetHand = onHand(session.tools.noteHand);
  const onHide = () => document.visibilityState === "hidden" && session.tools.saveDraftNow();
  document.addEventListener("visibilitychange", onHide);
  warmModel(stage, services.inference);
  onCleanup(() => {
    document.removeEventListener("visibilitychange", onHide);
    forgetHand();
    session.dispose();
  });

  return {
    open,
    session,
    stage,
    index,
    cine,
    panes,
    links,
    mpr,
    assistant,
    region,
    lookup,
    labelsHidden,
    setLabelsHidden,
    context,
    can,
    run: (id) => can(id) && actionOf(id).run(context),
    dialog,
    setDialog,
    cleaning,
    noteAsked,
    menu,
    setMenu,
    focusImage,
    review,
    reviewRules: open.reviewRules,
    nameOf: (id) => personName(open.people, id),
    isOwn: (author) => author === identity.user,
    showLabel(uid) {
      const labels = session.records.annotations();
      const label =
        labels.find((one) => one.instanceUid === uid) ?? labels.find((one) => objectOf(one) === uid);
      if (!label) return;
      view.showFrame(label.target.series, label.target.sop, label.target.frame - 1);
      session.records.select([label.instanceUid]);
    },
    middleOfView: () => stage.state()?.camera.centerImage ?? null,
  };
}
