/** Runs `work` over items, `size` at a time, results in the order of the items. For waiting on reads, not for computing. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result>,
  afterBatch: (done: number) => void = () => undefined,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += size) {
    results.push(...(await Promise.all(items.slice(at, at + size).map(work))));
    afterBatch(results.length);
  }
  return results;
}
