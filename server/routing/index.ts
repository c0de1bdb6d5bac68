// Routing: giving tickets to agents by turn, load and skill.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'routing',
  endpoints: [],
  personalData: [],
}
