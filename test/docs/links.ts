import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The headings of a page as GitHub makes anchors of them. */
const anchors = (markdown: string): readonly string[] =>
  [...prose(markdown).matchAll(/^#+ +(.+?) *$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** A page without its fenced code. */
const prose = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```/gm, '')

/** The relative links of a page that lead nowhere. */
export function brokenLinks(page: string, markdown: string): readonly string[] {
  const links = [
    ...prose(markdown)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g),
  ].map(([, link = '']) => link)
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const file = path === '' ? page : join(dirname(page), path)
    if (path !== '' && !existsSync(file)) return true
    const target = path === '' ? markdown : file.endsWith('.md') ? readFileSync(file, 'utf8') : ''
    return anchor !== undefined && file.endsWith('.md') && !anchors(target).includes(anchor)
  })
}

/** The npm scripts that a page names: `npm test`, `npm start`, `npm run NAME`. */
export const namedScripts = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/\bnpm (?:run )?(test|start)\b(?!:)|\bnpm run ([\w:*-]+)/g)].map(
    ([, short, long = '']) => short ?? long,
  )
