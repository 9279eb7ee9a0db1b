const longest = 16;

/** A number as a decimal string (PS3.5 6.2, DS): the most digits that fit 16 characters. Throws on NaN and infinity. */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError("A decimal string holds no NaN and no infinity.");
  const whole = String(Object.is(value, -0) ? 0 : value);
  if (whole.length <= longest) return whole;
  for (let digits = longest; digits > 0; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= longest) return text;
  }
  throw new RangeError("A number that no decimal string holds.");
}

/** A number rounded to `decimals` places, without a sign before zero: for long lists, whose text must stay short. */
export function roundedDecimal(value: number, decimals: number): string {
  const rounded = Number(value.toFixed(decimals));
  return decimalString(rounded);
}
