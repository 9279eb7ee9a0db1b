/** Names of actions by id, and of acts in the undo list; an id that is missing shows itself in `missing action name` tests. */
export const actionsEn: Readonly<Record<string, string>> = {};
