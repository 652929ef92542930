import type { SampleNote } from './sample-note.js'

/** Written with release 1.0. */
export const notesOf2021: readonly SampleNote[] = [
  {
    title: 'Grey heron at the weir',
    body: 'Stood on one leg below the weir for forty minutes and struck twice. The second time a small eel, swallowed head first with a lot of shaking.\n\nFlew off downstream when the dredger came.',
    place: 'Limmat, Höngg weir',
    createdAt: '2021-04-03T07:20:00.000Z',
    tags: ['heron', 'river'],
  },
  {
    title: 'First swifts',
    body: 'Seven, high over the station at dusk, screaming. Two days earlier than last year.',
    place: 'Zürich HB',
    createdAt: '2021-04-27T18:52:00.000Z',
    tags: ['swift', 'arrival'],
  },
  {
    title: "Lady's slipper, one plant",
    body: 'A single Cypripedium calceolus in flower, three metres off the path under beech. No picture of the surroundings, and no name of the slope in here: people dig them out.',
    place: 'Jura, north slope',
    createdAt: '2021-05-29T10:05:00.000Z',
    tags: ['orchid', 'rare'],
  },
  {
    title: 'Thunderstorm from the south-west',
    body: 'Shelf cloud at 16:10, first gusts at 16:22, hail of 8 mm for four minutes. The swallows went up in front of it, not down.',
    place: 'Uetliberg',
    createdAt: '2021-06-21T14:30:00.000Z',
    tags: ['storm'],
  },
  {
    title: 'Tawny owl, two calls',
    body: '“Kewick” from the larch, answered from across the meadow at once. Nothing seen.',
    place: 'Sihlwald',
    createdAt: '2021-08-14T20:41:00.000Z',
    tags: ['owl', 'night'],
  },
  {
    title: 'Moss on the north wall',
    body: 'Tortula muralis, capsules ripe. Wall is limestone mortar; the sandstone next to it has none.',
    place: 'Old town, Neumarkt',
    createdAt: '2021-10-02T09:15:00.000Z',
    tags: [],
  },
  {
    title: '100 % cloud, and nothing at all',
    body: '',
    place: 'Katzensee',
    createdAt: '2021-11-20T08:00:00.000Z',
    tags: ['wetland'],
  },
  {
    title: 'Kingfisher, “blue line”',
    body: "Gone before I had the glasses up. The boy on the bridge said: 'that was a fish'.",
    place: 'Katzensee',
    createdAt: '2021-12-05T09:40:00.000Z',
    tags: ['kingfisher', 'wetland', 'river'],
  },
]
