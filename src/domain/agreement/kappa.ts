/** How far two readers agree beyond chance. `value` null: there is no such number, and `reason` says why. */
export interface Kappa {
  readonly id: "kappa/1" | "kappa-quadratic/1";
  readonly value: number | null;
  readonly subjects: number;
  readonly reason?: "one category" | "no subjects";
}

/** Counts of pairs of answers: row of the first reader, column of the second, in the order of `categories`. Others are left out. */
export function confusionMatrix<T>(pairs: Iterable<readonly [T, T]>, categories: readonly T[]): number[][] {
  const place = new Map(categories.map((category, index) => [category, index]));
  const matrix = categories.map(() => categories.map(() => 0));
  for (const [first, second] of pairs) {
    const row = matrix[place.get(first) ?? -1];
    const column = place.get(second);
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return matrix;
}

function marginals(matrix: readonly (readonly number[])[]) {
  const rows = matrix.map((row) => row.reduce((total, count) => total + count, 0));
  const columns = matrix.map((_, at) => matrix.reduce((total, row) => total + (row[at] ?? 0), 0));
  return { rows, columns, total: rows.reduce((a, b) => a + b, 0) };
}

/** 1 − Σ w·observed / Σ w·expected; with w = 1 off the diagonal this is (po − pe) / (1 − pe). */
function weighted(
  id: Kappa["id"],
  matrix: readonly (readonly number[])[],
  weight: (row: number, column: number) => number,
): Kappa {
  const { rows, columns, total } = marginals(matrix);
  if (total === 0) return { id, value: null, subjects: 0, reason: "no subjects" };
  let [observed, expected] = [0, 0];
  for (const [i, row] of matrix.entries()) {
    for (const [j, count] of row.entries()) {
      observed += (weight(i, j) * count) / total;
      expected += (weight(i, j) * (rows[i] ?? 0) * (columns[j] ?? 0)) / (total * total);
    }
  }
  if (expected === 0) return { id, value: null, subjects: total, reason: "one category" };
  return { id, value: 1 - observed / expected, subjects: total };
}

/** `kappa/1`: Cohen's, nominal. `matrix` is square (export-and-workflow 3.4). */
export const cohenKappa = (matrix: readonly (readonly number[])[]): Kappa =>
  weighted("kappa/1", matrix, (row, column) => (row === column ? 0 : 1));

/** `kappa-quadratic/1`: categories in their order, w = (i − j)² / (k − 1)². For ordinal fields only. */
export const quadraticKappa = (matrix: readonly (readonly number[])[]): Kappa =>
  weighted(
    "kappa-quadratic/1",
    matrix,
    (row, column) => ((row - column) / Math.max(1, matrix.length - 1)) ** 2,
  );
