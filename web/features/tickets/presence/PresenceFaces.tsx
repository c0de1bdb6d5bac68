/** Faces of who else is at a ticket: plain while they look, ringed while they write a reply, dashed for a note. */
import { useAgents } from '../../../api/people.ts'
import { Avatar } from '../../../kit/Avatar.tsx'
import { t } from '../../../language/text.ts'
import { usePresence } from './presenceStore.ts'
import './presence.css'

const facesShown = 3
const sentences = { viewing: 'presence.viewing', replying: 'presence.replying', noting: 'presence.noting' } as const

export function PresenceFaces({ ticketId, isNamed }: { ticketId: number; isNamed?: boolean }) {
  const present = usePresence(ticketId)
  const agents = useAgents()
  if (present.length === 0) return null
  const nameOf = (id: number) => agents.data?.find((user) => user.id === id)?.name ?? t('person.unknown')
  const words = present.map(({ user_id, doing }) => t(sentences[doing], { name: nameOf(user_id) }))
  const writer = present.find((one) => one.doing !== 'viewing')
  return (
    <span className="presence" title={words.join('\n')}>
      <span className="sr-only">{words.join(', ')}</span>
      {present.slice(0, facesShown).map(({ user_id, doing }) => (
        <span key={user_id} className={`presence-face presence-${doing}`}>
          <Avatar name={nameOf(user_id)} id={user_id} size="small" isTeam />
        </span>
      ))}
      {present.length > facesShown ? <span className="muted numeric">+{present.length - facesShown}</span> : null}
      {isNamed && writer ? (
        <span className="presence-words truncate" aria-hidden="true">
          {t(sentences[writer.doing], { name: nameOf(writer.user_id) })}
        </span>
      ) : null}
    </span>
  )
}
