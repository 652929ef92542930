import { canonicalJson } from '../ops/canonical-json.js'

/** Every text in a value that can be written as JSON, and the names of what has them, a line each. */
export function textsOf(value: unknown): string {
  const texts: string[] = []
  JSON.parse(canonicalJson(value), (key, one) => {
    texts.push(key, typeof one === 'string' ? one : '')
    return one
  })
  return texts.join('\n')
}
