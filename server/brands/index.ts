// Brands: the names under which an account speaks to its customers.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'brands',
  endpoints: [],
  personalData: [],
}
