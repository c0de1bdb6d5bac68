// The languages of the sample data.
import { de } from './de.ts'
import { en } from './en.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import type { Phrases } from './phrases.ts'

export const PHRASES: readonly Phrases[] = [en, de, nl, it]
