import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { lockFile } from '../../../src/commands/database/file-lock.js'
import { coded } from '../../database.js'
import { folderWith } from '../../folder.js'

const held = (lock: string, pid: number, host = hostname()) =>
  writeFileSync(lock, JSON.stringify({ pid, host, since: '2026-01-01T00:00:00.000Z' }))

describe('lockFile', () => {
  const lockIn = () => join(folderWith(), 'app.db')
  it('is held by one, and taken by the next when it is given back', async () => {
    const file = lockIn()
    const first = await lockFile(file)
    assert.equal(first.left, false)
    assert.equal(JSON.parse(readFileSync(`${file}.limbeck-lock`, 'utf8')).pid, process.pid)
    const order: string[] = []
    const second = lockFile(file).then((lock) => {
      order.push('second')
      lock.release()
    })
    await new Promise((done) => setTimeout(done, 120))
    order.push('first')
    first.release()
    await second
    assert.deepEqual(order, ['first', 'second'])
    assert.equal(existsSync(`${file}.limbeck-lock`), false)
  })
  it('says who has it, since when, and what to do', async () => {
    const file = lockIn()
    held(`${file}.limbeck-lock`, 1)
    const words =
      /app\.db is locked by process 1 on .*, since 2026-01-01T.*; 0 s were waited\. If it is gone, remove .*-lock/
    await assert.rejects(lockFile(file, 10), coded('database-locked', words))
  })
  it('tells whom it waits for, after a moment', async () => {
    const file = lockIn()
    held(`${file}.limbeck-lock`, 1)
    const told: string[] = []
    await assert.rejects(
      lockFile(file, 1200, ({ who, seconds }) => told.push(`${who} ${seconds}`)),
      coded('database-locked', /1 s were waited/),
    )
    assert.deepEqual(told, [`process 1 on ${hostname()}, since 2026-01-01T00:00:00.000Z 1`])
  })
  it('respects the lock of another machine, whose processes it cannot see', async () => {
    const file = lockIn()
    held(`${file}.limbeck-lock`, 999_999, 'elsewhere')
    await assert.rejects(lockFile(file, 10), coded('database-locked', /process 999999 on elsewhere/))
  })
  it('takes over from a process that ended, and says so', async () => {
    const file = lockIn()
    const { pid } = spawnSync(process.execPath, ['--version'])
    held(`${file}.limbeck-lock`, pid)
    const lock = await lockFile(file)
    assert.equal(lock.left, true)
    lock.release()
  })
})
