/** Whether an output copies `length` bytes from one place of its source to another. */
export type CopiesFrom = (sourceAt: number, outputAt: number, length: number) => boolean;
