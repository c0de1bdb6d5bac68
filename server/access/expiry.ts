// What access keeps only for a while.
import type { Expiry } from '../platform/expiry.ts'
import { factorExpiries } from './factors/expiry.ts'

const DAY_S = 86_400

export const accessExpiries: readonly Expiry[] = [
  { table: 'sessions', keys: ['id'], time: 'expires_at', kept_s: 0, why: 'an expired session lets nobody in' },
  { table: 'devices', keys: ['id'], time: 'expires_at', kept_s: 0, why: 'a browser nobody uses is forgotten' },
  { table: 'lock_outs', keys: ['id'], time: 'expires_at', kept_s: 0, why: 'it locks nobody out any more' },
  { table: 'pending_sign_ins', keys: ['id'], time: 'expires_at', kept_s: 0, why: 'it leads nowhere any more' },
  {
    table: 'attempts',
    keys: ['purpose', 'key_hash'],
    time: 'expires_at',
    kept_s: 0,
    why: 'a window that is over begins anew',
  },
  {
    table: 'api_tokens',
    keys: ['id'],
    time: 'expires_at',
    kept_s: 400 * DAY_S,
    why: 'what it did is looked up for a year at most; the events keep its id',
  },
  {
    table: 'token_networks',
    keys: ['token_id', 'network_hash'],
    time: 'last_seen_at',
    kept_s: 180 * DAY_S,
    why: 'a network that a token was not used from for half a year is a new one again',
  },
  {
    table: 'password_networks',
    keys: ['user_id', 'network_hash'],
    time: 'last_used_at',
    kept_s: 90 * DAY_S,
    why: 'a network that a password was not used from for three months is a new one again',
  },
  {
    table: 'one_time_links',
    keys: ['token_hash'],
    time: 'expires_at',
    kept_s: 7 * DAY_S,
    why: 'so that a late click is told that the link has expired',
  },
  ...factorExpiries,
]
