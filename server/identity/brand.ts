// Which brand a visitor came to, for servers that look different for each; a later module knows.
import type { Work } from '../platform/work.ts'

type BrandOf = (work: Work) => Promise<number | null>
let brand: BrandOf | null = null

/** Called while the product is put together. */
export function offerBrand(offered: BrandOf): void {
  brand = offered
}

export async function brandOf(work: Work): Promise<number | null> {
  return (await brand?.(work)) ?? null
}
