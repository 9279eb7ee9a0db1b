import { afterEach, expect, test } from "vitest";
import { makeFormats } from "../../../src/ui/messages/formats.ts";
import { localDay } from "../../../src/ui/worklist/local-day.ts";

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** Half past seven in the morning of a leap day at Greenwich. */
const leapMorning = new Date("2028-02-29T07:30:00Z");

test.each([
  ["America/Los_Angeles", "2028-02-28"],
  ["UTC", "2028-02-29"],
  ["Pacific/Kiritimati", "2028-02-29"],
  ["Pacific/Honolulu", "2028-02-28"],
])("in %s a due day is shown as the day that it is, and today is the day of the place", (place, today) => {
  process.env.TZ = place;
  expect(localDay(leapMorning)).toBe(today);
  expect(makeFormats("en").day("2028-02-29")).toBe("Feb 29, 2028");
});

test("at the other end of the world it is tomorrow", () => {
  process.env.TZ = "Pacific/Kiritimati";
  expect(localDay(new Date("2028-12-31T10:00:00Z"))).toBe("2029-01-01");
});
