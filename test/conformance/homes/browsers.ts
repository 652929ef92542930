import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from 'limbeck/conformance'

const runner = 'node_modules/@web/test-runner/dist/bin.js'
const config = 'test/conformance/browser/web-test-runner.config.mjs'

/** The adapters that live in pages and workers, in Chromium and in Firefox. */
export async function* reports(): AsyncGenerator<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-browsers-'))
  const file = join(folder, 'reports.jsonl')
  try {
    const output: Buffer[] = []
    const code = await new Promise((resolve, reject) => {
      const env = { ...process.env, CONFORMANCE_REPORTS: file, TEST_COUNTS: undefined }
      const child = spawn(process.execPath, [runner, '--config', config], { env })
      child.stdout.on('data', (chunk) => output.push(chunk))
      child.stderr.on('data', (chunk) => output.push(chunk))
      child.on('error', reject)
      child.on('close', resolve)
    })
    const found = (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Report)
      .sort((one, other) => (`${one.adapter} ${one.home}` < `${other.adapter} ${other.home}` ? -1 : 1))
    yield* found
    // What failed in a case stands in its report; all else only in what the test runner wrote.
    if (code !== 0 && !found.some(({ failed }) => failed > 0)) throw new Error(Buffer.concat(output).toString())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
