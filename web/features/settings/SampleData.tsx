// Invented tickets to try the desk with.
import { useMakeSampleData } from '../../api/settings.ts'
import { Button } from '../../kit/Button.tsx'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { t } from '../../language/text.ts'

const sampleTickets = 2_000

export function SampleData() {
  const make = useMakeSampleData()
  return (
    <section className="card settings-card">
      <p>{t('sample.text', { count: sampleTickets })}</p>
      {make.isError ? <ErrorNotice error={make.error} /> : null}
      <div className="row row-wrap">
        <Button kind="primary" icon="plus" onPress={() => make.mutate(sampleTickets)} isPending={make.isPending}>
          {t(make.isPending ? 'sample.running' : 'sample.action')}
        </Button>
        <span role="status">{make.isSuccess ? t('sample.done') : ''}</span>
      </div>
    </section>
  )
}
