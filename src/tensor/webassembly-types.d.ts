/** The part of WebAssembly that kernels need, which the types of Node 20 lack. */
declare namespace WebAssembly {
  class Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
    constructor(bytes: Uint8Array);
  }

  class Memory {
    readonly buffer: ArrayBuffer;
    /** Sizes are in pages of 64 KiB. */
    constructor(size: { readonly initial: number });
    /** @throws RangeError if there is not as much */
    grow(pages: number): number;
  }

  class Instance {
    readonly exports: object;
    constructor(module: Module, imports?: Readonly<Record<string, object>>);
  }
}
