import { readFileSync } from 'node:fs'

/** A fenced block of a step: a file to be written, or commands to be run. */
export type Block =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }

/** One numbered step, with the sentence that begins it. */
export interface Step {
  readonly number: number
  readonly words: string
  readonly blocks: readonly Block[]
}

/** The steps of one of the README's quick starts, by the words of its summary. Throws where a file has no name. */
export function readSteps(summary: string): readonly Step[] {
  const readme = readFileSync('README.md', 'utf8')
  const sections = readme.split(/<details[^>]*>\n/).slice(1)
  const section = sections.find((one) => one.includes(`<summary><b>${summary}</b>`))?.split('</details>')[0]
  if (section === undefined) throw new Error(`The README has no quick start '${summary}'.`)
  return section
    .split(/^(?=\d+\. )/m)
    .slice(1)
    .map(toStep)
}

function toStep(text: string): Step {
  const [, number = '', words = ''] = /^(\d+)\. (.*)$/m.exec(text) ?? []
  const blocks = [...text.matchAll(/^ {3}```(\w+)\n([\s\S]*?)^ {3}```/gm)].map(([, language, indented = '']): Block => {
    const code = indented.replace(/^ {3}/gm, '')
    if (language === 'sh') return { kind: 'commands', lines: code.trim().split('\n') }
    // The last name in the sentence that is a file's.
    const path = [...words.matchAll(/`([\w./-]+\.\w+)`/g)].at(-1)?.[1]
    if (!path) throw new Error(`Step ${number} has a file without a name: ${words}`)
    return { kind: 'file', path, text: code }
  })
  return { number: Number(number), words, blocks }
}
