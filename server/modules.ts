// The architecture in forty lines: the modules in dependency order, and whom each may use (through its index.ts).
// tests/tidy.test.ts holds every import to this table.

export const MODULES = {
  platform: [],
  vault: ['platform'],
  accounts: ['platform', 'vault'],
  search: ['platform', 'vault', 'accounts'],
  people: ['platform', 'vault', 'accounts', 'search'],
  audit: ['platform', 'vault', 'accounts', 'people'],
  access: ['platform', 'vault', 'accounts', 'people'],
  tickets: ['platform', 'vault', 'accounts', 'access', 'search', 'people'],
  mail: ['platform', 'vault', 'accounts', 'access', 'search', 'people', 'tickets'],
  operations: ['platform', 'vault', 'accounts', 'audit', 'access', 'search', 'people', 'tickets', 'mail'],
} as const satisfies Record<string, readonly string[]>

export type ModuleName = keyof typeof MODULES
