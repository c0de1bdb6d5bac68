// What a domain needs so that mail in its name is believed: keys, signatures, records, and a look at how they stand.
export { checkDomain, type DnsLookup, type Finding, type RecordCheck } from './check.ts'
export { type DkimKey, dkimRecord, makeDkimKeys, signMessage } from './dkim.ts'
export { type DnsRecord, recordsFor } from './records.ts'
