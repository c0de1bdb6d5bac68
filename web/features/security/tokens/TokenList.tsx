// Tokens, one a card each, with the name of whoever they act as.
import type { ApiToken } from '../../../api/credentials.ts'
import type { ShownSecret } from './SecretNotice.tsx'
import { TokenCard } from './TokenCard.tsx'

interface TokenListProps {
  tokens: readonly ApiToken[]
  /** The name of whoever a token acts as; null where the list says it already. */
  ownerOf: (token: ApiToken) => string | null
  /** Nobody is given a secret with which they would act as somebody else, nor makes one mightier. */
  mayChange: (token: ApiToken) => boolean
  mostDays: number | null
  /** The level below that of the list. */
  Heading: 'h2' | 'h3'
  onMade: (shown: ShownSecret) => void
}

export function TokenList({ tokens, ownerOf, mayChange, mostDays, Heading, onMade }: TokenListProps) {
  return (
    <ul className="settings-card">
      {tokens.map((token) => (
        <TokenCard
          key={token.id}
          token={token}
          owner={ownerOf(token)}
          mayChange={mayChange(token)}
          mostDays={mostDays}
          Heading={Heading}
          onMade={onMade}
        />
      ))}
    </ul>
  )
}
