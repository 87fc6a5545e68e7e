import type { StoredDtype } from '../../tensor/dtype.ts';
import { floatText } from '../../text/number-texts.ts';
import { ElementType } from '../npy/element-type.ts';
import { DamageError, guarded } from '../columnar/damage.ts';
import type { ReadableColumn } from '../columnar/readable-column.ts';
import type { FlatTable } from './flat-table.ts';
import { typeOf, TYPE, type FieldType } from './types.ts';

/** A field of the schema: a column, or what is within one. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly children: readonly Field[];
  /** Where values are places in a dictionary, whose values have the type. */
  readonly dictionary: { readonly id: string; readonly index: ElementType } | undefined;
}

/** A column: a field that is no structure. */
export interface ArrowColumn {
  /** `score`; `model.score` in a structure. */
  readonly name: string;
  /** The way to it, from the fields of the schema on. */
  readonly path: readonly number[];
  readonly field: Field;
  /** The field of its values: itself, or that of the elements of its lists. */
  readonly values: Field;
  readonly isList: boolean;
  /** What its values are. */
  readonly type: { readonly kind: 'text' | 'boolean' | 'fixed' } | Refused;
  readonly isWhole: boolean;
  readonly dtype: StoredDtype | undefined;
  /** How numbers are written where text is wanted. */
  readonly written: ReadableColumn['column']['written'];
}

interface Refused {
  readonly kind: 'refused';
  readonly found: string;
}

const DEEPEST = 64;
/** A damaged schema may lead to the same fields again and again. */
const MOST_FIELDS = 2 ** 20;

/** @throws DamageError if it makes no sense */
export function fieldsOf(schema: FlatTable): readonly Field[] {
  return guarded('an Arrow schema', () => {
    if (schema.int16(0, 0) !== 0) throw new DamageError('expected little-endian data');
    const count = { left: MOST_FIELDS };
    return schema.tables(1).map((table) => fieldAt(table, DEEPEST, count));
  });
}

function fieldAt(table: FlatTable, depth: number, count: { left: number }): Field {
  if (depth === 0 || count.left-- === 0) throw new DamageError('expected fewer fields');
  const children = table.tables(5).map((child) => fieldAt(child, depth - 1, count));
  const encoding = table.table(4);
  const type = typeOf(table.int8(2, TYPE.none), table.table(3), children.length);
  const index = encoding && typeOf(TYPE.int, encoding.table(1), 0, 32);
  if (index && index.kind !== 'number') throw new DamageError('expected integers for places');
  return {
    name: table.text(0) ?? '',
    type,
    children,
    dictionary: encoding && {
      id: encoding.id(0),
      index: (index as { element: ElementType }).element,
    },
  };
}

/** The columns of a table, in order: structures are taken apart. */
export function columnsOf(fields: readonly Field[]): ArrowColumn[] {
  return fields.flatMap((field, i) => leaves(field, [i], field.name));
}

function leaves(field: Field, path: readonly number[], name: string): ArrowColumn[] {
  if (field.type.kind !== 'struct' || field.dictionary) return [columnAt(field, path, name)];
  return field.children.flatMap((child, i) => leaves(child, [...path, i], `${name}.${child.name}`));
}

function columnAt(field: Field, path: readonly number[], name: string): ArrowColumn {
  const isList =
    field.dictionary === undefined &&
    (field.type.kind === 'list' || field.type.kind === 'fixed-list');
  const values = isList ? field.children[0]! : field;
  const { type } = values;
  const isNumber = type.kind === 'number';
  return {
    name,
    path,
    field,
    values,
    isList,
    type: kindOf(values, isList),
    isWhole: (isNumber && !type.element.isFloat) || (type.kind === 'decimal' && type.scale === 0),
    dtype: isNumber ? type.element.dtype : undefined,
    written: writtenAs(type),
  };
}

function writtenAs(type: FieldType): ArrowColumn['written'] {
  // As those of a Parquet file are.
  if (type.kind === 'boolean') return { write: (value) => String(value === 1) };
  if (type.kind === 'number' && type.element.isFloat) {
    return { write: (value) => floatText(value, type.element.size <= 4) };
  }
  return { write: (value, noted) => noted ?? String(value), isDigits: type.kind === 'number' };
}

function kindOf({ type, dictionary }: Field, isInList: boolean): ArrowColumn['type'] {
  switch (type.kind) {
    case 'text':
    case 'view':
    case 'time':
      return { kind: 'text' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'number':
    case 'decimal':
    case 'nothing':
      return { kind: 'fixed' };
    case 'refused':
      return type;
    case 'list':
    case 'fixed-list':
    case 'struct': {
      const kind = type.kind === 'struct' ? 'structures' : 'lists';
      const within = dictionary ? 'dictionaries' : isInList ? 'lists' : 'columns';
      return { kind: 'refused', found: `${within} of ${kind}` };
    }
  }
}
