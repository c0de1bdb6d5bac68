// What the style sheet makes of the list: how tall a row is (density, zoom, wide or not), and whether it is wide.
import { type RefObject, useEffect, useState } from 'react'

/** As the container query of list.css says. */
const wideFrom_rem = 46

export function useMeasure(scroller: RefObject<HTMLDivElement | null>): { rowHeight: number; isWide: boolean } {
  const [measured, setMeasured] = useState({ rowHeight: 68, isWide: false })
  useEffect(() => {
    const box = scroller.current
    const probe = box?.querySelector('.list-probe')
    if (!box || !probe) return undefined
    const measure = () => {
      const rowHeight = probe.getBoundingClientRect().height
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      const isWide = box.clientWidth >= wideFrom_rem * rem
      if (rowHeight > 0)
        setMeasured((old) => (old.rowHeight === rowHeight && old.isWide === isWide ? old : { rowHeight, isWide }))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(probe)
    observer.observe(box)
    return () => observer.disconnect()
  }, [scroller])
  return measured
}
