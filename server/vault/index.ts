// The vault: envelope encryption. A key provider wraps each account's keys; from them come everything that seals,
// looks up, signs and indexes customers' words. Destroying an account's keys destroys its data, also in backups.
export { type AccountKeyRow, newAccountKey, sealingOf, unlockAccount } from './account-keys.ts'
export { CannotOpen } from './blob.ts'
export { checkKeyFile, KeyFileError, openKeyFile } from './key-file.ts'
export type { KeyProvider } from './key-provider.ts'
export { insertAccountKey, listKeyProviders, loadAccountKeys } from './queries.ts'
export { rotateAccountKey, type SealedData, vaultModule } from './rotation.ts'
export { type RowKey, resealRows, resealValue, type SealedColumn } from './sealed-columns.ts'
export { createVault, type Vault } from './vault.ts'
