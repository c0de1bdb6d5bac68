// Fields of tickets, people and organisations; ticket forms and custom statuses.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'fields',
  endpoints: [],
  personalData: [],
}
