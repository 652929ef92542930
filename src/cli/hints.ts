import type { ErrorCode } from '../errors.js'

/** What to type next, where an error has an answer on the command line. */
export const hints: Partial<Readonly<Record<ErrorCode, string>>> = {
  'access-denied':
    "CLOUDFLARE_API_TOKEN wants the permission 'D1: Edit', CLOUDFLARE_ACCOUNT_ID the account of the database.",
  'ambiguous-walk': 'limbeck heads shows the branches; shop@+1 takes a step on one.',
  'database-ahead': 'A newer checkout has that revision. limbeck stamp --purge REV forgets it.',
  'migration-failed': 'limbeck current shows where the database stands.',
  'multiple-heads': 'limbeck heads shows them, limbeck merge heads joins them.',
  'not-at-head': 'limbeck plan shows what is missing, limbeck upgrade head runs it.',
  'out-of-date': 'limbeck compile writes the file.',
  'released-changed': 'git diff shows the change; what is released again is for databases to come.',
  'schema-differs': 'limbeck revision --autogenerate writes them.',
  'unknown-revision': 'limbeck history lists what there is.',
}
