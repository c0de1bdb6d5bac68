// Chance that always falls the same way: equal seeds give equal rolls, on every machine.

export interface Dice {
  /** From 0 up to, not including, 1. */
  roll(): number
  /** A whole number; both ends can come up. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** Some of the items, each at most once, in the order of the list. */
  pickSome<Item>(items: readonly Item[], count: number): Item[]
}

/** The generator is mulberry32: 32 bits of state are plenty for sentences. */
export function newDice(seed: number): Dice {
  let state = Math.imul(seed + 1, 0x9e37_79b1) >>> 0
  function roll(): number {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const between = (low: number, high: number) => low + Math.floor(roll() * (high - low + 1))
  return {
    roll,
    between,
    chance: (probability) => roll() < probability,
    pick(items) {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new Error('there is nothing to pick from')
      return item
    },
    pickSome(items, count) {
      let wanted = Math.min(count, items.length)
      return items.filter((_item, index) => {
        const is_taken = roll() < wanted / (items.length - index)
        if (is_taken) wanted -= 1
        return is_taken
      })
    },
  }
}
