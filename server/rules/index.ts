// Business rules: triggers, automations and macros, the conditions and actions they share, and why a ticket is as it is.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'rules',
  endpoints: [],
  personalData: [],
}
