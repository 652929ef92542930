import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { LimbeckError } from '../../errors.js'
import { type OnWait, tellingWaits } from './waiting.js'

/** A lock beside a file, that every Limbeck on the machine respects. */
export interface FileLock {
  /** Whether it was left by a process that ended without giving it back. */
  readonly left: boolean
  release(): void
}

interface Holder {
  readonly pid: number
  readonly host: string
  readonly since: string
}

/**
 * Takes the lock `FILE.limbeck-lock`, and waits for it as long as a process has it. Throws `database-locked`, which says who
 * has it, after `patience` milliseconds.
 */
export async function lockFile(file: string, patience = 10_000, onWait?: OnWait): Promise<FileLock> {
  const lock = `${file}.limbeck-lock`
  return tellingWaits(
    onWait,
    () => {
      const holder = holderOf(lock)
      return holder ? [named(holder)] : []
    },
    () => take(file, lock, patience),
  )
}

const named = ({ pid, host, since }: Holder) => `process ${pid} on ${host}, since ${since}`

async function take(file: string, lock: string, patience: number): Promise<FileLock> {
  const start = Date.now()
  for (let left = false; ; ) {
    try {
      const me: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
      writeFileSync(lock, JSON.stringify(me), { flag: 'wx' })
      return { left, release: () => rmSync(lock, { force: true }) }
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    }
    const holder = holderOf(lock)
    if (holder && isGone(holder)) {
      // Of several that see it, the one whose rename succeeds takes it away.
      const aside = `${lock}.${process.pid}`
      try {
        renameSync(lock, aside)
        left = true
        rmSync(aside, { force: true })
      } catch (error) {
        if ((error as { code?: string }).code !== 'ENOENT') throw error
      }
      continue
    }
    const waited = Date.now() - start
    if (waited > patience) {
      const who = holder ? named(holder) : 'another process'
      const message = `${file} is locked by ${who}; ${Math.round(waited / 1000)} s were waited. If it is gone, remove ${lock}.`
      throw new LimbeckError('database-locked', message)
    }
    await setTimeout(50)
  }
}

/** Who has a lock; undefined while it is being written, or gone. */
function holderOf(lock: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(lock, 'utf8')) as Partial<Holder>
    return typeof holder.pid === 'number' ? (holder as Holder) : undefined
  } catch (error) {
    if (error instanceof SyntaxError || (error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
}

function isGone({ pid, host }: Holder): boolean {
  if (host !== hostname() || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH'
  }
}
