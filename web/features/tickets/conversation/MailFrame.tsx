/**
 * A customer's HTML, in the only place where it is ever shown: a sandboxed frame of its own without scripts, made and
 * sanitised by the server. We measure it, give it the reader's colours when it brings none, and pass its keys on.
 */
import { useEffect, useRef, useState } from 'react'
import { t } from '../../../language/text.ts'

const tallest = 20_000

export function MailFrame({ address, title }: { address: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(64)
  const [hasOwnColours, setOwnColours] = useState(false)

  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    let observer: ResizeObserver | undefined
    const adopt = () => {
      const inner = element.contentDocument
      if (!inner?.body) return
      observer?.disconnect()
      setOwnColours(bringsColours(inner))
      const measure = () =>
        setHeight(Math.min(tallest, Math.ceil(inner.documentElement.getBoundingClientRect().height)))
      observer = new ResizeObserver(measure)
      observer.observe(inner.documentElement)
      measure()
      inner.addEventListener('keydown', passOn)
    }
    element.addEventListener('load', adopt)
    adopt()
    return () => {
      element.removeEventListener('load', adopt)
      observer?.disconnect()
    }
  }, [])

  // Colours go in through the object model, which the frame's policy admits; they follow the theme.
  useEffect(() => {
    const apply = () => {
      const inner = frame.current?.contentDocument
      if (!inner?.body) return
      const look = getComputedStyle(frame.current ?? document.body)
      const isDark = !hasOwnColours && isDarkNow()
      inner.documentElement.classList.toggle('dark', isDark)
      inner.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
      inner.body.style.fontSize = look.fontSize
      inner.body.style.lineHeight = look.lineHeight
      inner.body.style.color = hasOwnColours ? '' : look.color
      inner.body.style.background = 'transparent'
    }
    apply()
    const observer = new MutationObserver(apply)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', apply)
    const element = frame.current
    element?.addEventListener('load', apply)
    return () => {
      observer.disconnect()
      system.removeEventListener('change', apply)
      element?.removeEventListener('load', apply)
    }
  }, [hasOwnColours])

  return (
    <iframe
      ref={frame}
      className={hasOwnColours ? 'mail-frame mail-paper' : 'mail-frame'}
      title={t('message.frame', { name: title })}
      src={address}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      style={{ blockSize: height }}
    />
  )
}

function isDarkNow(): boolean {
  const { theme } = document.documentElement.dataset
  return theme === 'dark' || (theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** True when a mail paints its own grounds or text: then it is shown on paper, as its author saw it. */
function bringsColours(inner: Document): boolean {
  return (
    inner.querySelector('[bgcolor], [background], font[color], [style*="background"], [style*="color"], [text]') !==
    null
  )
}

/** Keys pressed inside the frame reach the page's shortcuts, except those that scroll or select in it. */
function passOn(event: KeyboardEvent): void {
  if (event.key.length > 1 && event.key !== 'Enter') return
  window.dispatchEvent(new KeyboardEvent('keydown', event))
}
