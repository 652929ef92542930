// @ts-check
import { existsSync, readdirSync } from 'node:fs'

/**
 * A part of `npm test`: commands that count as one test each, or a test runner that reports its counts.
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly (readonly string[])[]} [commands] what Node is given, one test each
 * @property {() => readonly string[]} [files] the files of node:test
 * @property {readonly string[]} [runner] what Node is given to run a test runner that writes its counts to `TEST_COUNTS`
 * @property {number} [concurrency] how many processes at a time, 2 when not given
 * @property {number} [together] how many files share a process, 1 when not given
 * @property {true} [beside] may run at the same time as another such part: it takes a core at most, and writes no file of the tree
 * @property {true} [packed] needs the package as npm would publish it
 * @property {true} [chromium] needs Chromium
 * @property {true} [firefox] needs Firefox
 */

/** Folders of test/ that are a part of their own; every other test file is found by `unit`. */
const own =
  'browser bundler cli commands conformance demo docs exports imports quick-starts runtimes scripts size'.split(' ')

/** @type {readonly Part[]} */
export const parts = [
  { name: 'lint', commands: [['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']] },
  {
    name: 'types',
    commands: [
      ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
      ['node_modules/typescript/bin/tsc', '-p', 'test/types/tsconfig.json'],
      ['node_modules/typescript/bin/tsc', '-p', 'test/types/workers/tsconfig.json'],
      // Both packages declare the same global names.
      ['node_modules/typescript/bin/tsc', '-p', 'test/types/wa-sqlite/tsconfig.json'],
      ['node_modules/typescript/bin/tsc', '-p', 'test/types/journeyapps-wa-sqlite/tsconfig.json'],
    ],
  },
  { name: 'imports', files: () => testsIn('imports') },
  { name: 'docs', files: () => testsIn('docs') },
  { name: 'size', files: () => testsIn('size') },
  {
    name: 'unit',
    files: () => testsIn('.').filter((file) => !own.includes(file.split('/')[1] ?? '')),
    together: 8,
  },
  { name: 'cli', files: () => ['scripts', 'commands', 'cli'].flatMap(testsIn), together: 8 },
  { name: 'postgres', files: () => [...testsIn('runtimes/postgres'), ...testsIn('runtimes/alembic')] },
  { name: 'workerd', files: () => testsIn('runtimes/workerd'), beside: true, concurrency: 1 },
  { name: 'exports', files: () => testsIn('exports'), beside: true, packed: true, concurrency: 1 },
  // The longest of those beside one another comes first.
  {
    name: 'conformance',
    runner: ['--import', 'tsx', 'test/conformance/run.ts'],
    beside: true,
    chromium: true,
    firefox: true,
  },
  { name: 'pages', files: () => testsIn('browser'), beside: true, chromium: true, concurrency: 1 },
  { name: 'demo', files: () => testsIn('demo'), beside: true, chromium: true, concurrency: 1 },
  {
    name: 'browser',
    runner: [
      'node_modules/@web/test-runner/dist/bin.js',
      '--config',
      'test/runtimes/browser/web-test-runner.config.mjs',
    ],
    beside: true,
    chromium: true,
    firefox: true,
  },
  { name: 'bundler', files: () => testsIn('bundler'), beside: true, packed: true, chromium: true, concurrency: 1 },
  {
    name: 'quick-starts',
    files: () => testsIn('quick-starts'),
    beside: true,
    packed: true,
    chromium: true,
    concurrency: 1,
  },
]

/** @type {(folder: string) => readonly string[]} */
function testsIn(folder) {
  const root = folder === '.' ? 'test' : `test/${folder}`
  return (existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [])
    .map((path) => `${root}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts'))
    .sort()
}
