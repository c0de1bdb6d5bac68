// The roles of agents: who has them, what about them deserves a second look, and the way to change, copy and compare.
import { useState } from 'react'
import {
  type Configuration,
  type CustomRole,
  type Right,
  type RoleDraft,
  useDeleteRole,
  useRightsCatalog,
  useRoles,
} from '../../../api/roles.ts'
import { useMe } from '../../../api/session.ts'
import type { Me } from '../../../api/shapes.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { rightName } from '../../../language/rights.ts'
import { t } from '../../../language/text.ts'
import { standardName } from './names.ts'
import { RoleComparison } from './RoleComparison.tsx'
import { RoleEditor } from './RoleEditor.tsx'
import './roles.css'

/** Risks named in a line of the list; the rest are counted. */
const shownRisks = 3

/** The rights of a role that somebody has not; owners and admins have all. The server decides, by the same order. */
function rightsBeyond(me: Me, configuration: Configuration, rights: readonly Right[]): string[] {
  if (me.role === 'admin') return []
  const level = (values: readonly string[] | null, value: string | boolean | undefined) =>
    values === null ? Number(value === true) : values.indexOf(String(value))
  return rights
    .filter(({ name, values }) => level(values, configuration[name]) > level(values, me.rights?.[name]))
    .map(({ name }) => name)
}

export default function RolesPage() {
  const me = useMe()
  const roles = useRoles()
  const catalog = useRightsCatalog()
  const [draft, setDraft] = useState<RoleDraft | null>(null)
  const [isComparing, setComparing] = useState(false)
  const [leaving, setLeaving] = useState<CustomRole | null>(null)
  const remove = useDeleteRole()
  if (roles.isError) return <ErrorNotice error={roles.error} onRetry={() => void roles.refetch()} />
  if (catalog.isError) return <ErrorNotice error={catalog.error} onRetry={() => void catalog.refetch()} />
  if (!roles.data || !catalog.data) return <Skeleton lines={4} />
  const { rights, standard_roles } = catalog.data
  const agent = standard_roles.find((one) => one.role === 'agent')
  if (draft)
    return (
      <RoleEditor
        key={draft.id ?? 'new'}
        from={draft}
        rights={rights}
        limits={me.role === 'admin' ? null : (me.rights ?? {})}
        onClose={() => setDraft(null)}
      />
    )
  if (isComparing)
    return (
      <RoleComparison
        rights={rights}
        roles={[
          ...standard_roles.map(({ role, configuration }) => ({ name: standardName(role), configuration })),
          ...roles.data,
        ]}
        onClose={() => setComparing(false)}
      />
    )
  return (
    <div className="roles">
      <p className="muted">{t(me.role === 'admin' ? 'roles.text' : 'roles.keeper')}</p>
      <div className="row row-wrap">
        <Button
          kind="primary"
          icon="plus"
          onPress={() =>
            setDraft({
              id: null,
              name: '',
              description: '',
              configuration: within(agent?.configuration ?? {}, me, rights),
            })
          }
        >
          {t('roles.new')}
        </Button>
        <Button icon="list" onPress={() => setComparing(true)}>
          {t('roles.compare')}
        </Button>
      </div>
      <ul className="roles-list">
        {roles.data.map((role) => {
          const isBeyond = rightsBeyond(me, role.configuration, rights).length > 0
          const isOwn = me.custom_role_id === role.id
          return (
            <li key={role.id} className="roles-line">
              <div className="grow">
                <h2 className="card-title">{role.is_standard ? standardName(role.role_type) : role.name}</h2>
                {role.description && !role.is_standard ? <p className="muted">{role.description}</p> : null}
                <p className="row row-wrap">
                  <span>{t('roles.people', { count: role.team_member_count })}</span>
                  {isOwn ? <Badge tone="blue">{t('roles.own')}</Badge> : null}
                  {isBeyond ? <Badge tone="slate">{t('roles.beyond')}</Badge> : null}
                  {role.risks.slice(0, shownRisks).map((risk) => (
                    <Badge key={risk} tone="amber" icon="shield-alert">
                      {rightName(risk)}
                    </Badge>
                  ))}
                  {role.risks.length > shownRisks ? (
                    <span className="muted">{t('roles.moreRisks', { count: role.risks.length - shownRisks })}</span>
                  ) : null}
                </p>
              </div>
              <span className="row row-wrap">
                <Button
                  icon="copy"
                  aria-label={t('roles.clone.named', { name: role.name })}
                  onPress={() =>
                    setDraft({
                      ...role,
                      id: null,
                      name: t('roles.copyOf', { name: role.name }),
                      configuration: within(role.configuration, me, rights),
                    })
                  }
                >
                  {t('roles.clone')}
                </Button>
                {role.is_standard ? null : (
                  <>
                    <Button
                      icon="pencil"
                      aria-label={t('roles.edit.named', { name: role.name })}
                      isDisabled={isBeyond || isOwn}
                      onPress={() => setDraft(role)}
                    >
                      {t('roles.edit')}
                    </Button>
                    <Button
                      icon="trash-2"
                      aria-label={t('roles.delete.named', { name: role.name })}
                      isDisabled={role.team_member_count > 0 || isBeyond || isOwn}
                      onPress={() => setLeaving(role)}
                    >
                      {t('roles.delete')}
                    </Button>
                  </>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      <Confirm
        title={t('roles.delete.title', { name: leaving?.name ?? '' })}
        isOpen={leaving !== null}
        confirm={t('roles.delete')}
        isDangerous
        onClose={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving)
            remove.mutate(leaving.id, { onError: (error) => toast(describeProblem(error).text, 'triangle-alert') })
          setLeaving(null)
        }}
      >
        <p>{t('roles.delete.text')}</p>
      </Confirm>
    </div>
  )
}

/** A configuration as far as somebody may give it. */
function within(configuration: Configuration, me: Me, rights: readonly Right[]): Configuration {
  const beyond = rightsBeyond(me, configuration, rights)
  return Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => [
      name,
      beyond.includes(name) ? (me.rights?.[name] ?? false) : value,
    ]),
  )
}
