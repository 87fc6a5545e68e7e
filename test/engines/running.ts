import { afterAll, inject } from 'vitest';
import { ENGINES_SCRIPT } from './environment.ts';
import { EngineProcess } from './engine-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    python: string;
    engines: readonly string[];
    postgres: string;
  }
}

/** The engines that run here, in a process of a test file. */
export function runningEngines(): {
  readonly names: readonly string[];
  readonly engines: EngineProcess;
} {
  const engines = new EngineProcess(inject('python'), ENGINES_SCRIPT, {
    LOSSCALC_POSTGRES: inject('postgres'),
  });
  afterAll(() => {
    engines.end();
  });
  return { names: inject('engines'), engines };
}
