// Going through a list of the source, record by record. What is no record is reported, and a list that the source does
// not offer is a line of the report.
import { NotOffered } from './client.ts'
import { type Json, recordOf } from './reading.ts'
import { type Run, reasonOf } from './taking.ts'

/** Reads a list to its end. `from` is where to begin, where that is not the beginning; `pageDone` hears how far it is. */
export async function eachRecord(
  run: Run,
  list: { kind: string; path: string; key: string },
  takeOne: (record: Json, key: string, body: Json) => Promise<void>,
  pageDone: (body: Json, next: string | null) => Promise<void> = async () => undefined,
): Promise<void> {
  try {
    for await (const page of run.client.pages(list.path, list.key)) {
      for (const row of page.rows) {
        try {
          const { record, key } = recordOf(row)
          await takeOne(record, key, page.body)
        } catch (error) {
          run.report.note({ kind: list.kind, source: '?', result: 'refused', why: reasonOf(run, error, list.kind) })
        }
      }
      await pageDone(page.body, page.next)
    }
  } catch (error) {
    const why = error instanceof NotOffered ? error.message : reasonOf(run, error, list.kind)
    run.report.note({ kind: list.kind, source: '*', result: 'refused', why })
  }
}

/** What the source says under a path; nothing where it does not have it. */
export async function askOr(run: Run, path: string): Promise<Json> {
  try {
    return await run.client.get(path)
  } catch (error) {
    if (error instanceof NotOffered) return {}
    throw error
  }
}
