import type { Known } from '../formula/compile.ts';
import { Ones } from '../tensor/arrays.ts';
import { Extent, type Node } from '../formula/node.ts';
import { Passes, type Pass, type Take } from '../formula/passes.ts';
import type { NewStore, NumberBlocks } from '../reduce/number-list.ts';
import type { Sums } from '../reduce/sums.ts';
import { allRows, type Block, type Widths } from '../tensor/block.ts';
import { spread } from './mask.ts';
import type { BlockParts, Engine, TakeParts } from './engine.ts';
import type { Finish } from './finish.ts';
import { KeptBlocks } from './kept-blocks.ts';
import type { Program } from './program.ts';

interface Needs {
  readonly gradient: boolean;
  readonly elements: boolean;
  /** Makes what an input is kept in that is needed once more; without it memory. */
  readonly newStore?: NewStore | undefined;
}

const NO_SEED = new Float64Array(0);

/**
 * Computes a formula. The input is kept only where a gradient needs it once more, or losses of samples that depend on
 * the whole input, or a value of it that is not made of sums.
 */
export class FormulaEngine implements Engine {
  readonly isBatchLevel: boolean;
  readonly #program: Program;
  readonly #widths: Widths;
  readonly #passes: Passes;
  readonly #first: Pass;
  readonly #kept: KeptBlocks | undefined;
  readonly #ones = new Ones();
  #current: Block | undefined;
  /** With those that were left out. */
  #rows = 0;
  /** What is known of reductions over the whole input. */
  #known: ReadonlyMap<Node, Known> | undefined;

  constructor(program: Program, widths: Widths, needs: Needs, take: TakeParts) {
    this.#program = program;
    this.#widths = widths;
    this.isBatchLevel = program.isBatchLevel;
    const parts = new Parts(program, needs);
    const takeParts: Take = (outputs, rows) => take(this.#current!, parts.of(outputs, rows));
    const isWhole = this.isBatchLevel && !program.finish;
    this.#passes = new Passes(program, parts.nodes, takeParts, isWhole ? [program.value] : []);
    this.#first = this.#passes.start(0);
    const isNeededAgain = needs.gradient || this.#passes.count > 1;
    this.#kept = isNeededAgain ? new KeptBlocks(widths, needs.newStore) : undefined;
  }

  get reduction(): Finish | undefined {
    return this.#program.finish;
  }

  get keepsInput(): boolean {
    return this.#kept !== undefined;
  }

  push(block: Block): void {
    this.#rows += allRows(block).rows;
    this.#run(this.#first, block, NO_SEED);
    this.#kept?.push(block);
  }

  finish(sums: Sums | undefined): number | undefined {
    this.#first.end();
    this.#runPasses(this.#passes, 1, this.#passes.count, () => NO_SEED);
    const { finish, value } = this.#program;
    this.#known = finish?.known(sums!) ?? this.#passes.known;
    return this.isBatchLevel && !finish ? this.#passes.constant(value)[0]! : undefined;
  }

  gradient(seedOf: (block: Block) => Float64Array): NumberBlocks {
    const length = this.#rows * this.#program.width;
    return { length, blocks: () => this.#slopes(seedOf) };
  }

  /** The gradient, computed block by block. */
  *#slopes(seedOf: (block: Block) => Float64Array): Generator<Float64Array> {
    const { gradient, width } = this.#program;
    let slopes: Float64Array = NO_SEED;
    const take: Take = ([ofBlock]) => {
      slopes = spread(ofBlock!, this.#current!, width);
    };
    const passes = new Passes(this.#program, [gradient], take, [], this.#known);
    const last = passes.count - 1;
    this.#runPasses(passes, 0, last, seedOf);
    const pass = passes.start(last);
    for (const block of this.#kept!.blocks()) {
      this.#run(pass, block, seedOf(block));
      yield slopes;
    }
  }

  #runPasses(
    passes: Passes,
    from: number,
    to: number,
    seedOf: (block: Block) => Float64Array,
  ): void {
    for (let index = from; index < to; index++) {
      const pass = passes.start(index);
      for (const block of this.#kept!.blocks()) this.#run(pass, block, seedOf(block));
      pass.end();
    }
  }

  #run(pass: Pass, block: Block, seed: Float64Array): void {
    this.#current = block;
    const inputs = this.#program.inputs.map((name) =>
      name === 'weights' ? (block.inputs[name] ?? this.#ones.of(block.rows)) : block.inputs[name]!,
    );
    pass.run(block.rows, [...inputs, seed]);
  }
}

/** Which nodes are computed of a block, and what each of them is. */
class Parts {
  readonly nodes: readonly Node[];
  readonly #named: Partial<Record<keyof BlockParts, Node | undefined>>;
  readonly #terms: readonly Node[] | undefined;
  readonly #width: number;
  readonly #ones = new Ones();

  constructor(program: Program, needs: Needs) {
    const { isBatchLevel, value, objective, count, elements, clipped, finish, width } = program;
    const ofSamples = {
      losses: value,
      objective,
      counts: count,
      elements: needs.elements ? elements : undefined,
    };
    this.#named = { ...(isBatchLevel ? {} : ofSamples), clipped };
    this.#terms = finish?.terms;
    this.#width = width;
    const named = Object.values(this.#named).filter((node) => node !== undefined);
    const terms = (finish?.terms ?? []).filter(({ op }) => op !== 'rows');
    this.nodes = [...new Set([...named, ...terms])];
  }

  of(outputs: readonly Float64Array[], rows: number): BlockParts {
    const valuesOf = (node: Node): Float64Array => outputs[this.nodes.indexOf(node)]!;
    const ifThere = (node: Node | undefined): Float64Array | undefined => node && valuesOf(node);
    const { losses, objective, counts, elements, clipped } = this.#named;
    const summands = this.#terms?.flatMap((node) => {
      if (node.op === 'rows') return [this.#ones.of(rows)];
      const values = valuesOf(node);
      return node.extent === Extent.element ? columnsOf(values, rows, this.#width) : [values];
    });
    return {
      losses: ifThere(losses),
      objective: ifThere(objective),
      counts: ifThere(counts),
      elements: ifThere(elements),
      clipped: ifThere(clipped),
      summands,
    };
  }
}

/** The columns of rows. */
function columnsOf(values: Float64Array, rows: number, width: number): Float64Array[] {
  if (width === 1) return [values];
  return Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * width + column]!),
  );
}
