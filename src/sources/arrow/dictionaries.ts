import { DamageError, guarded } from '../columnar/damage.ts';
import { batchOf, type FieldData } from './batch.ts';
import type { Message } from './message.ts';
import type { Field } from './schema.ts';

/** The values that columns point to, so far. */
export interface Dictionary {
  /** In the order in which they came, one after the other. */
  readonly parts: readonly FieldData[];
}

/** The dictionaries of a file by id: one may grow from batch to batch, or be replaced. */
export class Dictionaries {
  readonly #fields = new Map<string, Field>();
  readonly #dictionaries = new Map<string, { parts: FieldData[] }>();

  readonly #replaces: boolean;

  /**
   * @param replaces whether a dictionary may take the place of another
   * @throws DamageError if two columns share a dictionary of different values
   */
  constructor(fields: readonly Field[], replaces: boolean) {
    this.#replaces = replaces;
    this.#note(fields);
  }

  #note(fields: readonly Field[]): void {
    for (const field of fields) {
      if (field.dictionary) {
        const { id } = field.dictionary;
        const known = this.#fields.get(id);
        if (known && known.type.title !== field.type.title) {
          throw new DamageError('expected a dictionary of one type, found it of two');
        }
        // A dictionary holds its values as they are.
        this.#fields.set(id, { ...field, dictionary: undefined });
      }
      this.#note(field.children);
    }
  }

  /** Takes a message with the values of a dictionary, or some more of them. */
  async take({ header, body }: Message): Promise<void> {
    const { id, isMore, batch } = guarded('a dictionary', () => ({
      id: header.id(0),
      isMore: header.int8(2, 0) !== 0,
      batch: header.table(1)!,
    }));
    const field = this.#fields.get(id);
    // Of a column that is not read at all, such as one in a union.
    if (!field) throw new DamageError('expected the dictionary of a column, found another');
    const { fields } = await batchOf(batch, body, [field]);
    const known = isMore ? this.#dictionaries.get(id) : undefined;
    if (known) known.parts.push(fields[0]!);
    else if (this.#dictionaries.has(id) && !this.#replaces) {
      throw new DamageError('expected each dictionary once, found another in its place');
    } else this.#dictionaries.set(id, { parts: [fields[0]!] });
  }

  /** @throws DamageError if there has been none */
  of(id: string): Dictionary {
    const dictionary = this.#dictionaries.get(id);
    if (!dictionary) throw new DamageError('expected a dictionary before what points to it');
    return dictionary;
  }
}
