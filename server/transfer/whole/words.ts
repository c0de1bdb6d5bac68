// Sealed values in an export: opened, and exactly restorable. JSON stands as JSON; other bytes as base64.
import type { Sealing } from '../../platform/sealing.ts'
import type { SealedColumn } from '../../vault/index.ts'

/** A row as the database writes it as JSON; bytes are text that begins with \x. */
export type Row = Record<string, unknown>

const HEX = /^\\x([0-9a-f]*)$/

/** The row with its sealed columns opened. */
export function openRow(sealing: Sealing, row: Row, columns: readonly SealedColumn[]): Row {
  const opened = { ...row }
  for (const { column, place } of columns) {
    const value = row[column]
    if (value === null || value === undefined) continue
    const hex = typeof value === 'string' ? HEX.exec(value)?.[1] : undefined
    if (hex === undefined) throw new Error(`${column} was expected to be sealed`)
    opened[column] = plainValue(sealing.openBytes(place(row), Buffer.from(hex, 'hex')))
  }
  return opened
}

function plainValue(bytes: Buffer): { json: unknown } | { base64: string } {
  const text = bytes.toString('utf8')
  try {
    const json: unknown = JSON.parse(text)
    // Keys that are numbers would change their order, and with it the bytes.
    if (JSON.stringify(json) === text) return { json }
  } catch {
    // Not JSON: a key, an image.
  }
  return { base64: bytes.toString('base64') }
}

/** The row with its words sealed again, for the account and keys of `sealing`. */
export function sealRow(sealing: Sealing, row: Row, columns: readonly SealedColumn[]): Row {
  const sealed = { ...row }
  for (const { column, place } of columns) {
    const value = row[column]
    if (value === null || value === undefined) continue
    sealed[column] = `\\x${sealing.sealBytes(place(row), bytesOf(column, value)).toString('hex')}`
  }
  return sealed
}

function bytesOf(column: string, value: unknown): Buffer {
  if (typeof value === 'object' && value !== null) {
    if ('json' in value) return Buffer.from(JSON.stringify(value.json))
    if ('base64' in value && typeof value.base64 === 'string') return Buffer.from(value.base64, 'base64')
  }
  throw new Error(`${column} holds no words of an export`)
}
