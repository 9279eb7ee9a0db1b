export const wasmRoot: string;
export const artifactsRoot: string;
export const pipelineNames: readonly string[];
export const compileFlags: readonly string[];
export const linkFlags: readonly string[];
export function sha256OfFile(path: string): string;
export function sourceHashes(): Record<string, string>;
export const unitFlags: Readonly<Record<string, readonly string[]>>;
