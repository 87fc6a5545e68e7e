import type { ParameterValue } from '../losses/definition.ts';
import { kebabCase } from '../messages/names.ts';
import { formatNumber } from '../text/format-number.ts';
import type { LossRequest } from '../engine/request.ts';

/** A convention and values of parameters, by name. */
export type Setting = Readonly<Record<string, ParameterValue | string>>;

/** Every choice of one value from each list. */
export function combinations(
  lists: Readonly<Record<string, readonly (ParameterValue | string)[]>>,
): readonly Setting[] {
  return Object.entries(lists).reduce<readonly Setting[]>(
    (settings, [name, values]) =>
      settings.flatMap((setting) =>
        [...new Set(values)].map((value) => ({ ...setting, [name]: value })),
      ),
    [{}],
  );
}

/** For each setting what tells it from the others, as a reader names it: `keras`, `delta 0.5`. */
export function distinctions(settings: readonly Setting[]): readonly (readonly string[])[] {
  return settings.map((setting) =>
    texts(setting, (name) => settings.some((other) => other[name] !== setting[name])),
  );
}

/** What requests have in common, named likewise: `keras`, `delta 1`, `from-logits`, and a dtype that is not float64. */
export function commonTexts(requests: readonly LossRequest[]): readonly string[] {
  const [first, ...others] = requests.map(({ compat, params }): Setting => ({ compat, ...params }));
  const { dtype } = requests[0]!;
  return [
    ...texts(first!, (name) => others.every((other) => other[name] === first![name])),
    ...(dtype === 'float64' ? [] : [dtype]),
  ];
}

/** The settings of some names; flags that are off are left out. */
function texts(setting: Setting, chosen: (name: string) => boolean): readonly string[] {
  return Object.entries(setting)
    .filter(([name, value]) => chosen(name) && value !== false)
    .map(([name, value]) => {
      if (typeof value === 'string') return value;
      if (value === true) return kebabCase(name);
      const numbers = [value].flat().map((number) => formatNumber(Number(number), 'float64'));
      return `${kebabCase(name)} ${numbers.join(',')}`;
    });
}
