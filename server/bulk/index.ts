// Bulk jobs: many changes asked for in one request, done one by one, each reported, and going on after a restart.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'bulk',
  endpoints: [],
  personalData: [],
}
