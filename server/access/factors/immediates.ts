// Whoever is deleted or merged into somebody else has no factors any more.
import { markSecondFactor } from '../../people/index.ts'
import type { Immediate } from '../../platform/work.ts'
import { deleteFactorsOf } from './queries.ts'
import { deleteCodes } from './recovery/queries.ts'

export const factorImmediates: readonly Immediate[] = ['user.deleted', 'user.merged'].map((on) => ({
  on,
  async run(work, { subject_id }) {
    await deleteFactorsOf(work, subject_id)
    await deleteCodes(work, subject_id)
    await markSecondFactor(work, subject_id, null)
  },
}))
