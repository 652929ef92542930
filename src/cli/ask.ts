import { createInterface } from 'node:readline/promises'
import { LimbeckError } from '../errors.js'

/** Asks one question, and gives the answer's line. Throws `rename-undecided` when the question is left by Ctrl-C or Ctrl-D. */
export async function ask(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const lines = createInterface({ input, output })
  const left = new Promise<never>((_, reject) => {
    lines.once('close', () => {
      output.write('\n')
      reject(new LimbeckError('rename-undecided', 'The question was not answered.'))
    })
  })
  try {
    return await Promise.race([lines.question(question), left])
  } finally {
    lines.removeAllListeners('close')
    lines.close()
  }
}
