import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/** How sensitive a column is; drives redaction, export and access (GB/T 39725-2020 has five levels, these are ours). */
export type DataClass = 'public' | 'internal' | 'personal' | 'health' | 'location' | 'secret';
export type Column = { options: EntitySchemaColumnOptions; dataClass: DataClass };

const of = (options: EntitySchemaColumnOptions, dataClass: DataClass): Column => ({ options, dataClass });

/** The column vocabulary: every type behaves the same on SQLite and on MySQL. */
export const column = {
  /** UUIDv7. */
  id: (dataClass: DataClass = 'internal') => of({ type: 'varchar', length: 36 }, dataClass),
  /** Up to `length` characters. */
  string: (length: number, dataClass: DataClass = 'internal') => of({ type: 'varchar', length }, dataClass),
  /** Long text, up to 64 KiB. */
  text: (dataClass: DataClass = 'internal') => of({ type: 'text' }, dataClass),
  /** Any JSON value, stored as text, up to 64 KiB. */
  json: (dataClass: DataClass = 'internal') => of({ type: 'simple-json' }, dataClass),
  /** 32-bit integer: quantities, fen, metres. */
  int: (dataClass: DataClass = 'internal') => of({ type: 'int' }, dataClass),
  double: (dataClass: DataClass = 'internal') => of({ type: 'double' }, dataClass),
  flag: (dataClass: DataClass = 'internal') => of({ type: Boolean }, dataClass),
  /** ISO 8601, UTC, milliseconds: sorts as text and is equal on both databases and on the wire. */
  instant: (dataClass: DataClass = 'internal') => of({ type: 'varchar', length: 24 }, dataClass),
  /** `YYYY-MM-DD`. */
  date: (dataClass: DataClass = 'internal') => of({ type: 'varchar', length: 10 }, dataClass),
};

/** The same column, allowed to be null. */
export const nullable = ({ options, dataClass }: Column): Column =>
  of({ ...options, nullable: true }, dataClass);

export type EntityRules<Row> = {
  /** Primary key; `id` unless said otherwise. */
  key?: (keyof Row & string)[];
  unique?: (keyof Row & string)[][];
  index?: (keyof Row & string)[][];
};

const registry = new Map<string, { schema: EntitySchema; classes: Record<string, DataClass> }>();

/** Declares a table. Names are the same in the database and in the row type; no column without a data class. */
export function entity<Row extends object>(
  name: string,
  columns: { [K in keyof Row & string]: Column },
  { key = ['id' as keyof Row & string], unique = [], index = [] }: EntityRules<Row> = {},
): EntitySchema<Row> {
  const schema = new EntitySchema<Row>({
    name,
    tableName: name,
    columns: Object.fromEntries(
      Object.entries<Column>(columns).map(([field, { options }]) => [
        field,
        { ...options, primary: key.includes(field as keyof Row & string) },
      ]),
    ) as never,
    indices: [
      ...unique.map((fields) => ({
        name: `uq_${name}_${fields.join('_')}`.slice(0, 60),
        columns: fields,
        unique: true,
      })),
      ...index.map((fields) => ({ name: `ix_${name}_${fields.join('_')}`.slice(0, 60), columns: fields })),
    ],
  });
  const classes = Object.fromEntries(Object.entries<Column>(columns).map(([f, c]) => [f, c.dataClass]));
  registry.set(name, { schema: schema as EntitySchema, classes });
  return schema;
}

/** Every table declared so far (importing a capability declares its tables). */
export const allEntities = (): EntitySchema[] => [...registry.values()].map(({ schema }) => schema);
export const dataClassesOf = (table: string): Record<string, DataClass> => registry.get(table)?.classes ?? {};
