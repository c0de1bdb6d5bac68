// Business hours: weekly schedules with holidays, and the arithmetic of time within them.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'schedules',
  endpoints: [],
  personalData: [],
}
