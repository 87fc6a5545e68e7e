import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'dist/losscalc.cjs');
const REMEDY = 'run npm run build, as npm test does; these tests run the built program';

/**
 * For tests that run the built program, which would else be that of another day.
 * @throws Error where it is missing or older than the code
 */
export function requireBuild(): void {
  if (!existsSync(PROGRAM)) throw new Error(`dist is missing: ${REMEDY}`);
  const built = statSync(PROGRAM).mtimeMs;
  const changed = ['src', 'bin']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .find((path) => /\.[jt]s$/.test(path) && statSync(join(ROOT, path)).mtimeMs > built);
  if (changed !== undefined) throw new Error(`${changed} is newer than dist: ${REMEDY}`);
}
