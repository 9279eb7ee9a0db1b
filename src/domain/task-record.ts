/** Id of the record that holds the state of a study's task. */
export const taskRecordId = (studyUid: string): string => `task:${studyUid}`;
