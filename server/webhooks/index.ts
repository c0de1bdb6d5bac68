// Webhooks: telling other machines what happened, signed, retried and logged.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'webhooks',
  endpoints: [],
  personalData: [],
}
