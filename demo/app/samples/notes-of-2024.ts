import type { SampleNote } from './sample-note.js'

/** Added with release 4.0. */
export const notesOf2024: readonly SampleNote[] = [
  {
    title: 'Wallcreeper on the dam',
    body: 'Crimson and grey, working the concrete from bottom to top, then dropping down and starting again. People walked by below without looking up.',
    place: 'Gelmersee',
    createdAt: '2024-09-14T10:12:00.000Z',
    tags: ['wallcreeper', 'rare'],
    weather: { temperature: 8.5, sky: 'sun, thin cirrus' },
    attachments: [{ name: 'dam-wall.jpg', kind: 'photo', size: 5_120_884 }],
  },
  {
    title: 'Saffron milk caps',
    body: 'A ring of nineteen under one pine. Orange milk, turning green within the hour. Left all but four.',
    place: 'Albis',
    createdAt: '2024-10-05T13:25:00.000Z',
    tags: ['fungi', 'count'],
    weather: { temperature: 12, sky: 'after rain' },
  },
]
