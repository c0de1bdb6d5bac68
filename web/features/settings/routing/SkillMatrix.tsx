// What everybody can: a table of people and skills with a box for each, and the skills there are, kind by kind.
import { useState } from 'react'
import {
  type SkillKind,
  useAddSkill,
  useAddSkillKind,
  useAgentSkills,
  useRemoveSkill,
  useRemoveSkillKind,
  useSaveAgentSkills,
  useSkills,
} from '../../../api/routing.ts'
import type { TeamMember } from '../../../api/team.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function SkillMatrix({ agents }: { agents: readonly TeamMember[] }) {
  const kinds = useSkills()
  const skills = useAgentSkills(agents.map(({ id }) => id))
  const save = useSaveAgentSkills()
  if (kinds.isPending) return <Skeleton lines={3} />
  if (kinds.isError) return <ErrorNotice error={kinds.error} onRetry={() => void kinds.refetch()} />
  const shown = kinds.data.filter((kind) => kind.values.length > 0)
  const turn = (id: number, value: string, isOn: boolean) => {
    const before = skills.get(id) ?? []
    save.mutate(
      { id, skills: isOn ? [...before, value] : before.filter((one) => one !== value) },
      { onError: (error) => toast(describeProblem(error).text, 'triangle-alert') },
    )
  }
  return (
    <>
      <p className="field-help">{t('routing.skills.text')}</p>
      {shown.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="routing-scroll" tabIndex={0} aria-label={t('routing.skills')}>
          <table className="routing-table routing-matrix">
            <thead>
              <tr>
                <th scope="col" rowSpan={2}>
                  {t('routing.person')}
                </th>
                {shown.map((kind) => (
                  <th key={kind.id} scope="colgroup" colSpan={kind.values.length}>
                    {kind.name}
                  </th>
                ))}
              </tr>
              <tr>
                {shown.flatMap((kind) =>
                  kind.values.map((value) => (
                    <th key={value.id} scope="col">
                      {value.name}
                    </th>
                  )),
                )}
              </tr>
            </thead>
            <tbody>
              {agents.map(({ id, name }) => (
                <tr key={id}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  {shown.flatMap((kind) =>
                    kind.values.map((value) => (
                      <td key={value.id}>
                        <input
                          type="checkbox"
                          aria-label={t('routing.can', { name, skill: value.name })}
                          disabled={skills.get(id) === undefined}
                          checked={skills.get(id)?.includes(value.id) ?? false}
                          onChange={(event) => turn(id, value.id, event.target.checked)}
                        />
                      </td>
                    )),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <Kinds kinds={kinds.data} />
    </>
  )
}

type Removing = { kind: string; id: string | null; name: string } | null

function Kinds({ kinds }: { kinds: readonly SkillKind[] }) {
  const addKind = useAddSkillKind()
  const removeKind = useRemoveSkillKind()
  const remove = useRemoveSkill()
  const [removing, setRemoving] = useState<Removing>(null)
  const problem = addKind.error ?? removeKind.error ?? remove.error
  return (
    <section className="rule-panel" aria-label={t('routing.kinds')}>
      <h3 className="field-label">{t('routing.kinds')}</h3>
      {problem ? <ErrorNotice error={problem} title={t('settings.notSaved')} /> : null}
      {kinds.map((kind) => (
        <div key={kind.id} className="rule-result">
          <div className="row">
            <strong className="grow">{kind.name}</strong>
            <IconButton
              icon="trash-2"
              label={t('service.delete', { name: kind.name })}
              onPress={() => setRemoving({ kind: kind.id, id: null, name: kind.name })}
            />
          </div>
          <ul className="row row-wrap">
            {kind.values.map((value) => (
              <li key={value.id} className="chip">
                {value.name}
                <button
                  type="button"
                  className="chip-remove"
                  aria-label={t('service.delete', { name: value.name })}
                  onClick={() => setRemoving({ kind: kind.id, id: value.id, name: value.name })}
                >
                  <Icon name="x" size="small" />
                </button>
              </li>
            ))}
          </ul>
          <AddSkill kind={kind} />
        </div>
      ))}
      <AddName
        label={t('routing.kind.new')}
        button={t('routing.kind.add')}
        isPending={addKind.isPending}
        onAdd={(name) => addKind.mutate(name)}
      />
      <Confirm
        title={t('service.delete', { name: removing?.name ?? '' })}
        isOpen={removing !== null}
        confirm={t('service.delete.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing?.id) remove.mutate({ kind: removing.kind, id: removing.id })
          else if (removing) removeKind.mutate(removing.kind)
          setRemoving(null)
        }}
      >
        <p>{t('routing.delete.text')}</p>
      </Confirm>
    </section>
  )
}

function AddSkill({ kind }: { kind: SkillKind }) {
  const add = useAddSkill()
  return (
    <>
      {add.isError ? <ErrorNotice error={add.error} title={t('settings.notSaved')} /> : null}
      <AddName
        label={t('routing.skill.new', { kind: kind.name })}
        button={t('routing.skill.add')}
        isPending={add.isPending}
        onAdd={(name) => add.mutate({ kind: kind.id, name })}
      />
    </>
  )
}

interface AddNameProps {
  label: string
  button: string
  isPending: boolean
  onAdd: (name: string) => void
}

function AddName({ label, button, isPending, onAdd }: AddNameProps) {
  const [name, setName] = useState('')
  return (
    <form
      className="row row-wrap rule-ask"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return
        onAdd(name.trim())
        setName('')
      }}
    >
      <TextField label={label} value={name} onChange={setName} />
      <Button type="submit" icon="plus" isDisabled={isPending} aria-label={`${button}: ${label}`}>
        {button}
      </Button>
    </form>
  )
}
