// What a run says: lines of progress for whoever watches, and every record that was taken or not as a line of NDJSON.
// It holds counts only, however much passes through it.

/** What became of one record. `partly` lists what of it had to be left out. */
export interface Outcome {
  kind: string
  /** The record's id, line or number in the source. */
  source: string
  result: 'created' | 'matched' | 'updated' | 'partly' | 'refused'
  id?: number | null
  why?: string | readonly string[]
}

export interface Totals {
  taken: number
  updated: number
  partly: number
  refused: number
}

export interface ReportSink {
  /** One line of NDJSON. */
  write(line: string): void
  /** A line for people. */
  tell(line: string): void
}

/** Refusals that are repeated in the end for people; all of them are in the NDJSON. */
const SHOWN_REASONS = 20
const TELL_EVERY = 500

export class Report {
  readonly #sink: ReportSink
  readonly #totals = new Map<string, Totals>()
  readonly #shown: Outcome[] = []

  constructor(sink: ReportSink) {
    this.#sink = sink
  }

  /** Notes what became of a record. */
  note(outcome: Outcome): void {
    const totals = this.#of(outcome.kind)
    if (outcome.result === 'refused') totals.refused++
    else if (outcome.result === 'updated') totals.updated++
    else totals.taken++
    if (outcome.result === 'partly') totals.partly++
    if (outcome.result === 'refused' && this.#shown.length < SHOWN_REASONS) this.#shown.push(outcome)
    this.#sink.write(JSON.stringify(outcome))
    const done = totals.taken + totals.updated + totals.refused
    if (done % TELL_EVERY === 0) this.#sink.tell(`${outcome.kind}: ${done}`)
  }

  tell(line: string): void {
    this.#sink.tell(line)
  }

  totals(): ReadonlyMap<string, Totals> {
    return this.#totals
  }

  /** True when nothing of this run was refused or left out. */
  isWhole(): boolean {
    return [...this.#totals.values()].every((one) => one.refused === 0 && one.partly === 0)
  }

  /** The last lines: counts by kind, and the first reasons. */
  end(): void {
    for (const [kind, { taken, updated, partly, refused }] of this.#totals)
      this.#sink.tell(
        [
          `${kind}: ${taken} taken`,
          updated > 0 ? `${updated} brought up to date` : '',
          partly > 0 ? `${partly} of them not whole` : '',
          refused > 0 ? `${refused} NOT taken` : '',
        ]
          .filter((part) => part !== '')
          .join(', '),
      )
    for (const { kind, source, why } of this.#shown)
      this.#sink.tell(`not taken: ${kind} ${source}: ${[why ?? []].flat().join('; ')}`)
    this.#sink.write(JSON.stringify({ end: true, whole: this.isWhole(), totals: Object.fromEntries(this.#totals) }))
  }

  #of(kind: string): Totals {
    const known = this.#totals.get(kind)
    if (known) return known
    const totals = { taken: 0, updated: 0, partly: 0, refused: 0 }
    this.#totals.set(kind, totals)
    return totals
  }
}
