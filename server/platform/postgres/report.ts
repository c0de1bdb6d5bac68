/** Told what the database is doing, one line each, for people. */
export type Report = (line: string) => void
