// The vault: envelope encryption. A key provider wraps each account's keys; from them come everything that seals,
// looks up, signs and indexes customers' words. Destroying an account's keys destroys its data, also in backups.
export { keysForMovedAccount, newAccountKey, revealIndexKey, sealingOf, unlockAccount } from './account-keys.ts'
export { KeyFileError, openKeyFile } from './key-file.ts'
export type { KeyProvider } from './key-provider.ts'
export { insertAccountKey, listKeyProviders, loadAccountKeys } from './queries.ts'
export { rotateAccountKey, vaultModule } from './rotation.ts'
export { type SealedColumn, vaultSealedColumns } from './sealed-columns.ts'
export { createVault, type Vault } from './vault.ts'
