// What happens to somebody's sessions in the same transaction that changes what they may do.
import type { Immediate } from '../platform/work.ts'
import { forgetNetworksOf } from './api-passwords/queries.ts'
import { revokeCredentialsOf } from './revoking.ts'
import { endSessionsOf } from './sessions.ts'

interface UserChange {
  previous_role?: string
  fields?: string[]
  suspended?: boolean
}

const onChange: Immediate = {
  on: 'user.updated',
  async run(work, { subject_id, data }) {
    const change = data as UserChange // as the event's schema says
    if (change.suspended === true) await endSessionsOf(work, subject_id, 'suspended')
    // A session begins with what its owner may do; other rights begin with another session.
    else if (change.previous_role !== undefined || change.fields?.includes('custom_role_id'))
      await endSessionsOf(work, subject_id, 'role_changed')
  },
}

const onDeletion: readonly Immediate[] = ['user.deleted', 'user.merged'].map((on) => ({
  on,
  async run(work, { subject_id }) {
    await revokeCredentialsOf(work, subject_id, 'deleted')
  },
}))

const onPassword: Immediate = {
  on: 'user.password_set',
  run: (work, { subject_id }) => forgetNetworksOf(work, subject_id),
}

export const accessImmediates: readonly Immediate[] = [onChange, ...onDeletion, onPassword]
