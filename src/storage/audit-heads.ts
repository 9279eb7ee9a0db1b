import type { ChainHead } from "../domain/verify-chain.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

/** A head and the chain it ends. */
export interface NamedHead extends ChainHead {
  readonly chain: string;
}

const name = "audit-heads";

const isHead = (value: unknown): value is NamedHead => {
  const { chain, seq, hash } = (value ?? {}) as Partial<NamedHead>;
  return typeof chain === "string" && Number.isInteger(seq) && typeof hash === "string";
};

/** Heads out of JSON that a person chose, such as a manifest's `auditHeads`; what is none is left out. */
export const headsOf = (value: unknown): NamedHead[] => (Array.isArray(value) ? value.filter(isHead) : []);

/** The last head of each chain that was seen when an export was handed over. */
export const readKnownHeads = async (database: MainDatabase): Promise<NamedHead[]> =>
  headsOf(await readSetting(database, name));

/** Remembers heads; of a chain the one that is further on. */
export async function rememberHeads(database: MainDatabase, heads: readonly NamedHead[]): Promise<void> {
  await database.transaction("rw", database.settings, async () => {
    const known = new Map((await readKnownHeads(database)).map((head) => [head.chain, head]));
    for (const { chain, seq, hash } of heads)
      if (seq >= (known.get(chain)?.seq ?? 0)) known.set(chain, { chain, seq, hash });
    await writeSetting(database, name, [...known.values()]);
  });
}
