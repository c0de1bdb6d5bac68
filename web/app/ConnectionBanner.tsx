// Says once that the page is on its own, since when, and that nothing typed is lost.
import type { Connection } from '../api/live.ts'
import { Icon } from '../kit/Icon.tsx'
import { TimeText } from '../kit/TimeText.tsx'
import { t } from '../language/text.ts'

export function ConnectionBanner({ connection, lostAt }: { connection: Connection; lostAt: number | null }) {
  const isLost = connection === 'lost' && lostAt !== null
  return (
    <div role="status">
      {isLost ? (
        <p className="banner">
          <Icon name="wifi-off" size="small" />
          <span>
            {t('connection.lost')} <TimeText at={new Date(lostAt).toISOString()} as="clock" />. {t('connection.safe')}
          </span>
        </p>
      ) : null}
    </div>
  )
}
