// Views: saved lists of tickets, with their columns, order, counts and exports.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'views',
  endpoints: [],
  personalData: [],
}
