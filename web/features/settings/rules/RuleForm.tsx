// What the forms of macros, triggers and automations share: saving, the dry run, what is wrong and where, and leaving.
import { type ReactNode, useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { type Rule, type RuleKind, type RuleWrite, useDryRun, useSaveRule } from '../../../api/rules.ts'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export interface RuleEditorProps {
  /** Null for a new one. */
  rule: Rule | null
  /** What the form begins with: the rule itself, the one it is a copy of, or nothing. */
  model: Rule | null
  onClose: () => void
}

/** What every rule's form begins with. */
export const beginning = (rule: Rule | null, model: Rule | null) => ({
  title: model ? (rule ? model.title : t('rules.copyOf', { name: model.title })) : '',
  description: model?.description ?? '',
  active: model?.active ?? true,
})

/** Saving and trying one kind of rule. `errorOf` gives the reason why a field was refused. */
export function useRuleForm(kind: RuleKind) {
  const save = useSaveRule(kind)
  const dryRun = useDryRun(kind)
  // Whichever was asked last has the last word about what is wrong.
  const problem = save.submittedAt >= dryRun.submittedAt ? save.error : dryRun.error
  return { kind, save, dryRun, problem, errorOf: (field: string) => reasonFor(problem, field) }
}

interface RuleFormProps {
  form: ReturnType<typeof useRuleForm>
  rule: Rule | null
  label: string
  /** The rule as it would be written now. */
  write: RuleWrite
  /** Fields that show their own error; any other is shown above the form. */
  shownAtField: readonly string[]
  isChanged: boolean
  /** Whether this person may try it on tickets of the past. */
  mayTry?: boolean
  /** Follows the form and the result of its dry run. */
  after?: ReactNode
  onClose: () => void
  children: ReactNode
}

export function RuleForm(props: RuleFormProps) {
  const { save, dryRun, problem, errorOf } = props.form
  const [isLeaving, setLeaving] = useState(false)
  const isElsewhere = problem !== null && !props.shownAtField.some((field) => errorOf(field) !== undefined)
  return (
    <>
      <form
        className="stack rules-wide"
        aria-label={props.label}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(
            { id: props.rule?.id, ...props.write },
            {
              onSuccess: () => {
                toast(t('settings.saved'))
                props.onClose()
              },
            },
          )
        }}
      >
        {isElsewhere ? <ErrorNotice error={problem} title={t('settings.notSaved')} /> : null}
        {props.children}
        <div className="row row-wrap">
          <Button kind="primary" type="submit" isDisabled={save.isPending}>
            {t('settings.save')}
          </Button>
          {props.mayTry === false ? null : (
            <Button icon="eye" isDisabled={dryRun.isPending} onPress={() => dryRun.mutate(props.write)}>
              {t('dryRun.try')}
            </Button>
          )}
          <Button onPress={() => (props.isChanged ? setLeaving(true) : props.onClose())}>{t('kit.cancel')}</Button>
        </div>
      </form>
      {props.after}
      <Confirm
        title={t('rules.leave')}
        isOpen={isLeaving}
        confirm={t('rules.leave.confirm')}
        isDangerous
        onClose={() => setLeaving(false)}
        onConfirm={props.onClose}
      >
        <p>{t('rules.leave.text')}</p>
      </Confirm>
    </>
  )
}
