import { compareMetadata } from '../../../src/autogenerate/compare-metadata.js'
import { renderMigration } from '../../../src/autogenerate/render/render-migration.js'
import { checkPair, makePair, type PairDatabase } from './check-pair.js'
import { toScript } from './to-script.js'

/** Prints a pair, what is written for it, and whether it holds. */
export async function showPair(database: PairDatabase, seed: number): Promise<void> {
  const { palette } = database
  const { from, edited } = makePair(seed, palette)
  const [before, after] = [toScript(from, palette), toScript(edited.model, palette)]
  await database.start(after)
  const target = await database.reflect()
  await database.start(before)
  const options = { engine: palette.engine, renames: edited.renames, includeSchemas: true }
  const comparison = compareMetadata(await database.reflect(), target, options)
  const { upgrades, downgrades } = renderMigration(comparison, options)
  const messages = comparison.differences.map(({ message }) => message)
  for (const text of [...before, '', ...after, '', ...messages, '', upgrades, '', downgrades]) console.log(text)
  await checkPair(database, seed).then(
    () => console.log('It holds.'),
    (error: Error) => console.log(error.message),
  )
}
