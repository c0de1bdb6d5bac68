// Languages of an account, and dynamic content: one text in several of them.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'locales',
  endpoints: [],
  personalData: [],
}
