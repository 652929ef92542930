/** The id of the module that stands for `limbeck` while developing. */
export const developmentDoor = '\0limbeck/development'

/**
 * The door `limbeck` with an upgrade that first takes back what was changed since it ran on this store. Both files are
 * paths or addresses that the bundler knows.
 */
export const developmentModule = (limbeck: string, development: string): string => `
import { migrator as bind, upgrade as run } from ${JSON.stringify(limbeck)}
import { redoChanged } from ${JSON.stringify(development)}
export * from ${JSON.stringify(limbeck)}

const redone = new WeakMap()

const redo = (adapter, set, options) => {
  if (!set?.format) return
  const known = redone.get(adapter)
  if (known?.set === set) return known.done
  const done = redoChanged(adapter, set, options).then(({ undone, stuck }) => {
    if (undone.length > 0) console.info(\`[limbeck] changed since they ran here, and taken back: \${undone.join(', ')}\`)
    if (stuck.length > 0) {
      console.warn(\`[limbeck] \${stuck.join(', ')} changed since they ran here, and the journal keeps no way back: delete this store, or write a new revision.\`)
    }
  })
  redone.set(adapter, { set, done })
  return done
}

const told = (error) => {
  if (error?.code === 'database-ahead') {
    console.warn(\`[limbeck] \${error.revisions.join(', ')} ran here, and no file has it now: put it back, or delete this store. Another app at this address may have made it.\`)
  }
  throw error
}

export const migrator = (adapter, migrations) => {
  const bound = bind(adapter, migrations)
  return {
    ...bound,
    upgrade: async (target, options) => {
      await redo(adapter, migrations, options)
      return bound.upgrade(target, options).catch(told)
    },
  }
}

export const upgrade = async (adapter, migrations, target, options) => {
  await redo(adapter, migrations, options)
  return run(adapter, migrations, target, options).catch(told)
}
`
