import type { LossDefinition } from '../../losses/definition.ts';
import { CHOOSING } from '../../losses/choosing.ts';
import { tasksOf } from '../../losses/tasks.ts';
import { kebabCase } from '../../messages/names.ts';
import { jsonString } from '../escape.ts';
import { formsOf } from '../../explain/explanation.ts';

/** An explanation for programs: the definition with the formulas and the worked example of each form. */
export function explainAsJson(definition: LossDefinition): string {
  const { parameters, conventions, example, references, ...about } = definition;
  const explanation = {
    ...about,
    tasks: tasksOf(definition),
    choosing: CHOOSING[definition.family],
    parameters: Object.entries(parameters).map(([name, parameter]) => ({
      name,
      option: `--${kebabCase(name)}`,
      ...parameter,
    })),
    conventions: Object.entries(conventions).map(([name, convention]) => ({
      name,
      reduction: 'mean',
      over: 'samples',
      ...convention,
    })),
    forms: formsOf(definition),
    example,
    references,
  };
  return `${jsonString(explanation, 2)}\n`;
}
