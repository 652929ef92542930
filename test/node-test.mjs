// @ts-check
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @typedef {import('./parts.mjs').Part} Part */

/**
 * What Node is given to run the test files of a part: their counts go into the file `counts`, modules of its own into the
 * folder `scratch`. Throws when the part has no file.
 * @type {(part: Part, counts: string, scratch: string) => readonly string[]}
 */
export function nodeTest({ name, files, together, concurrency = 2 }, counts, scratch) {
  const paths = files?.() ?? []
  if (paths.length === 0) throw new Error('it has no test file')
  const options = ['--import', 'tsx', '--test', `--test-concurrency=${concurrency}`]
  const reporters = ['spec', new URL('count-reporter.mjs', import.meta.url).href]
  const destinations = ['stdout', counts]
  return [
    ...options,
    ...reporters.map((reporter) => `--test-reporter=${reporter}`),
    ...destinations.map((destination) => `--test-reporter-destination=${destination}`),
    ...paths.filter((path) => !together || !mayShare(path)),
    ...(together
      ? gather(paths, together).map((some, nth) => runTogether(some, join(scratch, `${name}-${nth + 1}.mjs`)))
      : []),
  ]
}

/**
 * Whether a test file may run in a process with others: neither its hooks nor the folder that it goes to are for all of the
 * process. Others are imported while its tests run.
 * @type {(file: string) => boolean}
 */
export const mayShare = (file) => !/^(before|after)(Each)?\(|\bprocess\.chdir\(/m.test(readFileSync(file, 'utf8'))

/** @type {(files: readonly string[], many: number) => readonly (readonly string[])[]} Files in their order, so many at once. */
function gather(files, many) {
  const some = files.filter(mayShare)
  const count = Math.ceil(some.length / many)
  return Array.from({ length: count }, (_, nth) => some.slice(nth * many, (nth + 1) * many))
}

/**
 * Writes a module that runs test files in one process, for most of what a small one takes is its start. An empty suite
 * named like the file comes before the tests of each; count-reporter.mjs looks for tests behind it.
 * @type {(files: readonly string[], module: string) => string}
 */
function runTogether(files, module) {
  const lines = files.map((file) => `describe(${JSON.stringify(file)})\nawait import('${pathToFileURL(file)}')\n`)
  writeFileSync(module, `import { describe } from 'node:test'\n${lines.join('')}`)
  return module
}
