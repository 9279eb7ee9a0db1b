/** One link of a device's audit chain (export-and-workflow 3.5). `hash` covers all other keys, RFC 8785. */
export interface AuditEvent {
  readonly v: 1;
  readonly chain: string;
  /** From 1, without gaps. */
  readonly seq: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  /** Hash of `seq` − 1; 64 zeros for the first. */
  readonly prev: string;
  readonly hash: string;
}
