import type { Argument, Command, Option } from './command.js'

/** Options before the command. */
export const globalOptions: readonly Option[] = [
  { flags: '-c, --config <file>', summary: 'the configuration (LIMBECK_CONFIG; else the one in this folder)' },
  { flags: '-n, --name <name>', summary: 'the environment, or the section of limbeck.ini (LIMBECK_NAME)' },
  { flags: '-x <key=value>', summary: 'an argument for env.ts; again for more', repeatable: true },
  { flags: '--url <url>', summary: 'the database (LIMBECK_URL), before the configured one' },
  { flags: '-q, --quiet', summary: 'print results and errors only' },
  { flags: '--raiseerr', summary: 'print the stack of an error' },
]

const verbose: Option = { flags: '-v, --verbose', summary: 'everything about each revision' }
const json: Option = { flags: '--json', summary: 'print the data as JSON' }
const sql: Option = { flags: '--sql', summary: 'write the SQL to standard output, and open no database' }
const tag: Option = { flags: '--tag <tag>', summary: 'an arbitrary text for env.ts' }
const message: Option = { flags: '-m, --message <text>', summary: 'what the revision does, in a few words' }
const branchLabel: Option = { flags: '--branch-label <label>', summary: 'a label for the branch that begins here' }
const revId: Option = { flags: '--rev-id <id>', summary: 'the id, in place of a new one' }
const database: Option = { flags: '--database <name>', summary: 'one of several databases; each when not given' }
const splice: Option = { flags: '--splice', summary: 'may follow a revision that others follow already' }
const comparing: readonly Option[] = [
  { flags: '--shadow', summary: 'compare what all revisions make, on a scratch database: no server is asked' },
  {
    flags: '--rename <old:new>',
    summary: 'a table, or table.column, that has a new name in the target; again for more',
    repeatable: true,
  },
  { flags: '--no-rename', summary: 'nothing else was renamed: ask nothing' },
]
const target = (summary: string): Argument => ({ name: 'revision', summary })
const symbols = 'an id or the start of one, head, heads, base, a label, shop@head, +2, -1, ae10+2'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  {
    name: 'branches',
    summary: 'show the revisions that several others follow',
    options: [verbose, json],
    run: async (given) => (await import('./script-commands.js')).branches(given),
  },
  {
    name: 'check',
    summary: 'check whether the database has every revision, and is as the target says',
    details:
      'Ends with 255 when a revision is missing, when the database has one that is unknown here, or when a migration would ' +
      'bring the database to the target; what that would do is printed. Without a target only revisions are compared.',
    options: [...comparing, json],
    run: async (given) => (await import('./autogenerate-commands.js')).check(given),
  },
  {
    name: 'compile',
    summary: 'write the revisions as data, in a file that an app imports',
    details:
      'What the revisions say becomes SQL for the database that is configured; what has to run as code stays code, and ' +
      'the report says why.',
    options: [
      { flags: '--out <file>', summary: 'the file: as configured, or migrations.gen.ts' },
      { flags: '--check', summary: 'write nothing, and end with 255 when the file is out of date' },
      { flags: '--watch', summary: 'compile again whenever a revision changes' },
      database,
      json,
    ],
    run: async (given) => (await import('./compile-commands.js')).compile(given),
  },
  {
    name: 'current',
    summary: 'show where the database stands',
    options: [verbose, { flags: '-c, --check-heads', summary: 'end with 255 unless the database is at head' }, json],
    run: async (given) => (await import('./database-commands.js')).current(given),
  },
  {
    name: 'downgrade',
    summary: 'take revisions back',
    args: [target('what is kept: -1, base, an id, shop@base; with --sql from:to')],
    options: [sql, tag, json],
    examples: [
      ['downgrade -1', 'the last one'],
      ['downgrade base', 'all of them'],
      ['downgrade shop@base', 'those of a branch'],
    ],
    run: async (given) => (await import('./database-commands.js')).downgrade(given),
  },
  {
    name: 'edit',
    summary: 'open the files of revisions in $VISUAL or $EDITOR',
    args: [target(`${symbols}, or current`)],
    options: [json],
    run: async (given) => (await import('./script-commands.js')).edit(given),
  },
  {
    name: 'ensure_version',
    summary: 'make the version table, if there is none',
    options: [sql, json],
    run: async (given) => (await import('./database-commands.js')).ensureVersion(given),
  },
  {
    name: 'graph',
    summary: 'draw the revisions',
    options: [{ flags: '--mermaid', summary: 'for Mermaid, in place of text' }, json],
    run: async (given) => (await import('./script-commands.js')).graph(given),
  },
  {
    name: 'heads',
    summary: 'show the revisions that nothing follows',
    options: [verbose, { flags: '--resolve-dependencies', summary: 'leave out what others depend on' }, json],
    run: async (given) => (await import('./script-commands.js')).heads(given),
  },
  {
    name: 'history',
    summary: 'list the revisions, newest first',
    options: [
      { flags: '-r, --rev-range <range>', summary: 'only these: start:end, start: or :end; current is the database' },
      verbose,
      { flags: '-i, --indicate-current', summary: 'mark those that the database is at' },
      json,
    ],
    examples: [
      ['history -r -3:current', 'the last three that were applied, and where that is'],
      ['history -r current:', 'those that are to come'],
    ],
    run: async (given) => (await import('./script-commands.js')).history(given),
  },
  {
    name: 'init',
    summary: 'make a script directory and a configuration',
    details:
      'Takes the template that suits the project in this folder: Vite, wrangler, a server with pg, or any other. The ' +
      'directory is migrations/, or limbeck/ where wrangler owns migrations/, unless it is named.',
    args: [{ name: 'directory', summary: 'the script directory, to be made', optional: true }],
    options: [
      { flags: '-t, --template <name>', summary: 'one of list_templates' },
      { flags: '--package', summary: 'make versions/index.ts too, which imports every revision; new ones are added' },
      json,
    ],
    run: async (given) => (await import('./script-commands.js')).init(given),
  },
  {
    name: 'list_templates',
    summary: 'list the templates of init',
    options: [json],
    run: async (given) => (await import('./script-commands.js')).listTemplates(given),
  },
  {
    name: 'merge',
    summary: 'write a revision that joins several heads',
    args: [{ name: 'revisions', summary: 'the revisions that it follows, or heads', several: true }],
    options: [message, branchLabel, revId, splice, json],
    examples: [['merge heads -m "join shop and till"', 'all heads']],
    run: async (given) => (await import('./script-commands.js')).merge(given),
  },
  {
    name: 'plan',
    summary: 'show what an upgrade, or a downgrade, would do',
    args: [{ ...target(`${symbols}; head when not given`), optional: true }],
    options: [{ flags: '--downgrade', summary: 'the plan of a downgrade' }, json],
    run: async (given) => (await import('./database-commands.js')).plan(given),
  },
  {
    name: 'release',
    summary: 'freeze the SQL of revisions, for everyone from now on',
    details:
      'Writes what is compiled of revisions that have not been released to released/ in the script directory. Where such ' +
      'a file is, it is used as it is, and a source that says something else is an error.',
    options: [
      {
        flags: '--refreeze <id>',
        summary: 'release this one again, and print the difference; again for more',
        repeatable: true,
      },
      database,
      json,
    ],
    run: async (given) => (await import('./compile-commands.js')).release(given),
  },
  {
    name: 'revision',
    summary: 'write a new revision',
    options: [
      message,
      { flags: '--autogenerate', summary: 'write what brings the database to the target; to be reviewed' },
      ...comparing,
      { flags: '--format <format>', summary: 'ts or sql, in place of what the script directory has a template for' },
      { flags: '--sql', summary: 'open no database; needs revisionEnvironment' },
      { flags: '--head <revision>', summary: 'what it follows: head when not given, base for a new root' },
      splice,
      branchLabel,
      { flags: '--version-path <folder>', summary: 'which of the version locations it goes to' },
      revId,
      { flags: '--depends-on <revision>', summary: 'what must be applied before; again for more', repeatable: true },
      json,
    ],
    examples: [
      ['revision -m "create user table"', 'after the only head'],
      ['revision --autogenerate -m "add title"', 'what the target has, and the database has not'],
      [
        'revision --autogenerate --shadow --rename note.body:text',
        'compared with the revisions; one column is renamed',
      ],
      ['revision -m "prices" --head base --branch-label shop', 'a new branch of its own'],
    ],
    run: async (given) => (await import('./script-commands.js')).revision(given),
  },
  {
    name: 'show',
    summary: 'show everything about revisions',
    args: [target(`${symbols}, or current`)],
    options: [json],
    run: async (given) => (await import('./script-commands.js')).show(given),
  },
  {
    name: 'stamp',
    summary: 'write that the database is at revisions, and run nothing',
    args: [{ name: 'revisions', summary: symbols, several: true }],
    options: [{ flags: '--purge', summary: 'forget every row of the version table first' }, sql, tag, json],
    examples: [['stamp head', 'the schema is there already']],
    run: async (given) => (await import('./database-commands.js')).stamp(given),
  },
  {
    name: 'upgrade',
    summary: 'bring the database up to a revision',
    args: [target(`${symbols}; with --sql also from:to`)],
    options: [sql, tag, json],
    examples: [
      ['upgrade head', 'to the newest'],
      ['upgrade +2', 'two steps on'],
      ['upgrade heads', 'every branch'],
      ['upgrade ae10:head --sql > up.sql', 'what that would send, from ae10 on'],
    ],
    run: async (given) => (await import('./database-commands.js')).upgrade(given),
  },
]
