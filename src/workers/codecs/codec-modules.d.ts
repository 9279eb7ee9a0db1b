declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  const make: (options: Record<string, unknown>) => Promise<unknown>;
  export default make;
}
declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  const make: (options: Record<string, unknown>) => Promise<unknown>;
  export default make;
}
declare module "@cornerstonejs/codec-openjph/wasmjs" {
  const make: (options: Record<string, unknown>) => Promise<unknown>;
  export default make;
}
declare module "@cornerstonejs/codec-charls/wasmjs" {
  const make: (options: Record<string, unknown>) => Promise<unknown>;
  export default make;
}
