/** split weather in two */
import { column, float, type Operations, string } from 'limbeck/op'

export const revision = '684a61f5b464'
export const downRevision = '246d25f7fa44'
export const branchLabels = null
export const dependsOn = null
export const message = 'split weather in two'

// "14 °C, overcast"; whatever is written otherwise stays as it is, as the sky.
const written = /^(-?\d+(?:\.\d+)?) ?°C(?:, (.+))?$/

export async function upgrade(op: Operations) {
  const notes = await op.query('SELECT id, weather FROM note WHERE weather IS NOT NULL')
  op.addColumn('note', column('temperature', float()))
  op.addColumn('note', column('sky', string(80)))
  for (const { id, weather } of notes) {
    const parts = written.exec(String(weather))
    const temperature = parts ? Number(parts[1]) : null
    const sky = parts ? (parts[2] ?? null) : String(weather)
    op.execute('UPDATE note SET temperature = ?, sky = ? WHERE id = ?', [temperature, sky, id as number])
  }
  op.dropColumn('note', 'weather')
}

export function downgrade(op: Operations) {
  op.addColumn('note', column('weather', string(80)))
  op.execute(`
    UPDATE note SET weather = CASE
      WHEN temperature IS NULL THEN sky
      ELSE rtrim(rtrim(printf('%.2f', temperature), '0'), '.') || ' °C' || coalesce(', ' || sky, '')
    END
  `)
  op.dropColumn('note', 'sky')
  op.dropColumn('note', 'temperature')
}
