// Follows a conversation that grows: scrolls with it while the reader is at its end, and says who wrote.
import { type RefObject, useEffect, useRef } from 'react'
import type { Comment } from '../../../api/shapes.ts'
import { announce } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

/** Says once who wrote, when a message arrives in the open ticket; `nameOf` gives null for oneself. */
export function useAnnounceNewest(
  ticketId: number,
  comments: readonly Comment[] | undefined,
  nameOf: (authorId: number) => string | null,
): void {
  const known = useRef({ ticketId: 0, newest: 0 })
  const latest = useRef(nameOf)
  useEffect(() => {
    latest.current = nameOf
  })
  useEffect(() => {
    const newest = comments?.at(-1)
    if (!newest) return
    const isNews = known.current.ticketId === ticketId && newest.id > known.current.newest
    known.current = { ticketId, newest: newest.id }
    const name = isNews ? latest.current(newest.author_id) : null
    if (name) announce(t('message.arrived', { name }))
  }, [ticketId, comments])
}

/** Opens at the newest message (or the one in the address) and follows new ones when already at the end. */
export function useScrollToNewest(
  scroller: RefObject<HTMLDivElement | null>,
  ticketId: number,
  comments: readonly Comment[] | undefined,
): void {
  const shown = useRef<number | null>(null)
  const count = comments?.length ?? 0
  useEffect(() => {
    const box = scroller.current
    if (!box || count === 0) return undefined
    const isFirst = shown.current !== ticketId
    shown.current = ticketId
    const target = isFirst && location.hash.startsWith('#m-') ? document.getElementById(location.hash.slice(1)) : null
    if (target) {
      target.scrollIntoView()
      return undefined
    }
    let isAtEnd = isFirst || box.scrollHeight - box.scrollTop - box.clientHeight < box.clientHeight / 2
    if (isAtEnd) box.scrollTop = box.scrollHeight
    const onScroll = () => {
      isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 8
    }
    // Frames of mails grow after they load: stay at the end while the reader is there.
    const observer = new ResizeObserver(() => {
      if (isAtEnd) box.scrollTop = box.scrollHeight
    })
    if (box.firstElementChild) observer.observe(box.firstElementChild)
    observer.observe(box)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }, [scroller, ticketId, count])
}
