import type { Proposal } from "../domain/proposal.ts";
import type { MainDatabase } from "./database.ts";

/** All proposals of a study, decided ones too. */
export const readProposals = (db: MainDatabase, studyUid: string): Promise<Proposal[]> =>
  db.proposals.where("studyId").equals(studyUid).toArray();

/** How many proposals of a study wait for a person. */
export const countOpenProposals = (db: MainDatabase, studyUid: string): Promise<number> =>
  db.proposals
    .where("[studyId+state]")
    .equals([studyUid, "proposed"])
    .filter((proposal) => proposal.supersededBy === null)
    .count();

/** Proposals of a study that wait for a person. */
export const readOpenProposals = async (db: MainDatabase, studyUid: string): Promise<Proposal[]> =>
  (await db.proposals.where("[studyId+state]").equals([studyUid, "proposed"]).toArray()).filter(
    ({ supersededBy }) => supersededBy === null,
  );
