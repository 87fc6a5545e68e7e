import { fileURLToPath } from 'node:url';
import { afterAll, inject } from 'vitest';
import { EngineProcess } from './engine-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    python: string;
    engines: readonly string[];
    /** Engines whose texts are parsed. */
    parsed: readonly string[];
    postgres: string;
  }
}

const SCRIPT = fileURLToPath(new URL('engines.py', import.meta.url));

/** The engines that run here, in a process of a test file. */
export function runningEngines(): {
  readonly names: readonly string[];
  readonly engines: EngineProcess;
} {
  const engines = new EngineProcess(inject('python'), SCRIPT, {
    LOSSCALC_POSTGRES: inject('postgres'),
  });
  afterAll(() => {
    engines.end();
  });
  return { names: inject('engines'), engines };
}
