// Invented tickets to try the desk with, and how far they are.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useMakeSampleData, useSampleRun } from '../../api/settings.ts'
import { Button } from '../../kit/Button.tsx'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { t } from '../../language/text.ts'

const sampleTickets = 2_000

export function SampleData() {
  const client = useQueryClient()
  const run = useSampleRun().data
  const make = useMakeSampleData()
  const isRunning = run?.state === 'running' || make.isPending
  const made = run?.made ?? 0
  // Lists and counts follow while the tickets arrive.
  useEffect(() => {
    if (made > 0) void client.invalidateQueries({ queryKey: ['tickets'] })
  }, [client, made])
  return (
    <section className="card settings-card">
      <p>{t('sample.text', { count: sampleTickets })}</p>
      {make.isError ? <ErrorNotice error={make.error} /> : null}
      <div className="row row-wrap">
        <Button kind="primary" icon="plus" onPress={() => make.mutate(sampleTickets)} isPending={isRunning}>
          {t(isRunning ? 'sample.running' : 'sample.action')}
        </Button>
        {run?.state === 'running' ? (
          <progress max={run.tickets} value={run.made} aria-label={t('sample.running')} />
        ) : null}
        <span role="status">{run?.state === 'done' ? t('sample.done', { count: run.made }) : ''}</span>
      </div>
    </section>
  )
}
