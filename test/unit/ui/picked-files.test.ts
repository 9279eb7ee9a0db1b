import { describe, expect, test, vi } from "vitest";
import { pickedFiles } from "../../../src/ui/import/dropped-files.ts";

/** Files that note each reading of a size, which blocks the page in a browser. */
function countingFiles(count: number): { readonly files: readonly File[]; readonly read: () => number } {
  let read = 0;
  const files = Array.from({ length: count }, (_, index) => {
    const file = new File([new Uint8Array(index)], `${index}.dcm`);
    Object.defineProperty(file, "size", {
      get: () => {
        read++;
        return index;
      },
    });
    return file;
  });
  return { files, read: () => read };
}

describe("pickedFiles", () => {
  test("keeps every file, in order, with its size and its path", async () => {
    const { files } = countingFiles(50);
    Object.defineProperty(files[3], "webkitRelativePath", { value: "folder/3.dcm" });
    const handles = await pickedFiles(files);
    expect(handles.map(({ size }) => size)).toEqual(files.map((_, index) => index));
    expect(handles.map(({ file }) => file)).toEqual(files);
    expect(handles.slice(2, 4).map(({ path }) => path)).toEqual(["2.dcm", "folder/3.dcm"]);
  });

  test("reads no size in the task of the choice, and few in any other", async () => {
    const { files, read } = countingFiles(100);
    const tasks: (() => void)[] = [];
    class HeldChannel {
      readonly port1 = { onmessage: () => undefined, close: () => undefined };
      readonly port2 = { postMessage: () => tasks.push(() => this.port1.onmessage()) };
    }
    vi.stubGlobal("MessageChannel", HeldChannel);
    try {
      const picked = pickedFiles(files);
      expect(read()).toBe(0);
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        const before = read();
        task();
        // All that goes on without another task is done by then.
        await new Promise((resolve) => setImmediate(resolve));
        expect(read() - before).toBeLessThanOrEqual(16);
      }
      expect(await picked).toHaveLength(100);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test("ends where the person cancels", async () => {
    const { files, read } = countingFiles(100);
    const control = new AbortController();
    const picked = pickedFiles(files, control.signal);
    control.abort();
    await expect(picked).rejects.toThrow();
    expect(read()).toBe(0);
  });
});
