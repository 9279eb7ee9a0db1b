export function makeVoxels(side: number, depth: number): Uint16Array<ArrayBuffer>;
export const window0: { readonly center: number; readonly width: number };
export const brushCss: number;
export const pictureCss: number;
export function nextFrame(): Promise<void>;
