/** The module that a build has written as text; see scripts/assembly.js. */
export function compiledFrom(base64: string): WebAssembly.Module {
  return new WebAssembly.Module(
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
  );
}
