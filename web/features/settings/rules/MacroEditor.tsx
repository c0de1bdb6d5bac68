// One macro: for whom it is, the words it writes, what it sets, and what it would make of a ticket.
import { lazy, Suspense, useRef, useState } from 'react'
import { useGroups } from '../../../api/people.ts'
import type { Rule } from '../../../api/rules.ts'
import { useMe } from '../../../api/session.ts'
import { Button } from '../../../kit/Button.tsx'
import type { EditorHandle } from '../../../kit/editor/Editor.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { GroupChoice } from '../team/GroupChoice.tsx'
import { ActionsEditor } from './ActionsEditor.tsx'
import { DryRunPanel } from './DryRunPanel.tsx'
import { MacroPreview } from './MacroPreview.tsx'
import { actionsWith, commentOf, withoutComment } from './macroComment.ts'
import { placeholders } from './placeholders.ts'
import { beginning, type RuleEditorProps, RuleForm, useRuleForm } from './RuleForm.tsx'

const Editor = lazy(() => import('../../../kit/editor/Editor.tsx'))

/** A file cannot be part of a macro; what is dropped on its words is left out. */
const takesNoFiles = () => toast(t('macros.noFiles'), 'triangle-alert')

type Audience = 'all' | 'groups' | 'me'

const shownAtField = ['title', 'actions', 'restriction']

export function MacroEditor({ rule, model, onClose }: RuleEditorProps) {
  const me = useMe()
  const isAdmin = me.role === 'admin'
  const groups = useGroups().data ?? []
  const ruleForm = useRuleForm('macro')
  const { errorOf } = ruleForm
  const editor = useRef<EditorHandle>(null)
  const [start] = useState(() => ({
    ...beginning(rule, model),
    audience: audienceOf(model, isAdmin),
    group_ids: model?.restriction?.type === 'Group' ? (model.restriction.ids ?? [model.restriction.id]) : [],
    comment: commentOf(model?.actions ?? []),
    actions: withoutComment(model?.actions ?? []),
  }))
  const [form, setForm] = useState(start)
  const set = (part: Partial<typeof form>) => setForm((old) => ({ ...old, ...part }))
  const write = {
    title: form.title.trim(),
    description: form.description,
    active: form.active,
    actions: actionsWith(form.comment, form.actions),
    restriction:
      form.audience === 'all'
        ? null
        : form.audience === 'me'
          ? { type: 'User' as const, id: me.id } // literal of the union
          : { type: 'Group' as const, ids: form.group_ids }, // literal of the union
  }
  const insert = (name: string) => {
    const html = `${form.comment.html.replace(/<\/p>$/, '')} {{${name}}}${form.comment.html.endsWith('</p>') ? '</p>' : ''}`
    editor.current?.setHtml(html)
    set({ comment: { ...form.comment, html } })
    editor.current?.focus()
  }
  return (
    <RuleForm
      form={ruleForm}
      rule={rule}
      label={rule?.title ?? t('macros.new')}
      write={write}
      shownAtField={shownAtField}
      isChanged={JSON.stringify(form) !== JSON.stringify(start)}
      mayTry={isAdmin}
      onClose={onClose}
      after={
        <>
          <DryRunPanel kind="macro" run={ruleForm.dryRun} />
          <MacroPreview actions={write.actions} />
        </>
      }
    >
      <TextField
        label={t('rules.title')}
        help={t('macros.title.help')}
        value={form.title}
        onChange={(title) => set({ title })}
        error={errorOf('title')}
        isRequired
      />
      <TextField
        label={t('rules.description')}
        value={form.description}
        onChange={(description) => set({ description })}
      />
      {isAdmin ? (
        <SelectField<Audience>
          label={t('macros.audience')}
          value={form.audience}
          options={[
            { value: 'all', label: t('macros.audience.all') },
            { value: 'groups', label: t('macros.audience.groups') },
            { value: 'me', label: t('macros.audience.me') },
          ]}
          onChange={(audience) => set({ audience })}
          error={form.audience === 'groups' ? undefined : errorOf('restriction')}
        />
      ) : (
        <p className="field-help">{t('macros.onlyYou')}</p>
      )}
      {form.audience === 'groups' ? (
        <>
          <GroupChoice
            legend={t('macros.groups')}
            items={groups}
            chosen={new Set(form.group_ids)}
            onChange={(chosen) => set({ group_ids: [...chosen] })}
          />
          {errorOf('restriction') ? <p className="field-error">{errorOf('restriction')}</p> : null}
        </>
      ) : null}
      <SwitchField label={t('rules.active')} isOn={form.active} onChange={(active) => set({ active })} />
      <fieldset className={form.comment.mode === 'false' ? 'conditions macro-note' : 'conditions'}>
        <legend className="field-label">{t('macros.words')}</legend>
        <div className="macro-mode">
          <SelectField
            label={t('macros.mode')}
            value={form.comment.mode}
            options={[
              { value: '', label: t('macros.mode.any') },
              { value: 'true', label: t('composer.label.reply') },
              { value: 'false', label: t('composer.label.note') },
            ]}
            onChange={(mode) => set({ comment: { ...form.comment, mode } })}
          />
        </div>
        <div className="macro-editor">
          <Suspense fallback={<Skeleton lines={3} />}>
            <Editor
              ref={editor}
              label={t('macros.words')}
              placeholder={t('macros.words.placeholder')}
              initialHtml={start.comment.html}
              onChange={(html) => setForm((old) => ({ ...old, comment: { ...old.comment, html } }))}
              onFiles={takesNoFiles}
            />
          </Suspense>
        </div>
        <div className="row">
          <Menu
            label={t('placeholder.insert')}
            entries={placeholders.map(({ name, label }) => ({ id: name, label: t(label), detail: `{{${name}}}` }))}
            onPick={insert}
            trigger={
              <Button size="small" kind="quiet" icon="plus">
                {t('placeholder.insert')}
              </Button>
            }
          />
        </div>
      </fieldset>
      <ActionsEditor
        kind="macro"
        actions={form.actions}
        onChange={(actions) => set({ actions })}
        error={errorOf('actions')}
      />
    </RuleForm>
  )
}

function audienceOf(model: Rule | null, isAdmin: boolean): Audience {
  if (!isAdmin || model?.restriction?.type === 'User') return 'me'
  return model?.restriction?.type === 'Group' ? 'groups' : 'all'
}
