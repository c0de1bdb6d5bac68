// Every setting there is, as data: its name, its kind, what it does. config.ts reads them, docs/guides/settings.md
// is generated from them, and the start refuses a CUSTOS_ name that is not here.
import type { z } from 'zod'
import {
  host,
  nameServers,
  names,
  networks,
  oneOf,
  path,
  port,
  secretText,
  someOf,
  url,
  whole,
} from './setting-kinds.ts'

export const ROLES = ['web', 'worker', 'mail'] as const
export const MODES = ['production', 'development', 'test'] as const
export const MAIL_OUT = ['sink', 'smarthost', 'direct'] as const
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export interface Setting {
  /** The environment variable. */
  name: string
  schema: z.ZodType<unknown, string>
  /** The text used when the variable is not set. Without one the field is `null`, or follows from other settings. */
  standard?: string
  /** How the documentation describes a default that is no fixed text. */
  standard_note?: string
  /** A secret is never shown, and may be read from the file that NAME_FILE names instead. */
  secret?: true
  about: string
}

const DATABASE_EXAMPLE = 'postgres://user:password@host:5432/custos'

export const SETTINGS = {
  data_dir: {
    name: 'CUSTOS_DATA',
    schema: path(),
    standard_note: '`data` in the folder Custos is installed in',
    about: 'The one folder that holds everything: the embedded database, keys, files, logs. Back this up.',
  },
  host: {
    name: 'CUSTOS_HOST',
    schema: host(),
    standard: '127.0.0.1',
    about:
      'The address the web port listens on, and the SMTP port too unless CUSTOS_SMTP_HOST is set. 0.0.0.0 or :: opens them to other machines.',
  },
  smtp_host: {
    name: 'CUSTOS_SMTP_HOST',
    schema: host(),
    standard_note: 'the address in CUSTOS_HOST',
    about:
      'The address the SMTP port listens on. 0.0.0.0 or :: takes mail from other machines while the web port stays where it is.',
  },
  http_port: {
    name: 'CUSTOS_HTTP_PORT',
    schema: port(),
    standard: '3000',
    about: 'Port of the web pages and the API. 0 takes any free port.',
  },
  smtp_port: {
    name: 'CUSTOS_SMTP_PORT',
    schema: port(),
    standard: '2525',
    about: 'Port that receives mail by SMTP. 0 takes any free port.',
  },
  metrics_port: {
    name: 'CUSTOS_METRICS_PORT',
    schema: port(),
    standard: '9464',
    about: 'Port of the Prometheus metrics, always on the loopback address. 0 turns them off.',
  },
  database_url: {
    name: 'DATABASE_URL',
    schema: url(['postgres', 'postgresql'], DATABASE_EXAMPLE),
    secret: true,
    standard_note: 'the embedded database',
    about: 'A PostgreSQL (15 to 18) to use instead of the embedded one. Its role must own nothing: name it custos_app.',
  },
  database_owner_url: {
    name: 'DATABASE_OWNER_URL',
    schema: url(['postgres', 'postgresql'], DATABASE_EXAMPLE),
    secret: true,
    standard_note: 'none: `custos start` then only checks that nothing is left to migrate',
    about: 'The same database as the role that owns the tables, for migrations. Not through a pooler.',
  },
  database_connections: {
    name: 'CUSTOS_DATABASE_CONNECTIONS',
    schema: whole(2, 1000),
    standard: '10',
    about: 'How many database connections one process keeps open for requests.',
  },
  roles: {
    name: 'CUSTOS_ROLES',
    schema: someOf(ROLES),
    standard: 'web,worker,mail',
    about:
      'What this process does: web answers browsers and the API, worker runs jobs, mail receives mail. `--roles` overrides it.',
  },
  mode: {
    name: 'CUSTOS_MODE',
    schema: oneOf(MODES),
    standard_note:
      '`development` with the embedded database, both ports on a loopback address, no CUSTOS_PUBLIC_URL and no CUSTOS_TRUSTED_PROXIES; otherwise `production`',
    about: 'Development shows the mailbox page and keeps mail from leaving; production does neither.',
  },
  public_url: {
    name: 'CUSTOS_PUBLIC_URL',
    schema: url(['http', 'https'], 'https://help.example.com'),
    standard_note: 'the address of the request',
    about:
      'How customers reach this desk. Links in mails need it, since a mail has no request to take the address from.',
  },
  key_file: {
    name: 'CUSTOS_KEY_FILE',
    schema: path(),
    standard_note: '`<CUSTOS_DATA>/keys/account-keys.key`',
    about:
      'The key that opens all account keys. Whoever has it and the database reads everything; without it nobody does. Back it up apart.',
  },
  files_dir: {
    name: 'CUSTOS_FILES',
    schema: path(),
    standard_note: '`<CUSTOS_DATA>/files`',
    about: 'Where encrypted attachments and mail sources are kept.',
  },
  files_quota_mb: {
    name: 'CUSTOS_FILES_QUOTA_MB',
    schema: whole(1, 999_999_999),
    standard_note: 'none: until the disk is full',
    about: 'Refuse new files when all files together would pass this many megabytes.',
  },
  log_level: {
    name: 'CUSTOS_LOG_LEVEL',
    schema: oneOf(LOG_LEVELS),
    standard: 'info',
    about: `How much is logged: ${LOG_LEVELS.join(', ')}.`,
  },
  trusted_proxies: {
    name: 'CUSTOS_TRUSTED_PROXIES',
    schema: networks(),
    standard_note: 'none',
    about: 'Networks whose X-Forwarded-For and X-Forwarded-Proto headers are believed.',
  },
  max_upload_mb: {
    name: 'CUSTOS_MAX_UPLOAD_MB',
    schema: whole(1, 2000),
    standard: '50',
    about: 'Largest single attachment, in megabytes.',
  },
  max_mail_mb: {
    name: 'CUSTOS_MAX_MAIL_MB',
    schema: whole(1, 500),
    standard: '50',
    about: 'Largest mail accepted, in megabytes.',
  },
  smtp_tls_key: {
    name: 'CUSTOS_SMTP_TLS_KEY',
    schema: path(),
    standard_note: 'a self-made key',
    about: 'Path of the private key (PEM) for STARTTLS. Belongs with CUSTOS_SMTP_TLS_CERT.',
  },
  smtp_tls_cert: {
    name: 'CUSTOS_SMTP_TLS_CERT',
    schema: path(),
    standard_note: 'a self-made certificate',
    about: 'Path of the certificate chain (PEM) for STARTTLS. Belongs with CUSTOS_SMTP_TLS_KEY.',
  },
  mail_out: {
    name: 'CUSTOS_MAIL_OUT',
    schema: oneOf(MAIL_OUT),
    standard_note: '`smarthost` when CUSTOS_SMARTHOST_URL is set, else `direct` in production and `sink` otherwise',
    about:
      'How mail leaves: sink only shows it in the development mailbox, smarthost hands it to one server, direct asks DNS for each.',
  },
  smarthost_url: {
    name: 'CUSTOS_SMARTHOST_URL',
    schema: url(['smtp', 'smtps'], 'smtp://user:password@mail.example.com:587'),
    secret: true,
    standard_note: 'none',
    about: 'The mail server that takes our outgoing mail.',
  },
  imap_url: {
    name: 'CUSTOS_IMAP_URL',
    schema: url(['imap', 'imaps'], 'imaps://user:password@mail.example.com/INBOX'),
    secret: true,
    standard_note: 'none',
    about: 'A mailbox to collect mail from.',
  },
  trusted_authserv_ids: {
    name: 'CUSTOS_TRUSTED_AUTHSERV_IDS',
    schema: names('server names such as mx.example.com'),
    standard_note: 'none',
    about:
      'Mail servers whose check of the sender is believed, by the name they begin an Authentication-Results header with (RFC 8601). Only for mail that comes by IMAP or HTTP, where the server before us is the only witness, and only in the topmost such header. Name only servers that remove such headers from what they receive.',
  },
  dns_servers: {
    name: 'CUSTOS_DNS_SERVERS',
    schema: nameServers(),
    standard_note: "the machine's own",
    about: 'Name servers asked about senders (SPF, DKIM, DMARC) and for delivery.',
  },
  webhook_networks: {
    name: 'CUSTOS_WEBHOOK_NETWORKS',
    schema: networks(),
    standard_note: 'none: webhooks reach public addresses only',
    about:
      "Networks of your own that webhooks may reach, such as 10.1.2.0/24 or 127.0.0.1. Everything in them can be asked by the desk's admins, so name no more than they need.",
  },
  worker_concurrency: {
    name: 'CUSTOS_WORKER_CONCURRENCY',
    schema: whole(1, 100),
    standard: '4',
    about: 'How many jobs one worker runs at once.',
  },
  api_rate_limit: {
    name: 'CUSTOS_API_RATE_LIMIT',
    schema: whole(10, 10_000_000),
    standard: '2500',
    about: 'Requests per minute that one caller (token, session or address) may make of one process.',
  },
  import_token: {
    name: 'CUSTOS_IMPORT_TOKEN',
    schema: secretText(),
    standard_note: '`custos import zendesk` asks for --token-file',
    secret: true,
    about:
      'Only for `custos import zendesk`: the API token or OAuth token of the account that is read. The server ignores it.',
  },
  shared_dir: {
    name: 'CUSTOS_SHARED',
    schema: path(),
    standard_note: 'none',
    about: 'Tests only: a folder with test corpora. The server ignores it.',
  },
} satisfies Record<string, Setting>

export type Mode = (typeof MODES)[number]
export type Role = (typeof ROLES)[number]
export type MailOut = (typeof MAIL_OUT)[number]
