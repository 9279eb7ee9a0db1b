import { type Said, SaidError, say } from "../domain/said.ts";
/** Why a commit did not reach the disk; the words stand in ui/messages under `save.<code>`. */
export type SaveErrorCode = "quota" | "closed" | "no-study" | "unknown";

/** A write that failed after all retries. Nothing of it is stored: the commit is one transaction. */
export class SaveError extends SaidError {
  override readonly name = "SaveError";
  readonly code: SaveErrorCode;

  constructor(code: SaveErrorCode, said: Said, cause?: unknown) {
    super(said, { cause });
    this.code = code;
  }
}

/** Names of an error and of what it wraps: Dexie puts the real one into `inner`. */
function errorNames(error: unknown): string[] {
  if (typeof error !== "object" || error === null) return [];
  const name = "name" in error ? [String(error.name)] : [];
  const inner = "inner" in error ? errorNames(error.inner) : [];
  return [...name, ...inner];
}

/** Whether closing and opening the store again may help (WebKit drops connections in the background). */
export const isConnectionError = (error: unknown): boolean =>
  errorNames(error).some((name) =>
    ["DatabaseClosedError", "UnknownError", "InvalidStateError"].includes(name),
  );

/** Whether the store is full. */
export const isQuotaError = (error: unknown): boolean => errorNames(error).includes("QuotaExceededError");

/** Any failure of a write as a {@link SaveError}. */
export function toSaveError(error: unknown): SaveError {
  if (error instanceof SaveError) return error;
  if (isQuotaError(error)) {
    return new SaveError("quota", say`Not saved: the device's storage for this site is full.`, error);
  }
  if (isConnectionError(error)) {
    return new SaveError(
      "closed",
      say`Not saved: the browser closed the store and did not open it again.`,
      error,
    );
  }
  return new SaveError("unknown", say`Not saved: the browser's store refused the change.`, error);
}
