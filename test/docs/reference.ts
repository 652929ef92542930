import { parser } from '../../src/cli/main.js'

/** The part of docs/cli.md that is the help itself, and where it begins. */
export const referenceHeading = '## Reference\n'

/** The help of every command, as a page has it. */
export function reference(): string {
  const program = parser({ out: () => undefined, err: () => undefined }, async () => undefined)
  const blocks = [program, ...program.commands].map((command) => {
    let help = ''
    command.configureOutput({
      writeOut: (text) => {
        help += text
      },
    })
    command.outputHelp()
    const name = command === program ? 'limbeck' : `limbeck ${command.name()}`
    return `### ${name}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`
  })
  return `${referenceHeading}\n${blocks.join('\n')}`
}
