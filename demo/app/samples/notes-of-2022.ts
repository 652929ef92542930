import type { SampleNote } from './sample-note.js'

/** Added with release 2.0, which has a line for the weather. */
export const notesOf2022: readonly SampleNote[] = [
  {
    title: 'Heron colony, 14 nests',
    body: 'Counted from the hide, 06:30 to 07:15. Fourteen nests in the pines, nine with young that could be heard.',
    place: 'Klingnau reservoir',
    createdAt: '2022-04-18T05:30:00.000Z',
    tags: ['Heron', 'count'],
    weather: { temperature: 4.5, sky: 'ground mist' },
  },
  {
    title: 'Frost flowers on the ditch',
    body: 'Ice needles of about 4 cm on dead stems of Lythrum. Gone by ten.',
    place: 'Neeracherried',
    createdAt: '2022-12-11T07:50:00.000Z',
    tags: ['ice', 'wetland'],
    weather: { temperature: -6, sky: 'clear' },
  },
  {
    title: 'Bats out early',
    body: 'Noctules over the mill pond before sunset, at least five, among the swifts.',
    place: 'Wehrenbach',
    createdAt: '2022-07-09T18:20:00.000Z',
    tags: ['bat', 'Swift'],
    weather: { sky: 'warm and very still' },
  },
]
