import type { PlanReason } from "../../../domain/deid/plan.ts";
import type { Decision } from "./decision.ts";
import { shiftDate, shiftDateTime } from "./shift-date.ts";

const shifted = (vr: string, text: string, days: number) =>
  vr === "DA" ? shiftDate(text, days) : vr === "DT" ? shiftDateTime(text, days) : null;

const isTime = (text: string) =>
  text.split("\\").every((value) => /^(\d{2}:?(\d{2}:?(\d{2}(\.\d{1,6})?)?)?)?$/.test(value.trim()));

/** A DA, TM or DT that an option keeps as it is; unreadable ones go. */
export function keepDate(vr: string, text: string, why: PlanReason): Decision {
  const readable = vr === "TM" ? isTime(text) : shifted(vr, text, 0) !== null;
  return readable ? { action: "keep", why } : { action: "remove", why: "malformed" };
}

/** A DA or DT moved by whole days, a TM untouched: intervals stay exact (PS3.15 E.3.6). */
export function moveDate(vr: string, text: string, days: number, why: PlanReason): Decision {
  if (vr === "TM") return keepDate(vr, text, why);
  if (text === "") return { action: "keep", why };
  const value = shifted(vr, text, days);
  return value === null ? { action: "remove", why: "malformed" } : { action: "shift", why, value };
}
