// Asks for a link's address; with nothing selected the address itself becomes the text.
import type { EditorView } from 'prosemirror-view'
import { useState } from 'react'
import { t } from '../../language/text.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { TextField } from '../Field.tsx'
import { completeAddress } from './addresses.ts'
import { schema } from './schema.ts'

export function LinkDialog({ view, onClose }: { view: EditorView; onClose: () => void }) {
  const [address, setAddress] = useState('')
  const [isWrong, setWrong] = useState(false)
  const apply = () => {
    const href = completeAddress(address)
    const { link } = schema.marks
    if (!href || !link) {
      setWrong(true)
      return
    }
    const { from, to, empty } = view.state.selection
    const mark = link.create({ href })
    view.dispatch(
      empty ? view.state.tr.insert(from, schema.text(address.trim(), [mark])) : view.state.tr.addMark(from, to, mark),
    )
    onClose()
  }
  return (
    <Dialog
      title={t('editor.link')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" onPress={apply}>
            {t('editor.link.apply')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <TextField
          label={t('editor.link.address')}
          value={address}
          onChange={setAddress}
          placeholder="https://"
          error={isWrong ? t('editor.link.wrong') : undefined}
          ref={(input) => input?.focus()}
        />
      </form>
    </Dialog>
  )
}
