import type { DatasetSink } from "./sink.ts";

/** Read back at a time. */
const pieceBytes = 4 << 20;

/** A folder that the person chose; the dataset becomes a new folder `name` inside. Throws when that name is taken. */
export async function makeFolderSink(parent: FileSystemDirectoryHandle, name: string): Promise<DatasetSink> {
  const taken = await parent.getDirectoryHandle(name).then(
    () => true,
    () => false,
  );
  if (taken) throw new DOMException(`A folder named ${name} is already there`, "InvalidModificationError");
  const root = await parent.getDirectoryHandle(name, { create: true });
  const written: string[] = [];
  let total = 0;

  const open = async (path: string, create: boolean): Promise<FileSystemFileHandle> => {
    const steps = path.split("/");
    const last = steps.pop() ?? path;
    let folder = root;
    for (const step of steps) folder = await folder.getDirectoryHandle(step, { create });
    return folder.getFileHandle(last, { create });
  };
  // Paths start with the dataset's name, as in the zip; the folder itself already has it.
  const inside = (path: string) => path.slice(name.length + 1);

  return {
    async write(path, parts) {
      const stream = await (await open(inside(path), true)).createWritable();
      for await (const part of parts) {
        await stream.write(part as Uint8Array<ArrayBuffer>);
        total += part.length;
      }
      await stream.close();
      written.push(path);
    },
    finish: async () => undefined,
    paths: async () => written,
    async read(path) {
      const file = await (await open(inside(path), false)).getFile();
      return new Uint8Array(await file.arrayBuffer());
    },
    async *pieces(path) {
      const file = await (await open(inside(path), false)).getFile();
      for (let at = 0; at < file.size; at += pieceBytes)
        yield new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
    },
    handOver: async () => ({ file: null, bytes: total }),
    async discard() {
      await parent.removeEntry(name, { recursive: true }).catch(() => undefined);
    },
  };
}
