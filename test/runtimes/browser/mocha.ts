type Work = () => unknown

interface Cases {
  (name: string, work: Work): void
  only(name: string, work: Work): void
  skip(name: string, work: Work): void
}

/** What the page has when a test file is imported: mocha, started by the test runner. */
export const { describe, it, before, beforeEach, after, afterEach } = globalThis as unknown as {
  readonly describe: Cases
  readonly it: Cases
  readonly before: (work: Work) => void
  readonly beforeEach: (work: Work) => void
  readonly after: (work: Work) => void
  readonly afterEach: (work: Work) => void
}
