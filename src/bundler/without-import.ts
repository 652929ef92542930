/** Whether a file is named as service workers are, which have no `import()`. */
export const isServiceWorker = (file: string): boolean =>
  /(?:^|[\\/._-])(?:sw|service-?worker)(?:\.[cm]?[jt]s)?$/i.test(file)

const edges = ['workerd', 'worker', 'edge-light', 'edge-routine', 'netlify', 'fastly']

/** Whether a package's conditions are those of an edge runtime, where scripts are deployed in one piece. */
export const isEdge = (conditions: readonly string[]): boolean => conditions.some((name) => edges.includes(name))
