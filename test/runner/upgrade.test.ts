import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { column, integer, type Operations, string } from 'limbeck/op'
import initSqlJs from 'sql.js'
import { migrator } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { recording } from 'limbeck/testing'

const SQL = await initSqlJs()
const r = [
  { revision: 'a', downRevision: null, upgrade: (op: Operations) => op.createTable('t', column('id', integer(), { primaryKey: true })), downgrade: (op: Operations) => op.dropTable('t') },
  { revision: 'b', downRevision: 'a', upgrade: (op: Operations) => op.addColumn('t', column('s', string(3), { default: 'x' })), downgrade: (op: Operations) => op.dropColumn('t', 's') },
  { revision: 'c', downRevision: 'b', async upgrade(op: Operations) { const rows = await op.query('select count(*) as n from t'); op.execute('insert into t(id) values (?)', [rows[0]?.n as number + 5]) }, async downgrade() {} },
]
describe('x', () => {
  it('y', async () => {
    const db = new SQL.Database()
    const rec = recording(sqlJs(db))
    const m = migrator(rec, r)
    console.log(await m.plan())
    console.log(await m.upgrade('head', { onProgress: (p) => console.log(p) }))
    console.log(rec.events, rec.roundTrips)
    console.log(db.exec('select * from t')[0], db.exec('select * from limbeck_journal')[0]?.values, db.exec('select * from limbeck_version')[0]?.values)
    const rec2 = recording(sqlJs(db))
    console.log(await migrator(rec2, r).upgrade(), rec2.statements)
    console.log(await migrator(rec2, r).downgrade('base'), await m.current())
    console.log(db.exec('select name,sql from sqlite_master'))
    const bad = [...r, { revision: 'd', downRevision: 'c', upgrade: (op: Operations) => { op.execute('create table q(a)'); op.execute('selec 1; select 2') } }]
    await assert.rejects(migrator(sqlJs(db), bad).upgrade(), (e) => { console.log(e); return true })
    await assert.rejects(migrator(sqlJs(db), r.slice(0, 1)).upgrade().then(() => migrator(sqlJs(db), bad.slice(0,2)).upgrade()).then(() => migrator(sqlJs(db), r.slice(0, 1)).upgrade()), (e) => { console.log(e); return true })
  })
})
