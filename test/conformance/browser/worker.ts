import { examine } from 'limbeck/conformance'
import { placeOf } from '../../runtimes/browser/engines/places.js'
import { homeOf } from './home.js'

addEventListener('message', async ({ data }: MessageEvent<string>) => {
  postMessage(await examine(homeOf(placeOf(data))))
})
