// The architecture in forty lines: the modules in dependency order, and whom each may use (through its index.ts).
// tests/tidy.test.ts holds every import to this table.

export const MODULES = {
  platform: [],
  vault: ['platform'],
  accounts: ['platform', 'vault'],
  search: ['platform', 'vault', 'accounts'],
  people: ['platform', 'vault', 'accounts', 'search'],
  access: ['platform', 'vault', 'accounts', 'people'],
  audit: ['platform', 'vault', 'accounts', 'people', 'access'],
  tickets: ['platform', 'vault', 'accounts', 'search', 'people', 'access'],
  mail: ['platform', 'vault', 'accounts', 'search', 'people', 'access', 'tickets'],
  operations: ['platform', 'vault', 'accounts', 'audit', 'search', 'people', 'access', 'tickets', 'mail'],
} as const satisfies Record<string, readonly string[]>

export type ModuleName = keyof typeof MODULES
