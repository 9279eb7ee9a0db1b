const d = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Product in the dihedral group of order 10, for Verhoeff's check digit. */
const times = (a: number, b: number): number =>
  a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5;

/** The permutation of the scheme, applied `n` times. */
function permute(digit: number, n: number): number {
  const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  let value = digit;
  for (let i = 0; i < n % 8; i++) value = once[value] ?? 0;
  return value;
}

/** Whether the last digit is the check digit that SNOMED CT identifiers carry. */
function hasCheckDigit(text: string): boolean {
  let check = 0;
  [...text].reverse().forEach((character, place) => {
    check = times(check, permute(d[Number(character)] ?? 0, place));
  });
  return check === 0;
}

const units = new Set([
  ..."1 % mm mm2 mm3 cm cm2 cm3 m ml s ms us deg rad kV mA Hz MHz g kg Gy mGy Bq Bq/ml g/ml cm2/ml mm2/s um2/s".split(
    " ",
  ),
  ..."[hnsf'U] {counts} {ratio} {propcounts} {counts}/s g/ml{SUVbw} {SUVbw}g/ml no_units dB m/s cm/s ratio ml/s /s 1/s s-1 /min 1/min min-1 mm/s um ms-1".split(
    " ",
  ),
  ..."10*-3.mm2/s 10*-6.mm2/s ml/min ml/min/ml ml/100ml ml/100ml/min ml/min/100ml ml/100g ml/min/100g kBq/ml MBq cGy keV mg/ml mg/cm3 kPa mmHg mm[Hg]".split(
    " ",
  ),
]);

/** SNOMED RT: an axis of one letter, or a part of diseases (D) or procedures (P), and a number in hexadecimal. */
const isSnomedRt = (code: string) => /^([A-Z]|[DP][0-9A-F])-[0-9A-F]{4,5}$/.test(code);

/** Coding schemes (0008,0102) and the form of their codes. */
const schemes: Readonly<Record<string, (code: string) => boolean>> = {
  SCT: (code) => /^[1-9]\d{5,17}$/.test(code) && hasCheckDigit(code),
  SRT: isSnomedRt,
  SNM3: isSnomedRt,
  "99SDM": isSnomedRt,
  DCM: (code) => /^1[0-3]\d{4}$/.test(code),
  LN: (code) => /^\d{3,5}-\d$/.test(code),
  FMA: (code) => /^\d{4,6}$/.test(code),
  RADLEX: (code) => /^RID\d{1,6}$/.test(code),
  NCIt: (code) => /^C\d{4,6}$/.test(code),
  UCUM: (code) => units.has(code),
};

/** Whether a coding scheme is a public one. */
export function isKnownScheme(scheme: string): boolean {
  return Object.hasOwn(schemes, scheme);
}

/** Whether a code has the form of its public scheme; identifiers of a site do not. */
export function isKnownCode(scheme: string, code: string): boolean {
  return isKnownScheme(scheme) && (schemes[scheme]?.(code) ?? false);
}
