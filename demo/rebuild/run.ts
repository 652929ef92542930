import { show } from './show.js'

// npm run demo:rebuild
await show((line) => console.log(line))
