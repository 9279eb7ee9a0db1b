declare module "tesseract.js-core/tesseract-core-simd-lstm.js" {
  const make: (options: Record<string, unknown>) => Promise<unknown>;
  export default make;
}
