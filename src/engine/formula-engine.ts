import type { BlockLosses, Engine, TakeLosses } from './engine.ts';
import type { Node } from '../formula/node.ts';
import { Passes, type Pass, type Take } from '../formula/passes.ts';
import type { Program } from './program.ts';
import { NumberList } from '../reduce/number-list.ts';
import { copyOf, weightsOf, type Block, type Widths } from '../tensor/block.ts';

interface Needs {
  readonly gradient: boolean;
  readonly elements: boolean;
}

const NO_SEED = new Float64Array(0);

/** Computes a formula. The input is kept only where a gradient or a batch reduction needs it once more. */
export class FormulaEngine implements Engine {
  readonly isBatchLevel: boolean;
  readonly #program: Program;
  readonly #widths: Widths;
  readonly #passes: Passes;
  readonly #first: Pass;
  readonly #kept: Block[] | undefined;
  #current: Block | undefined;

  constructor(program: Program, widths: Widths, needs: Needs, take: TakeLosses) {
    this.#program = program;
    this.#widths = widths;
    this.isBatchLevel = program.isBatchLevel;
    const parts = Object.entries(partsOf(program, needs)).filter(([, node]) => node !== undefined);
    const nodes = [...new Set(parts.map(([, node]) => node!))];
    const takeParts: Take = (outputs) => {
      const computed = Object.fromEntries(
        parts.map(([part, node]) => [part, outputs[nodes.indexOf(node!)]!]),
      );
      take(this.#current!, computed);
    };
    this.#passes = new Passes(program, nodes, takeParts, this.isBatchLevel ? [program.value] : []);
    this.#first = this.#passes.start(0);
    this.#kept = needs.gradient || this.#passes.count > 1 ? [] : undefined;
  }

  push(block: Block): void {
    this.#run(this.#first, block, NO_SEED);
    this.#kept?.push(copyOf(block, this.#widths));
  }

  finish(): number | undefined {
    this.#first.end();
    this.#runPasses(this.#passes, 1, () => NO_SEED);
    return this.isBatchLevel ? this.#passes.constant(this.#program.value)[0] : undefined;
  }

  gradient(seedOf: (block: Block) => Float64Array): Float64Array {
    const { gradient, width } = this.#program;
    const values = new NumberList();
    const take: Take = ([slopes], rows) => {
      clearMasked(slopes!, this.#current!, width);
      values.append(slopes!, rows * width);
    };
    const passes = new Passes(this.#program, [gradient], take, [], this.#passes.known);
    this.#runPasses(passes, 0, seedOf);
    return values.toArray();
  }

  #runPasses(passes: Passes, from: number, seedOf: (block: Block) => Float64Array): void {
    for (let index = from; index < passes.count; index++) {
      const pass = passes.start(index);
      for (const block of this.#kept!) this.#run(pass, block, seedOf(block));
      pass.end();
    }
  }

  #run(pass: Pass, block: Block, seed: Float64Array): void {
    this.#current = block;
    const inputs = this.#program.inputs.map((name) =>
      name === 'weights' ? weightsOf(block) : block.inputs[name]!,
    );
    pass.run(block.rows, [...inputs, seed]);
  }
}

/** A sample that is left out has no slope, whatever its values are. */
function clearMasked(slopes: Float64Array, { rows, inputs }: Block, width: number): void {
  const mask = inputs['mask'];
  if (!mask) return;
  for (let i = 0; i < rows; i++) if (mask[i] === 0) slopes.fill(0, i * width, (i + 1) * width);
}

/** The nodes of what is computed of a block; of a batch-level loss only what is counted. */
function partsOf(
  { isBatchLevel, value, objective, count, elements, clipped }: Program,
  needs: Needs,
): Partial<Record<keyof BlockLosses, Node | undefined>> {
  if (isBatchLevel) return { clipped };
  return {
    losses: value,
    objective,
    counts: count,
    elements: needs.elements ? elements : undefined,
    clipped,
  };
}
