import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'

const magic = 'd9d505f920a163d7'

/**
 * Undoes what a killed process left half written: puts the pages of a SQLite file's rollback journal back, and takes the
 * journal away. The build of SQLite that we use takes its own lock for another's, and never does this by itself. Nobody else
 * may have the file open. The format is https://sqlite.org/fileformat2.html#the_rollback_journal.
 */
export function rollBackJournal(file: string): void {
  const journal = readFileSync(`${file}-journal`)
  const descriptor = openSync(file, 'r+')
  try {
    for (let at = 0; at + 28 <= journal.length && journal.toString('hex', at, at + 8) === magic; ) {
      const [records, nonce, pages, sector, size] = [8, 12, 16, 20, 24].map((field) =>
        journal.readUInt32BE(at + field),
      ) as [number, number, number, number, number]
      if (at === 0) ftruncateSync(descriptor, pages * size)
      const record = size + 8
      let next = at + sector
      for (let nth = 0; nth < records && next + record <= journal.length; nth++, next += record) {
        const page = journal.subarray(next + 4, next + 4 + size)
        if (journal.readUInt32BE(next + 4 + size) !== checksum(page, nonce)) break
        const number = journal.readUInt32BE(next)
        // Pages that the transaction had added are gone already.
        if (number <= pages) writeSync(descriptor, page, 0, size, (number - 1) * size)
      }
      at = Math.ceil(next / sector) * sector
    }
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  rmSync(`${file}-journal`)
}

/** Of every two-hundredth byte, counted from the end. */
function checksum(page: Uint8Array, nonce: number): number {
  let sum = nonce
  for (let at = page.length - 200; at > 0; at -= 200) sum = (sum + (page[at] as number)) >>> 0
  return sum
}
