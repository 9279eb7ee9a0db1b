import { withFlipDoubt } from "../domain/assist/flip-doubt.ts";
import { isOpenProposal, type Proposal } from "../domain/proposal.ts";
import type { MainDatabase } from "./database.ts";

/** All proposals of a study, decided ones too. */
export const readProposals = (db: MainDatabase, studyUid: string): Promise<Proposal[]> =>
  db.proposals.where("studyId").equals(studyUid).toArray();

/** Proposals of a study that wait for a person. */
export const readOpenProposals = async (db: MainDatabase, studyUid: string): Promise<Proposal[]> =>
  (await db.proposals.where("[studyId+state]").equals([studyUid, "proposed"]).toArray()).filter(
    isOpenProposal,
  );

/** Writes what mirrored images say of open proposals; what was decided meanwhile stays as it is. Resolves to how many were written. */
export async function writeFlipDoubts(
  db: MainDatabase,
  doubts: ReadonlyMap<string, number>,
): Promise<number> {
  return db.transaction("rw", db.proposals, async () => {
    let written = 0;
    for (const row of await db.proposals.bulkGet([...doubts.keys()])) {
      const doubt = row && doubts.get(row.id);
      if (doubt === undefined || row?.state !== "proposed") continue;
      await db.proposals.put(withFlipDoubt(row, doubt));
      written++;
    }
    return written;
  });
}
