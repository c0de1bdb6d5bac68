// Mail domains: DKIM keys, the records to publish, whether they are published.
export { domainEndpoints } from './api.ts'
export { DOMAIN_EVENTS } from './events.ts'
