// Every limit of reading mail, in one place. A mail is written by a stranger: whatever it makes us count, store or
// loop over ends at one of these. Sizes are bytes unless the name says otherwise.

const KB = 1024
const MB = 1024 * KB

export const MAIL_LIMITS = {
  /** An attachment of 25 MB, the usual limit elsewhere, is 34.2 MB in base64. */
  message_bytes: 36 * MB,
  /** Header bytes of the whole message, all parts together. Real mail stays under 64 KB. */
  header_bytes: 512 * KB,
  header_fields: 1_000,
  /** One header value, decoded, in characters; longer values are cut. */
  header_value_chars: 64 * KB,
  /** A message at the size limit in base64 has 485,000; every line costs the parser an object. */
  lines: 500_000,
  mime_depth: 30,
  subject_chars: 500,
  name_chars: 200,
  addresses_per_list: 200,
  message_ids: 100,
  message_id_chars: 500,
  attachments: 100,
  attachment_bytes_in_total: 30 * MB,
  file_name_chars: 120,
  text_chars: 512 * KB,
  /** RFC 5321 section 6.3 suggests at least 100 Received fields before calling it a loop; real mail has under 30. */
  hops: 60,
  diagnostic_chars: 1_000,
} as const

/** Reading happens in a worker thread, with these bounds, when a message could keep the process busy. */
export const WORKER_LIMITS = {
  /** Larger messages are read in the worker. The worst 128 KB we could write takes under a second in place. */
  in_place_bytes: 128 * KB,
  /** Messages with more lines that could be MIME boundaries are read in the worker. */
  in_place_boundary_lines: 1_000,
  time_ms: 4_500,
  memory_mb: 128,
  /** The worker ends after this long without work. */
  idle_ms: 30_000,
  /** Messages waiting for the worker; more wait in the job queue, where they are durable. */
  waiting: 50,
} as const

export const TRUST_LIMITS = {
  dns_time_ms: 8_000,
  dns_queries: 60,
  dkim_signatures: 10,
} as const
