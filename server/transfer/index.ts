// Incremental exports, and moving everything out or in.
import type { Module } from '../platform/module.ts'
import { incrementalEndpoints } from './incremental/api.ts'

export const module: Module = {
  name: 'transfer',
  endpoints: [...incrementalEndpoints],
  personalData: [],
}
