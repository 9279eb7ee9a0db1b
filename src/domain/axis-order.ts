const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** Which axis each of three directions gets, none twice. */
export type AxisOrder = (typeof orders)[number];

/** What fits best in sum; `fits`: how well a direction goes with an axis, 0 to 1. Of equals the first order. */
export function nearestAxes(fits: (direction: number, axis: number) => number): AxisOrder {
  const total = ([a, b, c]: AxisOrder) => fits(0, a) + fits(1, b) + fits(2, c);
  return orders.reduce((best, order) => (total(order) > total(best) + 1e-9 ? order : best));
}
