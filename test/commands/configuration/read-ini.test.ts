import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readIni } from '../../../src/commands/configuration/read-ini.js'

const alembic = `# A generic, single database configuration.

[alembic]
script_location = %(here)s/mig
file_template = %%(year)d_%%(rev)s
prepend_sys_path = .
timezone = UTC
truncate_slug_length = 20
version_path_separator = os
version_locations = %(here)s/one:%(here)s/two
recursive_version_locations = true
sqlalchemy.url = postgresql://%(user)s:p%%40ss@localhost/app
user = scott

[post_write_hooks]
hooks = fmt, lint
fmt.type = console_scripts
fmt.entrypoint = prettier
fmt.options = --write REVISION_SCRIPT_FILENAME
lint.type = exec
lint.executable = true
lint.cwd = %(here)s

[loggers]
keys = root,sqlalchemy,alembic

[logger_root]
level = WARNING
`

describe('readIni', () => {
  it('reads what is compared', () => {
    const read = (lines: string) => readIni('/p/limbeck.ini', `[limbeck]\n${lines}\n`, 'limbeck')
    assert.deepEqual(read('target = my schema.sql\ncompare_type = false\ncompare_server_default = True'), {
      target: 'my schema.sql',
      compareType: false,
      compareServerDefault: true,
    })
    assert.deepEqual(read('target = schema.ts, views.sql\ninclude_schemas = app, public'), {
      target: ['schema.ts', 'views.sql'],
      includeSchemas: ['app', 'public'],
    })
    assert.deepEqual(read('target =\n  a.sql\n  b.sql\ninclude_schemas = true'), {
      target: ['a.sql', 'b.sql'],
      includeSchemas: true,
    })
    assert.throws(() => read('compare_type = maybe'), {
      message: "/p/limbeck.ini: 'compare_type' is 'maybe': write true or false.",
    })
  })
  it("reads several databases, as Alembic's multidb template names them", () => {
    const text = `[alembic]
script_location = m
revision_environment = true
databases = users, sales
[DEFAULT]
host = h
[users]
sqlalchemy.url = postgresql://%(host)s/users
[sales]
url = sqlite:%(here)s/sales.db
`
    assert.deepEqual(readIni('/p/alembic.ini', text, 'alembic'), {
      script: 'm',
      versionTable: 'alembic_version',
      revisionEnvironment: true,
      databases: { users: { url: 'postgresql://h/users' }, sales: { url: 'sqlite:/p/sales.db' } },
    })
    assert.throws(() => readIni('/p/x.ini', '[limbeck]\ndatabases = a\n', 'limbeck'), {
      code: 'invalid-configuration',
      message: "/p/x.ini: the database 'a' needs a section [a] with 'url'.",
    })
  })
  it("reads Alembic's own file", () => {
    assert.deepEqual(readIni('/p/alembic.ini', alembic, 'alembic'), {
      script: '/p/mig',
      versionTable: 'alembic_version',
      fileTemplate: '%(year)d_%(rev)s',
      timezone: 'UTC',
      truncateSlugLength: 20,
      versions: ['/p/one', '/p/two'],
      recursive: true,
      url: 'postgresql://scott:p%40ss@localhost/app',
      hooks: [
        { name: 'fmt', type: 'npx', executable: 'prettier', options: '--write REVISION_SCRIPT_FILENAME' },
        { name: 'lint', type: 'exec', executable: 'true', cwd: '/p' },
      ],
    })
  })
  it('takes [DEFAULT] for what a section does not say', () => {
    const text = '[DEFAULT]\nhost = db\n[limbeck]\nscript = m\nurl = postgresql://%(host)s/app\n'
    assert.deepEqual(readIni('/p/limbeck.ini', text, 'limbeck'), { script: 'm', url: 'postgresql://db/app' })
  })
  for (const [how, value, read] of [
    ['', 'a, b c', ['a', 'b', 'c']],
    ['path_separator = ;\n', '"a b;c"', ['a b', 'c']],
    ['path_separator = newline\n', '\n  a b\n  c', ['a b', 'c']],
    ['path_separator = space\n', 'a  b', ['a', 'b']],
  ] as const) {
    it(`splits version locations by '${how.trim()}'`, () => {
      const text = `[alembic]\n${how.replace('= ;', '= ";"')}version_locations = ${value}\n`
      assert.deepEqual(readIni('/p/a.ini', text, 'alembic').versions, read)
    })
  }
  for (const [what, text, words] of [
    ['no section', '[other]\na = 1', /^\/p\/a\.ini: there is no section \[limbeck\]; there is \[other\]\.$/],
    ['an unknown key', '[limbeck]\nscripts = m', /\[limbeck\] has no key 'scripts'; it has script, script_location/],
    ['an unknown name', '[limbeck]\nscript = %(home)s/m', /%\(home\)s is not set; for a percent sign write %%/],
    ['a circle', '[limbeck]\nscript = %(script)s', /refers to itself/],
    ['no boolean', '[limbeck]\nrecursive = yes', /'recursive' is 'yes': write true or false/],
    ['no number', '[limbeck]\ntruncate_slug_length = long', /write a whole number/],
    ['no separator', '[alembic]\npath_separator = tab\nversion_locations = a', /write space, newline, os, : or ;/],
    ['a hook without a type', '[limbeck]\nscript = m\n[post_write_hooks]\nhooks = a', /'a' needs 'a\.type'/],
    [
      'a hook of no type',
      '[limbeck]\nscript = m\n[post_write_hooks]\nhooks = a\na.type = module',
      /is of type 'module'/,
    ],
    ['a hook of nothing', '[limbeck]\nscript = m\n[post_write_hooks]\nhooks = a\na.type = exec', /'a\.executable'/],
  ] as const) {
    it(`refuses ${what}, and names the file`, () => {
      assert.throws(() => readIni('/p/a.ini', text, /alembic/.test(text) ? 'alembic' : 'limbeck'), {
        code: 'invalid-configuration',
        message: words,
      })
    })
  }
})
