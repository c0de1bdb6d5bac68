// Service levels: policies, the clocks that run on tickets, and what they say.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'slas',
  endpoints: [],
  personalData: [],
}
