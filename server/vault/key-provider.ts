// Where the key that wraps all account keys lives. A local file is the default; a machine that keeps keys (Vault or
// OpenBao transit, a cloud's KMS, PKCS#11) implements the same two verbs. Both ask over a network, hence the promises.

/** Wraps and unwraps account keys. The wrapping key itself never leaves the provider. */
export interface KeyProvider {
  /** Names the wrapping key, e.g. `file:1f2e3d4c5b6a7980`. Stored beside each wrapped key. */
  readonly id: string
  /** Encrypts a key. `context` says whose and which key it is, and must be the same when unwrapping. */
  wrap(plain_key: Buffer, context: string): Promise<Buffer>
  /** Throws when the key was wrapped by another provider, for another context, or was changed. */
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>
}
