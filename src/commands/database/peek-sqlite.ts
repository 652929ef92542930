/**
 * Reads the texts of a table's first column straight from the bytes of a SQLite file, as far as version tables need it, so
 * that a command that only asks where the database is loads no SQLite. The format is https://sqlite.org/fileformat2.html.
 * Undefined for what is not plainly such a file or table: SQLite then has to read it. `missing` where there is no such table.
 */
export function peekTexts(file: Uint8Array, table: string): readonly string[] | 'missing' | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 512 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') return undefined
  const [rollback, utf8] = [bytes.readUInt16BE(18) === 0x0101, bytes.readUInt32BE(56) === 1]
  if (!rollback || !utf8) return undefined
  try {
    const tree = treeOf(bytes)
    // The columns of sqlite_schema: type, name, tbl_name, rootpage, sql.
    const schema = [...tree.rows(1, 4)]
    const row = schema.find(([type, name]) => type === 'table' && name === table)
    const root = row?.[3]
    if (row === undefined) return schema.some(([, name]) => name === table) ? undefined : 'missing'
    const texts = [...tree.rows(root as number, 1)].map(([text]) => text)
    return texts.every((text) => typeof text === 'string') ? (texts as string[]) : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

type Cell = string | number | undefined

function treeOf(bytes: Buffer) {
  const size = bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16)
  const usable = size - (bytes[20] as number)
  /** A number of up to nine bytes, and where it ends. */
  const varint = (at: number): readonly [value: number, end: number] => {
    let value = 0
    for (let nth = 0; nth < 8; nth++) {
      const byte = bytes.readUInt8(at + nth)
      value = value * 128 + (byte & 127)
      if (byte < 128) return [value, at + nth + 1]
    }
    throw new RangeError('a number of nine bytes')
  }
  const record = (start: number, end: number, columns: number): readonly Cell[] => {
    const [headerSize, first] = varint(start)
    const values: Cell[] = []
    let [type, data] = [first, start + headerSize]
    for (let column = 0; column < columns && type < start + headerSize; column++) {
      const [kind, next] = varint(type)
      type = next
      const length = kind > 11 ? Math.floor((kind - 12) / 2) : ([0, 1, 2, 3, 4, 6, 8, 8, 0, 0][kind] ?? 0)
      if (data + length > end) throw new RangeError('a value on another page')
      values.push(cellOf(bytes, kind, data, length))
      data += length
    }
    return values
  }
  function* rows(page: number, columns: number, depth = 0): Generator<readonly Cell[]> {
    const start = (page - 1) * size
    const header = page === 1 ? 100 : start
    const kind = bytes.readUInt8(header)
    const cells = bytes.readUInt16BE(header + 3)
    if ((kind !== 13 && kind !== 5) || depth > 20) throw new RangeError('no page of a table')
    const pointers = header + (kind === 5 ? 12 : 8)
    for (let nth = 0; nth < cells; nth++) {
      const cell = start + bytes.readUInt16BE(pointers + 2 * nth)
      if (kind === 5) {
        yield* rows(bytes.readUInt32BE(cell), columns, depth + 1)
        continue
      }
      const [payload, after] = varint(cell)
      const [, content] = varint(after)
      const most = usable - 35
      const least = Math.floor(((usable - 12) * 32) / 255) - 23
      const spilled = least + ((payload - least) % (usable - 4))
      const local = payload <= most ? payload : spilled <= most ? spilled : least
      yield record(content, content + local, columns)
    }
    if (kind === 5) yield* rows(bytes.readUInt32BE(header + 8), columns, depth + 1)
  }
  return { rows }
}

/** A text, or a whole number of up to six bytes; undefined for any other. */
function cellOf(bytes: Buffer, kind: number, at: number, length: number): Cell {
  if (kind > 12 && kind % 2 === 1) return bytes.toString('utf8', at, at + length)
  if (kind === 8 || kind === 9) return kind - 8
  return kind > 0 && kind < 6 ? bytes.readIntBE(at, length) : undefined
}
