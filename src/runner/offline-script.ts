import type { Statement } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'

/** An SQL script that is being written: statements and comments, a blank line between them. */
export interface Script {
  /** One statement, with its parameters written out. */
  statement(statement: Statement): void
  comment(text: string): void
  begin(): void
  commit(): void
  text(): string
}

/** Begins a script. */
export function openScript(dialect: Dialect, inline: (dialect: Dialect, statement: Statement) => string): Script {
  const blocks: string[] = []
  const write = (sql: string) => {
    // A comment at the end would swallow the semicolon.
    const last = sql.slice(sql.lastIndexOf('\n') + 1)
    blocks.push(last.includes('--') ? `${sql}\n;` : `${sql};`)
  }
  return {
    statement: (statement) => write(inline(dialect, statement)),
    comment: (text) => blocks.push(`-- ${text.replaceAll(/\s*\n\s*/g, ' ')}`.trimEnd()),
    begin: () => write('BEGIN'),
    commit: () => write('COMMIT'),
    text: () => blocks.map((block) => `${block}\n\n`).join(''),
  }
}
