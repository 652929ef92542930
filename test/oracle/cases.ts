import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The cases of a family in a folder: `<family>.jsonl` and `<family>-….jsonl`, plain or gzipped. */
export function readCases<Case>(folder: string, family: string): readonly Case[] {
  const name = new RegExp(`^${family}(-\\w+)?\\.jsonl(\\.gz)?$`)
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .sort()
    .flatMap((file) => {
      const bytes = readFileSync(join(folder, file))
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Case)
    })
}
