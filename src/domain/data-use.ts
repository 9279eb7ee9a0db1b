/** What a project says of its data: written by a person, never guessed; empty where nobody said anything. */
export interface DataUse {
  /** What the dataset is for, and what it is not for. */
  readonly purpose: string;
  /** Licence or agreement under which it may be used. */
  readonly license: string;
  /** Approval or contract that allows it: a reference, no name of a patient. */
  readonly reference: string;
  /** Last day of use, `YYYY-MM-DD`; empty: no end. */
  readonly expires: string;
}

/** Nothing was said about the use of the data. */
export const noDataUse: DataUse = { purpose: "", license: "", reference: "", expires: "" };

/** Whether the permission has ended on the day of an ISO 8601 time. */
export const hasExpired = ({ expires }: DataUse, at: string): boolean =>
  expires !== "" && at.slice(0, 10) > expires;
