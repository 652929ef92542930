import { type Adapter, downgrade, type MigrationSet, type RevisionModule, type Statement, upgrade } from 'limbeck'
import { column, foreignKey, integer, type Operations, text } from 'limbeck/op'

/** A parent and its children, a change that makes the parent anew on SQLite, and a last table. */
export const revisions: readonly RevisionModule[] = [
  {
    revision: 'make',
    downRevision: null,
    upgrade(op: Operations) {
      op.createTable('p', column('id', integer(), { primaryKey: true }), column('a', text()))
      op.createTable(
        'c',
        column('id', integer(), { primaryKey: true }),
        column('p', integer(), { nullable: false }),
        foreignKey(['p'], 'p', ['id'], { onDelete: 'CASCADE' }),
      )
      op.execute("INSERT INTO p (id, a) VALUES (1, '7'), (2, NULL)")
      op.execute('INSERT INTO c (id, p) VALUES (10, 1), (20, 2)')
    },
    downgrade(op: Operations) {
      op.dropTable('c')
      op.dropTable('p')
    },
  },
  {
    revision: 'fill',
    downRevision: 'make',
    upgrade: (op: Operations) =>
      op.alterColumn('p', 'a', { type: integer(), nullable: false, fill: 0, using: 'CAST(a AS INTEGER)' }),
    downgrade: (op: Operations) => op.alterColumn('p', 'a', { type: text(), nullable: true, using: 'CAST(a AS TEXT)' }),
  },
  {
    revision: 'last',
    downRevision: 'fill',
    upgrade: (op: Operations) => op.createTable('last', column('id', integer())),
    downgrade: (op: Operations) => op.dropTable('last'),
  },
]

/** What others may have added to it: an index, a column, and the trigger of a sync engine. */
export const foreign: readonly Statement[] = [
  'CREATE TABLE synced (name TEXT, id INTEGER)',
  'CREATE INDEX by_hand ON p (a) WHERE a IS NOT NULL',
  "ALTER TABLE p ADD COLUMN extra TEXT DEFAULT '2'",
  "CREATE TRIGGER sync_p AFTER UPDATE ON p BEGIN INSERT INTO synced VALUES ('p', new.id); END",
]
const foreignOnPostgres: readonly Statement[] = [
  ...foreign.slice(0, 3),
  "CREATE FUNCTION sync_p() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO synced VALUES ('p', new.id); RETURN new; END $$",
  'CREATE TRIGGER sync_p AFTER UPDATE ON p FOR EACH ROW EXECUTE FUNCTION sync_p()',
]

/** What a client that others changed met, as JSON can say it. */
export interface Met {
  /** The revisions that ran, or the code and objects of the error. */
  readonly up: unknown
  readonly down: unknown
  /** The objects by name, after the upgrade. */
  readonly objects: readonly string[]
  readonly rows: unknown
  /** Whether everything is as it was before the upgrade. */
  readonly unchanged: boolean
  /** What the trigger noted of an update after it. */
  readonly synced: unknown
}

/** Upgrades a client that others changed after its first revision, and takes it back. */
export async function meetDrift(adapter: Adapter, set: MigrationSet): Promise<Met> {
  const isPostgres = adapter.engine === 'postgresql'
  const catalogue = isPostgres
    ? "SELECT relname AS name, relkind::text AS sql FROM pg_class WHERE relnamespace = 'public'::regnamespace UNION SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    : "SELECT name, sql FROM sqlite_master WHERE substr(name, 1, 4) <> '_cf_' ORDER BY 1"
  const rows = () => Promise.all(['p', 'c'].map((table) => adapter.query(`SELECT * FROM ${table} ORDER BY id`)))
  const dump = async () => JSON.stringify([await adapter.query(catalogue), await rows()])
  const tell = (work: Promise<{ readonly steps: readonly { readonly revision: string }[] }>) =>
    work.then(
      ({ steps }) => steps.map(({ revision }) => revision),
      ({ code, objects, message }) => (objects ? { code, objects } : { code, message }),
    )
  await upgrade(adapter, set, 'make')
  await adapter.run(isPostgres ? foreignOnPostgres : foreign)
  const before = await dump()
  const up = await tell(upgrade(adapter, set))
  const after = { objects: await adapter.query(catalogue), rows: await rows(), unchanged: (await dump()) === before }
  await adapter.run(['UPDATE p SET extra = id'])
  return {
    up,
    ...after,
    objects: after.objects.map(({ name }) => String(name)),
    down: await tell(downgrade(adapter, set, 'make')),
    synced: await adapter.query('SELECT DISTINCT name, id FROM synced ORDER BY id'),
  }
}
