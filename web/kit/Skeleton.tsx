// Grey shapes of what is coming, shown only when it takes longer than a blink (the delay is in the style sheet).
import { t } from '../language/text.ts'

export function Skeleton({ lines, kind = 'row' }: { lines: number; kind?: 'row' | 'bubble' }) {
  return (
    <div className="skeletons" role="status" aria-label={t('kit.loading')}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey shapes have no identity
        <div className={`skeleton skeleton-${kind}`} key={index} aria-hidden="true" />
      ))}
    </div>
  )
}
