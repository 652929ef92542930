/** A name for the interface of each table, `NoteTagTable` for `note_tag`: no two are the same. */
export function interfaceNames(tables: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return tables.map((table) => {
    const words = table.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== '')
    const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
    const start = /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`
    let name = `${start}Table`
    for (let nth = 2; taken.has(name); nth++) name = `${start}Table${nth}`
    taken.add(name)
    return name
  })
}
