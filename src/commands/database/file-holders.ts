import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'

/**
 * The processes that hold a lock on a SQLite file, as people know them. Only Linux tells (`/proc/locks`, in proc(5));
 * elsewhere there is none to name.
 */
export function fileHolders(file: string): readonly string[] {
  if (process.platform !== 'linux') return []
  // With a write-ahead log the locks lie on the file of its index: https://sqlite.org/wal.html#the_shm_file
  const inodes = new Set(
    [file, `${file}-shm`].flatMap((path) => statSync(path, { throwIfNoEntry: false })?.ino ?? []).map(String),
  )
  const lines = readFileSync('/proc/locks', 'utf8').matchAll(/^\d+: \S+ +\S+ +(?:READ|WRITE) +(\d+) \w+:\w+:(\d+) /gm)
  const processes = new Set([...lines].flatMap(([, pid, inode = '']) => (inodes.has(inode) ? [Number(pid)] : [])))
  return [...processes].filter((pid) => pid > 0 && pid !== process.pid).map((pid) => `process ${pid}${nameOf(pid)}`)
}

function nameOf(pid: number): string {
  if (!readdirSync('/proc').includes(String(pid))) return ''
  const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  return program === '' ? '' : ` (${basename(program)})`
}
