// Says on top of a list which tokens stop soon, so that nobody hears of it from a program that failed.
import type { ApiToken } from '../../../api/credentials.ts'
import { Icon } from '../../../kit/Icon.tsx'
import { useNow } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { daysLeft } from './ending.ts'

const mostNamed = 5

export function EndingNotice({ tokens }: { tokens: readonly ApiToken[] }) {
  const now = useNow()
  const ending = tokens.filter((token) => token.active && daysLeft(token, now) !== null)
  if (ending.length === 0) return null
  const names = ending.slice(0, mostNamed).map((token) => token.description || `${token.token}…`)
  return (
    <div className="notice notice-amber" role="status">
      <Icon name="clock" />
      <div className="grow">
        <p className="notice-title">{t('tokens.ending', { count: ending.length })}</p>
        <p>
          <bdi>{[...names, ...(ending.length > mostNamed ? ['…'] : [])].join(', ')}</bdi>
        </p>
        <p>{t('tokens.ending.text')}</p>
      </div>
    </div>
  )
}
