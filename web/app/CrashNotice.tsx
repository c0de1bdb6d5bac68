// When a part of the page breaks, that part says so; the rail, the drafts and everything else stay.
import { Component, type ReactNode } from 'react'
import { Button } from '../kit/Button.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { t } from '../language/text.ts'

interface CrashNoticeProps {
  children: ReactNode
  /** Another place clears the notice. */
  place: string
}

export class CrashNotice extends Component<CrashNoticeProps, { error: Error | null; place: string }> {
  override state = { error: null, place: this.props.place }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  static getDerivedStateFromProps(props: CrashNoticeProps, state: { place: string }) {
    return props.place === state.place ? null : { error: null, place: props.place }
  }

  override render() {
    if (!this.state.error) return this.props.children
    return (
      <EmptyState
        icon="triangle-alert"
        title={t('shell.crashed')}
        action={<Button onPress={() => location.reload()}>{t('shell.reload')}</Button>}
      >
        {t('shell.crashedText')}
      </EmptyState>
    )
  }
}
