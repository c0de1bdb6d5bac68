// Incremental exports, and moving everything out or in.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'transfer',
  endpoints: [],
  personalData: [],
}
