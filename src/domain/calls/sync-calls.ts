import type { BundleFault } from "../sync/bundle-manifest.ts";
import type { Decision } from "../sync/merge-versions.ts";
import type { Call } from "./call.ts";

/** How the person signs in to the hub. It goes to the worker with each call and is kept in memory only. */
export type HubSignIn =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string };

/** The hub and the reader, as they are kept on this device; never a password or a token. */
export interface HubSettings {
  /** Base URL of the DICOMweb service and a marker made at first contact. */
  readonly id: string;
  readonly baseUrl: string;
  readonly signIn: HubSignIn["kind"];
  /** Code of the reader: the same on all of the reader's devices. */
  readonly reader: string;
  /** Whether images are sent, or labels only. */
  readonly images: boolean;
}

/** What a hub answered to a test of the connection. */
export type HubTest =
  | { readonly outcome: "ready"; readonly milliseconds: number }
  | { readonly outcome: "sign-in" }
  | { readonly outcome: "not-dicomweb"; readonly status: number }
  | { readonly outcome: "no-answer" };

/** How a run ended. */
export interface SyncReport {
  readonly end: "done" | "sign-in" | "no-answer" | "other-tab";
  /** Studies whose labels were brought to a version from another device. */
  readonly followed: readonly string[];
  /** When what still waits is to be tried again, by the device's clock in ms; null when nothing waits for a time. */
  readonly nextAtMs: number | null;
}

/** A study on the hub; pseudonyms and what its files say of themselves. */
export interface HubStudy {
  readonly studyUid: string;
  readonly patientKey: string;
  readonly description: string;
  readonly modalities: readonly string[];
  readonly instances: number | null;
}

/** How far something with many objects is. */
export interface SyncProgress {
  readonly done: number;
  readonly total: number;
}

/** Images that came, and how many did not because the hub stopped answering: they are asked for again next time. */
export interface FetchedStudy {
  readonly files: readonly { readonly uid: string; readonly file: unknown }[];
  readonly missing: number;
}

/** Why an object was taken back by a rejection note: its quality, the patient's safety, the wrong patient or order, the end of its keeping. */
export type RejectionReason = "quality" | "safety" | "worklist" | "retention";

/** A study of which the hub holds nothing any more, or nothing that was not rejected. */
export interface GoneStudy {
  readonly studyUid: string;
  readonly pseudonym: string;
  /** Labels on this device. */
  readonly labels: number;
  /** Objects of it that never were on that hub, read back and compared: with the copy here the only one goes. */
  readonly unsafe: number;
  /** What the rejection notes say; empty: there is none, it is just gone. */
  readonly why: readonly RejectionReason[];
}

/** What a check of the hub found. */
export interface HubAudit {
  /** UIDs of objects that were verified there and are not there any more. */
  readonly missing: readonly string[];
  /** UIDs of objects that a rejection note takes back. */
  readonly rejected: readonly string[];
  /** Studies of which all of them are gone: a wiped hub, or a lawful erasure. A person says which (sync 3.11). */
  readonly studies: readonly GoneStudy[];
}

export interface SyncCalls {
  /** Asks the hub what it can do; stores nothing. */
  testHub: Call<{ readonly baseUrl: string; readonly signIn: HubSignIn }, HubTest>;
  /** Makes due versions, sends, reads back, fetches. `leaving`: the study that was just closed. `anew`: what waits because nobody answered is due now. */
  sync: Call<
    { readonly signIn: HubSignIn; readonly leaving: string | null; readonly anew: boolean },
    SyncReport,
    null
  >;
  /** Merges another version into the labels of this device. Errors: `in-use` while the study is open in the app. */
  merge: Call<
    {
      readonly studyUid: string;
      /** Null: the reader has no version of this study, and no labels here. */
      readonly mine: string | null;
      readonly other: string;
      readonly decisions: readonly (readonly [trackingUid: string, decision: Decision])[];
    },
    "merged" | "moved"
  >;
  /** Studies on the hub, at most 200. `patientKey`: the beginning of a pseudonym, or empty for all. */
  searchHub: Call<{ readonly signIn: HubSignIn; readonly patientKey: string }, readonly HubStudy[]>;
  /** The images of a study that are not here, as the realm's `File`s, for the import to clean. */
  fetchStudy: Call<{ readonly signIn: HubSignIn; readonly studyUid: string }, FetchedStudy, SyncProgress>;
  /** Puts all images away that the hub was seen to hold; labels and what is not safe there stay. */
  makeRoom: Call<null, { readonly images: number; readonly bytes: number }>;
  /** Follows what came from elsewhere, as a run does, where there is no hub. */
  settle: Call<null, { readonly followed: readonly string[] }>;
  /** Writes all versions, and images if asked for, into a file. Null: no study has labels. `file`: the realm's `File`. */
  saveBundle: Call<
    { readonly images: boolean },
    {
      readonly studies: number;
      readonly objects: number;
      /** Images that were asked for and are not in it. */
      readonly missingImages: number;
      readonly bytes: number;
      readonly file: unknown;
    } | null,
    SyncProgress
  >;
  /** Takes the versions of such a file in. `files`: images that are not here, for the import. */
  openBundle: Call<
    { readonly file: unknown },
    | {
        readonly studies: number;
        readonly versions: number;
        readonly damaged: number;
        readonly files: FetchedStudy["files"];
      }
    | BundleFault,
    SyncProgress
  >;
  /** Which objects that were verified the hub does not have any more. Nothing is changed. */
  auditHub: Call<{ readonly signIn: HubSignIn }, HubAudit>;
  /**
   * Deletes the copy here of a study that was erased on the hub. `there`: the hub holds something of it after all. Errors: `in-use` while the
   * study is open in the app.
   */
  eraseStudy: Call<
    { readonly signIn: HubSignIn; readonly studyUid: string },
    "erased" | "there" | "not-here"
  >;
}
