/** The little of WebGPU that is asked here; not every realm's types have it. */
interface AdapterFinder {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

/** Whether this browser gives workers a graphics card that is one, and not the processor drawing in its place. */
export async function hasGraphicsCard(): Promise<boolean> {
  const { gpu } = navigator as WorkerNavigator & { readonly gpu?: AdapterFinder };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return adapter !== null && adapter !== undefined && adapter.info?.isFallbackAdapter !== true;
}
