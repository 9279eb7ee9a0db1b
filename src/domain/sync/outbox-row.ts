/** Where an object is on its way to the hub (sync 3.3). */
export type OutboxState = "queued" | "sending" | "sent" | "verified" | "rejected";

/** Segmentations go before the report that refers to them, and labels before images. */
export const outboxPriority = { segmentation: 0, report: 1, image: 2 } as const;

/** What kind of object waits. */
export type OutboxKind = keyof typeof outboxPriority;

/** Why an object is not on the hub yet; the words stand in ui/messages. */
export type OutboxFault =
  | { readonly code: "no-network" }
  /** The hub answered with this HTTP status. */
  | { readonly code: "hub-status"; readonly status: number }
  /** The hub's answer did not name the object. */
  | { readonly code: "not-named"; readonly status: number }
  /** Named as failed, with the hub's reason code. */
  | { readonly code: "refused"; readonly reason: number }
  | { readonly code: "other-content" }
  | { readonly code: "too-large" }
  /** It was named as stored, and is not there. */
  | { readonly code: "not-there" }
  /** The image is no longer whole on this device, or its record does not vouch for it. */
  | { readonly code: "not-here" }
  /** It could not be written as the DICOM object that would be sent; a further try writes it anew. */
  | { readonly code: "not-written" };

/** An object that is to reach the hub. Its bytes never change under its UID. */
export interface OutboxRow {
  readonly uid: string;
  readonly study: string;
  readonly series: string;
  readonly kind: OutboxKind;
  readonly state: OutboxState;
  readonly prio: number;
  /** Order of enqueueing. */
  readonly seq: number;
  /** Counted since it was queued by the app or by a person. */
  readonly tries: number;
  /** Not before this time of the device's clock, ms; 0: at once. */
  readonly nextAtMs: number;
  /** The hub may have it already: ask before it is sent. */
  readonly doubtful: boolean;
  readonly fault: OutboxFault | null;
  /** The hub that it was sent to; empty while it was sent nowhere. */
  readonly hubId: string;
  readonly lengthBytes: number;
  /** Of an image that was no DICOM file: the stored image, and which part of it this is, from 0. */
  readonly capture?: CapturePlace;
}

/** A part of a stored image that is wrapped as a Secondary Capture. */
export interface CapturePlace {
  readonly sopUid: string;
  readonly part: number;
}

/** The longest that an object waits for its next try, in ms, whatever a hub asks for. */
export const longestWaitMs = 60 * 60_000;

/**
 * Whether an object's time has come. One that lies further ahead than any wait was set by a clock that has been put back since: the times of
 * a device decide nothing (sync 3.4).
 */
export const isDue = ({ nextAtMs }: Pick<OutboxRow, "nextAtMs">, nowMs: number): boolean =>
  nextAtMs <= nowMs || nextAtMs > nowMs + longestWaitMs;
