import fc from 'fast-check'
import type { Dialect } from '../../src/dialects/dialect.js'

const pieces = [
  ...["'", '"', '`', '[', ']', ';', '\\', '\\n', '\n', '\r', '\t', '\0', '\u0001', '$1', '$$', '$a$', '?', ':a', '@a'],
  ...[
    '%',
    '%s',
    '%(a)s',
    '{0}',
    '--',
    '/*',
    '*/',
    '(',
    ')',
    ',',
    '.',
    ' ',
    '  ',
    '\u00a0',
    '\u2028',
    '\uFEFF',
    '\u202e',
  ],
  ...[
    'a',
    'A',
    'é',
    'e\u0301',
    '😀',
    '\ud83d',
    '\ude00',
    '\uffff',
    'select',
    'NULL',
    '0',
    '-',
    "\\'",
    "''",
    '""',
    "E'",
  ],
]

/** Text of any shape: also such as no database takes. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    ...pieces,
    '',
    'a'.repeat(200),
    'é'.repeat(200),
    '😀'.repeat(16),
    '😀'.repeat(15),
    `${'a'.repeat(62)}é`,
  ),
)

/** Whether a dialect takes something, or refuses it with a code. */
export function takes(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'invalid-operation') return false
    throw error
  }
}

/** Names that a dialect quotes, or leaves as they are. */
export const anyName = (dialect: Dialect): fc.Arbitrary<string> =>
  anyText.filter((name) => takes(() => dialect.identifier(name)))

/** Text that a dialect takes as a value. */
export const anyValue = (dialect: Dialect): fc.Arbitrary<string> =>
  anyText.filter((value) => takes(() => dialect.literal(value)))
