import { createEffect, on } from "solid-js";
import { type Hanging, hang } from "../../../domain/hanging/hang.ts";
import { hangingRules } from "../../../domain/hanging/hanging-rules.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import { writeSetting } from "../../../storage/settings.ts";
import type { OpenStudy } from "../load-study.ts";
import type { Mpr } from "../mpr/create-mpr.ts";
import type { Links } from "./create-links.ts";
import type { Panes } from "./create-panes.ts";
import type { Prior } from "./hang-prior.ts";
import { readViewRecord, type ViewRecord, viewSetting } from "./view-record.ts";

/** As the study was left; else as the rules hang it. */
export function hangingOf(open: OpenStudy): Hanging {
  const kept = readViewRecord(open.view);
  const fresh = hang(open.series, hangingRules);
  if (!kept) return fresh;
  const places = kept.places.map((place) => {
    const at = open.series.findIndex(
      (stack) => stack.seriesUid === place?.seriesUid && stack.stackIndex === place.stackIndex,
    );
    return at < 0 ? null : at;
  });
  // A series that is no longer there: what the rules say stands in its place.
  return places[0] === null || places[0] === undefined ? fresh : { layout: kept.layout, places, cine: false };
}

/** Writes how the study is looked at whenever that changes; opens its planes and hangs the earlier study where they were. */
export function keepView(
  database: MainDatabase,
  open: OpenStudy,
  parts: { readonly panes: Panes; readonly links: Links; readonly mpr: Mpr; readonly prior: Prior },
): void {
  const { panes, links, mpr, prior } = parts;
  const kept = readViewRecord(open.view);
  if (kept && !kept.linked) links.toggle();
  const record = (): ViewRecord => ({
    v: 1,
    layout: prior.widened() ? "1x1" : panes.layout(),
    places: panes.stages.map((stage) => {
      const series = stage.series();
      return series && { seriesUid: series.seriesUid, stackIndex: series.stackIndex };
    }),
    linked: links.on(),
    planes: mpr.session() !== null,
    prior: prior.hung(),
  });
  createEffect(
    on(
      () => JSON.stringify(record()),
      (text) => {
        // A view that is not kept is no loss: the next one is.
        writeSetting(database, viewSetting(open.study.studyUid), JSON.parse(text)).catch(() => undefined);
      },
      { defer: true },
    ),
  );
  let waiting = (kept?.planes || kept?.prior) ?? false;
  createEffect(() => {
    if (!waiting || !panes.stage.shown()) return;
    waiting = false;
    if (kept?.planes && mpr.refusal() === null) mpr.setOpen(true);
    if (kept?.prior) prior.restore();
  });
}
