import type { SampleNote } from './sample-note.js'

/** Added with release 5.0, in which notes can be pinned. */
export const notesOf2025: readonly SampleNote[] = [
  {
    title: 'Counting days, autumn',
    body: 'Klingnau on the first Saturday, Neeracherried on the third. Start at first light; two hours; same hides.\n\nSpare batteries for the recorder.',
    place: 'Klingnau reservoir',
    createdAt: '2025-09-01T17:00:00.000Z',
    tags: ['plan', 'count'],
    pinned: true,
  },
  {
    title: 'Alpine chough learns the lunch box',
    body: 'The second bird watched the first one lift the lid and did the same, at the first try. Both then waited for the next hiker.',
    place: 'Säntis',
    createdAt: '2025-08-16T11:48:00.000Z',
    tags: ['chough', 'behaviour'],
    weather: { temperature: 6.5, sky: 'wind from the west, broken cloud' },
    attachments: [{ name: 'chough-lid.jpg', kind: 'photo', size: 2_811_042 }],
  },
]
