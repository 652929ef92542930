import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const imported = /\b(?:from|import|require)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g
const endings = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js']

/**
 * Files, and what they import by a path, and so on: what has to be looked at again when it changes. A file that is not
 * there is among them, by the name that it would most likely have.
 */
export function importedFiles(files: readonly string[]): readonly string[] {
  const found = new Set(files)
  for (const file of found) {
    if (/\.[cm]?[jt]s$/.test(file)) for (const one of importsOf(file)) found.add(one)
  }
  return [...found]
}

function importsOf(file: string): readonly string[] {
  const source = isFile(file) ? readFileSync(file, 'utf8') : ''
  return [...source.matchAll(imported)].map(([, , path = '']) => {
    const whole = resolve(dirname(file), path)
    // TypeScript's files are imported by the names that they are compiled to.
    const names = [...endings.map((ending) => whole + ending), whole.replace(/\.([cm]?)js$/, '.$1ts')]
    return names.find(isFile) ?? (/\.\w+$/.test(whole) ? whole : `${whole}.ts`)
  })
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
