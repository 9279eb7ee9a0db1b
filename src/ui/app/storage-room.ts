import { type Accessor, createSignal } from "solid-js";

/** What the browser says of its storage, in bytes; null until known. */
export interface StorageRoom {
  readonly usedBytes: number;
  readonly freeBytes: number;
  readonly persisted: boolean;
}

export interface StorageRoomStore {
  readonly room: Accessor<StorageRoom | null>;
  refresh(): Promise<void>;
  /** Asks the browser to keep the data; true when it agreed. */
  persist(): Promise<boolean>;
}

/** Below this much free space, import is off. */
export const lowRoomBytes = 300e6;

/** Follows the space of this origin; asks again only when told to. */
export function createStorageRoom(): StorageRoomStore {
  const [room, setRoom] = createSignal<StorageRoom | null>(null);
  const refresh = async () => {
    if (!navigator.storage?.estimate) return;
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    const persisted = (await navigator.storage.persisted?.()) ?? false;
    setRoom({ usedBytes: usage, freeBytes: Math.max(0, quota - usage), persisted });
  };
  void refresh();
  return {
    room,
    refresh,
    persist: async () => {
      const kept = (await navigator.storage?.persist?.()) ?? false;
      await refresh();
      return kept;
    },
  };
}
