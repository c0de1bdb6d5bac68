/** Dialogs: a heading, content, and buttons at the end. Focus goes in, stays in, and returns to where it came from. */
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { t } from '../language/text.ts'
import { Button, IconButton } from './Button.tsx'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  actions?: ReactNode
  isWide?: boolean
  role?: 'dialog' | 'alertdialog'
}

export function Dialog({ title, isOpen, onClose, children, actions, isWide, role = 'dialog' }: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      isDismissable
    >
      <Modal className={isWide ? 'modal modal-wide' : 'modal'}>
        <AriaDialog className="dialog" role={role}>
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton icon="x" label={t('kit.close')} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {actions ? <footer className="dialog-actions">{actions}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface ConfirmProps {
  title: string
  isOpen: boolean
  confirm: string
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
  isDangerous?: boolean
  /** A middle way between yes and no, when there is one. */
  alternative?: { label: string; onPress: () => void }
}

/** A question before something that cannot be taken back, or that somebody outside will see. */
export function Confirm({
  title,
  isOpen,
  confirm,
  onConfirm,
  onClose,
  children,
  isDangerous,
  alternative,
}: ConfirmProps) {
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('kit.cancel')}
          </Button>
          {alternative ? <Button onPress={alternative.onPress}>{alternative.label}</Button> : null}
          <Button kind={isDangerous ? 'danger' : 'primary'} onPress={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
