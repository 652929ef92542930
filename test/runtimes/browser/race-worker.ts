import { migrator } from 'limbeck'
import { revisions } from '../../revisions.js'
import { placeOf } from './engines/places.js'

/** Opens a store and upgrades it: one of two that do so at once. */
addEventListener('message', async ({ data: { place, store } }) => {
  try {
    const connection = await placeOf(place).open(store)
    const { upgrade } = migrator(connection.adapter({ store }), revisions)
    const { steps } = await upgrade('head')
    await connection.close()
    postMessage({ steps: steps.length })
  } catch (error) {
    postMessage({ error: `${error}\n${(error as Error).stack}` })
  }
})
