/** A pipeline refused its input: a code and the byte offset where it was seen, never a value. */
export class PipelineError extends Error {
  override readonly name = "PipelineError";
  constructor(
    readonly pipeline: string,
    readonly code: string,
    readonly offset: number,
    /** Of `need-range`: how many bytes a sparse file lacks there. */
    readonly length = 0,
  ) {
    super(`${pipeline}: ${code} at byte ${offset}`);
  }
}
