import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sites } from './databases.js'
import { generate } from './generate.js'
import { actions } from './generate-table.js'
import { tryCase } from './try-case.js'

// More of them: REBUILD_SEEDS=20000 node --import tsx --test test/rebuild/random.test.ts
const seeds = (name: string) => Number(process.env.REBUILD_SEEDS ?? (name === 'sql.js' ? 350 : 180))
const first = Number(process.env.REBUILD_FIRST ?? 0)

describe('a random alteration of a random schema gives what a model says, or changes nothing', () => {
  for (const site of sites) {
    for (const foreignKeys of ['ON', 'OFF'] as const) {
      const count = seeds(site.name)
      it(`on ${site.name}: ${count} with foreign keys ${foreignKeys}`, async () => {
        let altered = 0
        for (let seed = first; seed < first + count; seed++)
          if ((await tryCase(seed, site, foreignKeys)) === 'altered') altered++
        assert.ok(altered > count / 2, `only ${altered} of ${count} were altered`)
      })
    }
  }
})

describe('the random schemas', () => {
  const features: Readonly<Record<string, RegExp>> = {
    'a reference in a circle':
      /CREATE TABLE "?(\w+)"? [^;]*REFERENCES "(\w+)"[^;]*;CREATE TABLE "\2" [^;]*REFERENCES "\1"/s,
    'a reference to itself': /CREATE TABLE "(\w+)" [^;]*REFERENCES "\1"/s,
    'a reference of two columns': /FOREIGN KEY \("\w+", "\w+"\)/,
    'a reference to what an index makes a key': /CREATE UNIQUE INDEX "key/,
    'a deferred reference': /INITIALLY DEFERRED/,
    ...Object.fromEntries(actions.map((action) => [`ON DELETE ${action}`, new RegExp(`ON DELETE ${action}`)])),
    'WITHOUT ROWID that refers': /REFERENCES[^;]*WITHOUT ROWID;/s,
    'STRICT that refers': /REFERENCES[^;]*\) STRICT[;,]/s,
    'a stored column': / STORED/,
    'a virtual column': /\|\| '\)'\)[^;]* VIRTUAL/,
    AUTOINCREMENT: /AUTOINCREMENT/,
    'a conflict clause': /ON CONFLICT/,
    'a partial index on an expression': /CREATE INDEX [^;]*lower\([^;]*WHERE/,
    'a view on a view': /CREATE VIEW w/,
    'a view of all columns': /CREATE VIEW s/,
    'a trigger on a view': /INSTEAD OF/,
    'a trigger that names another table': /CREATE TRIGGER [bo]/,
    'a virtual table with shadow tables': /CREATE VIRTUAL TABLE found/,
    'a full-text index over a table': /CREATE VIRTUAL TABLE sought/,
  }
  for (const [name, feature] of Object.entries(features)) {
    it(`have ${name}`, () => {
      const scripts = Array.from({ length: 350 }, (_, seed) => generate(seed, 'fts5').script.join(';'))
      const count = scripts.filter((script) => feature.test(script)).length
      assert.ok(count >= 5, `${count} of 350 have`)
    })
  }
})
