// Searching at the size of --tickets: one common word, several, rare ones, with fields, and over all kinds of records.
import type { Bench } from '../bench.ts'
import { call } from '../measuring/load.ts'
import { costLines, measure } from '../measuring/requests.ts'
import type { Line, Section } from '../measuring/table.ts'

/** Words of the sample data, in most tickets or in few. */
const SEARCHES: Record<string, readonly string[]> = {
  'a common word': ['type:ticket parcel', 'type:ticket order', 'type:ticket refund'],
  'several common words': ['type:ticket parcel order', 'type:ticket paid refund parcel', 'type:ticket invoice order'],
  'words and fields': ['status:open invoice', 'status<solved parcel -refund', 'subject:invoice created>1year'],
  'all kinds of records': ['parcel', 'anna', 'wandklok'],
}

export async function searchSection(bench: Bench): Promise<Section> {
  const { comments, seconds } = bench.options
  let { tickets } = bench.options
  if (comments === null) await bench.fill(tickets)
  else tickets = await bench.fillComments(comments)
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const lines: Line[] = []
  for (const [what, searches] of Object.entries(SEARCHES)) {
    const once = async (_client: number, turn: number) => {
      const query = encodeURIComponent(searches[turn % searches.length] ?? '')
      await call('GET', `${desk.url}/api/v2/search.json?per_page=50&query=${query}`, { authorization })
    }
    const cost = await measure(desk, { clients: 1, seconds: seconds / 2, warm_up_s: 1 }, once)
    lines.push(...costLines(what, cost, { p95_at_most: 100 }).slice(1))
  }
  const size = comments === null ? '' : `, ${comments.toLocaleString('en')} comments`
  return { title: `Search, ${tickets.toLocaleString('en')} tickets${size}`, lines }
}
