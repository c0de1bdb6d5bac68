// Access: who may come in, and how. Passwords, sessions, API tokens, one-time links, and the pages for them.
import type { Module } from '../platform/module.ts'
import { accessEndpoints } from './api.ts'
import { ACCESS_EVENTS } from './events.ts'
import { signInPages } from './pages/sign-in.ts'
import { startPages } from './pages/start.ts'
import { welcomePages } from './pages/welcome.ts'
import { accessPersonalData } from './personal-data.ts'

export { errorPage } from '../../web/pages/message.ts'
export { findActor } from './acting.ts'
export { countAttempt, type LimitReached } from './attempts.ts'
export { authenticate } from './authenticate.ts'
export { type CreatedDesk, createDesk, type NewDesk, type NewOwner, renewSetupLink } from './desks.ts'
export { accessExpiries } from './expiry.ts'
export { invite } from './invitations.ts'
export { page, redirect } from './pages/replies.ts'
export { setupPages } from './pages/setup.ts'
export { checkPassword, hashPassword } from './passwords.ts'
export { accessSealedColumns } from './personal-data.ts'
export { setPasswordHash } from './sessions.ts'
export { createToken } from './tokens.ts'

export const module: Module = {
  name: 'access',
  endpoints: [...accessEndpoints, ...signInPages, ...startPages, ...welcomePages],
  events: ACCESS_EVENTS,
  personalData: accessPersonalData,
}
