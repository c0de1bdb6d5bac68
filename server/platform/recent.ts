// Remembers what was computed for recent keys. Two generations stand in for a least-recently-used list: no bookkeeping
// on a hit, and a hard bound on memory.

/** A function that remembers: at most twice `generation_size` results are kept, and one in use stays. */
export function remembering<Value>(generation_size: number, compute: (key: string) => Value): (key: string) => Value {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  return (key) => {
    const known = young.get(key)
    if (known !== undefined) return known
    const value = old.get(key) ?? compute(key)
    if (young.size >= generation_size) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}
