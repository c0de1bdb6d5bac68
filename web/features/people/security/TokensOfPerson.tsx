// What acts for somebody: how many tokens and programs, and the end of all of them.
import { Button } from '../../../kit/Button.tsx'
import { t } from '../../../language/text.ts'
import type { PartProps } from './PersonSecurity.tsx'

export function TokensOfPerson({ security, isBusy, onAsk }: PartProps) {
  const { api_token_count, oauth_grant_count } = security
  return (
    <section className="stack" aria-labelledby="person-tokens">
      <h3 className="card-subtitle" id="person-tokens">
        {t('person.tokens')}
      </h3>
      <div className="row row-wrap">
        <p className="grow">{t('person.tokens.count', { tokens: api_token_count, programs: oauth_grant_count })}</p>
        {api_token_count + oauth_grant_count > 0 ? (
          <Button
            isDisabled={isBusy}
            onPress={() =>
              onAsk({
                act: 'revoke_tokens',
                title: 'person.tokens.revoke.title',
                text: 'person.tokens.revoke.text',
                confirm: 'person.tokens.revoke',
                done: 'person.tokens.revoked',
              })
            }
          >
            {t('person.tokens.revoke')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
