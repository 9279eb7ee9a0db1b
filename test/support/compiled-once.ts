type Receive = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/** What Emscripten's module takes in place of the bytes of its code. */
export interface CompiledCode {
  readonly instantiateWasm: (imports: WebAssembly.Imports, receive: Receive) => object;
}

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** The code of `path`, compiled once a process: who asks gets an instance of its own, as the app's workers do. `read` gives its bytes. */
export async function compiledOnce(
  path: string,
  read: (path: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<CompiledCode> {
  const known = modules.get(path) ?? read(path).then((bytes) => WebAssembly.compile(bytes));
  modules.set(path, known);
  const module = await known;
  return {
    instantiateWasm(imports, receive) {
      void WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module));
      return {};
    },
  };
}
