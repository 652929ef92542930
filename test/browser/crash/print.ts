// `npm run demo:crash` kills Chromium at every statement of the demo's upgrade, and prints what was found afterwards.
import { crashKinds, killAtEveryStatement, serveCrashes } from './kill-at-every-statement.js'

const { url, close } = await serveCrashes()
let broken = 0
try {
  for (const kind of crashKinds) {
    const found = await killAtEveryStatement(url, kind, undefined, (nth, of, what) => {
      process.stderr.write(`\r${kind}: ${nth} of ${of}: ${what}   `)
    })
    process.stderr.write('\r')
    console.log(`${kind}: ${found.kills} kills, ${found.old} old, ${found.new} new, ${found.broken} broken`)
    broken += found.broken
  }
} finally {
  await close()
}
process.exitCode = broken > 0 ? 1 : 0
