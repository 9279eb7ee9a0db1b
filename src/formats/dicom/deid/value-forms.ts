/** Bytes of one value of the binary VRs (PS3.5 6.2). */
export const binarySizes: Readonly<Record<string, number>> = {
  US: 2,
  SS: 2,
  UL: 4,
  SL: 4,
  AT: 4,
  FL: 4,
  FD: 8,
  SV: 8,
  UV: 8,
};

/** A value of CS (PS3.5 6.2) that is no number of somebody: at most four digits in a row, beside those of a standard that it names (`ISO_10918_1`). */
export const isCode = (value: string) =>
  /^[A-Z0-9 _]{0,16}$/.test(value) && !/\d{5}/.test(value.replace(/^ISO_\d{5}_/, ""));

/** Digits that a double needs, with sign, point and exponent: writers pass the 16 characters of DS (PS3.5 6.2). */
const decimalLength = 26;
/** A value of DS. */
export const isDecimal = (value: string) =>
  /^ *([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)? *$/.test(value) &&
  value.length <= (/[.eE]/.test(value) ? decimalLength : 16);
/** A value of IS. */
export const isInteger = (value: string) => /^ *([+-]?\d{1,12}(\.0*)?)? *$/.test(value);
/** Whether every value of a text passes; false where there is no text. */
export const eachValue = (text: string | null, test: (value: string) => boolean) =>
  text?.split("\\").every(test) ?? false;
