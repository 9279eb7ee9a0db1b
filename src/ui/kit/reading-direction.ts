/** Whether the page is read from right to left: the chrome is mirrored then, the image never is. */
export const readsFromRight = (): boolean => document.documentElement.dir === "rtl";

/** The key in the sense of reading: in a mirrored row of controls, left is onward. For images and frames take the key itself. */
export function readingKey(key: string): string {
  if (!readsFromRight()) return key;
  if (key === "ArrowLeft") return "ArrowRight";
  return key === "ArrowRight" ? "ArrowLeft" : key;
}
