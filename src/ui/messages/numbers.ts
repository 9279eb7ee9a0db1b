const narrowSpace = "\u202f";

function grouped(text: string): string {
  const [whole = "", ...rest] = text.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, narrowSpace);
  return [spaced, ...rest].join(".");
}

/** `1 412`, `20.1`, `−840`: narrow space in thousands, `digits` decimals, a true minus. */
export function number(value: number, digits = 0): string {
  return grouped(value.toFixed(digits)).replace("-", "−");
}

/** `684 MB`, `3.1 GB`: decimal units, as storage is sold. */
export function bytes(value: number): string {
  if (value < 1e3) return `${number(value)} B`;
  if (value < 1e6) return `${number(value / 1e3)} kB`;
  if (value < 1e9) return `${number(value / 1e6, value < 1e7 ? 1 : 0)} MB`;
  return `${number(value / 1e9, value < 1e10 ? 1 : 0)} GB`;
}

/** `1 study`, `12 studies`. */
export function count(value: number, one: string, many: string): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A score: two decimals. */
export function score(value: number): string {
  return value.toFixed(2);
}
