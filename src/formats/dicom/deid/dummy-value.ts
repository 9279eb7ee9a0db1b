/** A replacement that the plan can carry: text, or bytes in base64. */
export interface PlannedValue {
  readonly value?: string;
  readonly base64?: string;
}

/** Zero bytes in base64, by count. */
const zeros: Readonly<Record<number, string>> = { 2: "AAA=", 4: "AAAAAA==", 8: "AAAAAAAAAAA=" };

const texts: Readonly<Record<string, string>> = {
  AE: "ANON",
  AS: "000Y",
  CS: "REMOVED",
  DA: "19000101",
  DS: "0",
  DT: "19000101000000",
  IS: "0",
  LO: "REMOVED",
  LT: "REMOVED",
  SH: "REMOVED",
  ST: "REMOVED",
  TM: "000000",
  UC: "REMOVED",
  UR: "urn:removed",
  UT: "REMOVED",
};

const sizes: Readonly<Record<string, number>> = {
  US: 2,
  SS: 2,
  UL: 4,
  SL: 4,
  AT: 4,
  FL: 4,
  OF: 4,
  OL: 4,
  FD: 8,
  OD: 8,
  OV: 8,
  SV: 8,
  UV: 8,
  OB: 2,
  OW: 2,
  UN: 2,
};

/** The dummy of a VR, never derived from the value; `pseudonym` is the patient's. UI and SQ have none here. */
export function dummyValue(vr: string, pseudonym: string): PlannedValue | null {
  if (vr === "PN") return { value: `Anon^${pseudonym}` };
  const text = texts[vr];
  if (text !== undefined) return { value: text };
  const base64 = zeros[sizes[vr] ?? 0];
  return base64 === undefined ? null : { base64 };
}
