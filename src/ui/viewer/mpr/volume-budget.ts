const megabyte = 2 ** 20;

/** Bytes that a volume may take: 128 MB where a finger is the pointer, 512 MB at a desk (viewer-and-tools 3.11). */
export function volumeBudget(): number {
  return matchMedia("(pointer: coarse)").matches ? 128 * megabyte : 512 * megabyte;
}
