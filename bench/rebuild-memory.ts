import { fill, open, type Way, ways } from './rebuild-ways.js'

// Bundled, with WAY ROWS: prints the most memory that the process held, in MB.
const [way, rows] = process.argv.slice(2)
const db = open(fill(Number(rows)))
await ways[way as Way](db)
console.log(Math.round(process.resourceUsage().maxRSS / 1024))
