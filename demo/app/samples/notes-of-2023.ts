import type { SampleNote } from './sample-note.js'

/** Added with release 3.0, which keeps the names of files. */
export const notesOf2023: readonly SampleNote[] = [
  {
    title: 'Nightingale, recorded',
    body: 'Four minutes of full song from the willow, with a cuckoo behind it. The best phrase starts at 2:10.',
    place: 'Petite Camargue',
    createdAt: '2023-05-06T21:15:00.000Z',
    tags: ['nightingale', 'night', 'song'],
    weather: { temperature: 11, sky: 'clear, no wind' },
    attachments: [
      { name: 'nightingale-0506.flac', kind: 'sound', size: 41_288_704 },
      { name: 'spectrogram.png', kind: 'sketch', size: 218_112 },
    ],
  },
  {
    title: 'Ring ouzels on the pass',
    body: 'A flock of eleven on the snow-free strip beside the road, males with the white bib. Stayed an hour.',
    place: 'Gurnigel',
    createdAt: '2023-04-11T11:00:00.000Z',
    tags: ['ring ouzel', 'arrival', 'count'],
    weather: { temperature: 2, sky: 'sleet' },
    attachments: [
      { name: 'IMG_4410.jpg', kind: 'photo', size: 3_904_221 },
      { name: 'flock.mov', kind: 'video', size: 18_220_551 },
    ],
  },
  {
    title: 'Orchid slope, second visit',
    body: 'Three plants now. The one of 2021 has two stems.',
    place: 'Jura, north slope',
    createdAt: '2023-06-02T09:30:00.000Z',
    tags: ['orchid', 'rare', 'count'],
    weather: { temperature: 17 },
    attachments: [{ name: 'slope.gpx', kind: 'track', size: 12_004 }],
  },
]
