/** Room on the device, in bytes, as far as the browser tells. */
export interface FreeSpace {
  readonly freeBytes: number;
  readonly usedBytes: number;
}

/** Asks the browser how much this origin may still store. Where it does not tell, room is taken to be there. */
export async function freeSpace(): Promise<FreeSpace> {
  const storage = globalThis.navigator?.storage;
  if (!storage?.estimate) return { freeBytes: Number.MAX_SAFE_INTEGER, usedBytes: 0 };
  const { quota, usage } = await storage.estimate();
  if (quota === undefined) return { freeBytes: Number.MAX_SAFE_INTEGER, usedBytes: usage ?? 0 };
  return { freeBytes: Math.max(0, quota - (usage ?? 0)), usedBytes: usage ?? 0 };
}
