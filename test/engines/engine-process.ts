import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a column of a table holds. */
export type ColumnKind = 'double' | 'text' | 'integer' | 'boolean' | 'decimal' | 'array';
export type Cell = number | string | boolean | null | readonly number[];

/** A table to be made on an engine. */
export interface Table {
  readonly name: readonly string[];
  readonly columns: readonly (readonly [name: string, kind: ColumnKind])[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A row that an engine answers with; numbers that are not finite are numbers. */
export type Row = Readonly<Record<string, number | string | boolean | null>>;

interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | boolean | null)[])[];
  readonly error?: string;
}

const SPECIAL: Readonly<Record<string, number>> = {
  NaN: NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
};

/** The engines, in one process of Python that takes one request at a time. */
export class EngineProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();
  #complaints = '';

  /** @param python the interpreter of an environment that has the engines */
  constructor(python: string, script: string, env: Readonly<Record<string, string>>) {
    this.#child = spawn(python, [script], { env: { ...process.env, ...env } });
    this.#child.stderr.on('data', (text: Buffer) => {
      this.#complaints = (this.#complaints + text.toString()).slice(-4000);
    });
    this.#answers = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  /** @throws Error where the engine does not take the table */
  async make(engine: string, { name, columns, rows }: Table): Promise<void> {
    const cells = rows.map((row) => row.map(written));
    await this.#ask({ engine, table: name, columns, rows: cells });
  }

  /** @throws Error where the engine does not take the query */
  async query(engine: string, query: string): Promise<readonly Row[]> {
    const { columns, rows } = await this.#ask({ engine, query });
    return rows.map((row) =>
      Object.fromEntries(row.map((cell, k) => [columns[k]!, SPECIAL[String(cell)] ?? cell])),
    );
  }

  end(): void {
    this.#child.stdin.end();
  }

  #ask(request: object): Promise<Answer> {
    const asked = this.#last.then(async () => {
      this.#child.stdin.write(`${JSON.stringify(request)}\n`);
      const next = await this.#answers.next();
      if (next.done) throw new Error(`the engines ended: ${this.#complaints}`);
      const answer = JSON.parse(next.value) as Answer;
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer;
    });
    this.#last = asked.catch(() => undefined);
    return asked;
  }
}

function written(cell: Cell): unknown {
  if (typeof cell === 'number' && !Number.isFinite(cell)) return String(cell);
  return typeof cell === 'object' && cell !== null ? cell.map(written) : cell;
}
