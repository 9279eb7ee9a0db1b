import { type Said, say } from "../domain/said.ts";
import { WorkerCallError } from "./bridge.ts";

/** Counts a crash against a model of the person's own; whether it is switched off now (assist 3.4). */
export type CountCrash = (id: string) => Promise<boolean>;

/** What a person is told when a model of their own was switched off; `instead`: what answers from now on. */
export const switchedOff = (instead: Said | null): Said =>
  instead === null
    ? say`The chosen model ended its worker twice and was switched off. Add it again under Settings to use it.`
    : say`The chosen model ended its worker twice and was switched off; ${instead}. Add it again under Settings to use it.`;

/** The error as the person is told it: of a crash of their own model, what became of that model; any other as it is. */
export async function crashOf(
  error: unknown,
  id: string | null,
  count: CountCrash | undefined,
  instead: Said | null,
): Promise<unknown> {
  if (id === null || !(error instanceof WorkerCallError) || error.code !== "worker-crashed") return error;
  const isOff = (await count?.(id)) ?? false;
  const said = isOff
    ? switchedOff(instead)
    : say`The chosen model ended its worker. If it does so again, it is switched off.`;
  return new WorkerCallError({ code: "worker-crashed", said });
}
