// What sample tickets are put together from. Every language has the same parts, written anew in each, not translated.

export type TopicName = 'delivery' | 'invoice' | 'login' | 'return' | 'fault' | 'subscription'

/** Sentences about one matter. `{order}`, `{product}`, `{amount}` and so on are filled in. */
export interface Topic {
  name: TopicName
  subjects: readonly string[]
  /** What is wrong. */
  problems: readonly string[]
  /** What else the customer tells. */
  details: readonly string[]
  /** What they want. */
  wishes: readonly string[]
  /** What the agent asks back. */
  questions: readonly string[]
  /** What the customer says to that. */
  replies: readonly string[]
  /** How the agent solves it. */
  answers: readonly string[]
  /** What agents note for each other. */
  notes: readonly string[]
}

export interface Phrases {
  locale: 'en' | 'de' | 'nl' | 'it'
  given_names: readonly string[]
  family_names: readonly string[]
  cities: readonly string[]
  products: readonly string[]
  greetings: readonly string[]
  farewells: readonly string[]
  agent_greetings: readonly string[]
  agent_farewells: readonly string[]
  /** The customer has waited. */
  nudges: readonly string[]
  thanks: readonly string[]
  /** What customers and agents add to any matter. */
  asides: readonly string[]
  agent_asides: readonly string[]
  topics: readonly Topic[]
}
