/** The ticket's card in the context panel: kind, group, tags, and when things happened. */
import { useQuery } from '@tanstack/react-query'
import { useGroups } from '../../../api/people.ts'
import { ticketQuery, useChangeTicket } from '../../../api/tickets.ts'
import { SelectField } from '../../../kit/Field.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { kindLabels, kinds } from '../labels.ts'
import { CustomFields } from './CustomFields.tsx'
import { TagField } from './TagField.tsx'

export function TicketFields({ ticketId }: { ticketId: number }) {
  const one = useQuery(ticketQuery(ticketId))
  const groups = useGroups()
  const change = useChangeTicket(ticketId)
  const ticket = one.data?.ticket
  if (!ticket) return null
  const none = 'none'
  return (
    <section className="card" aria-labelledby="card-ticket">
      <h3 className="card-title" id="card-ticket">
        {t('card.ticket')}
      </h3>
      <SelectField
        label={t('field.type')}
        value={ticket.type ?? none}
        options={[
          { value: none, label: t('kind.none') },
          ...kinds.map((kind) => ({ value: kind, label: t(kindLabels[kind]) })),
        ]}
        onChange={(value) =>
          change.mutate({ type: value === none ? null : (kinds.find((kind) => kind === value) ?? null) })
        }
      />
      <SelectField
        label={t('field.group')}
        value={String(ticket.group_id ?? none)}
        options={[
          { value: none, label: t('group.none') },
          ...(groups.data ?? []).map((group) => ({ value: String(group.id), label: group.name })),
        ]}
        onChange={(value) => change.mutate({ group_id: value === none ? null : Number(value) })}
      />
      <CustomFields ticket={ticket} />
      <TagField tags={ticket.tags} onChange={(tags) => change.mutate({ tags })} />
      <dl className="facts small">
        <dt>{t('field.created')}</dt>
        <dd>
          <TimeText at={ticket.created_at} as="moment" />
        </dd>
        <dt>{t('field.updated')}</dt>
        <dd>
          <TimeText at={ticket.updated_at} as="moment" />
        </dd>
        {ticket.recipient ? (
          <>
            <dt>{t('field.recipient')}</dt>
            <dd>{ticket.recipient}</dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}
