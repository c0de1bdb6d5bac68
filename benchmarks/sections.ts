// What can be measured, by the name that `npm run bench -- NAME …` takes.
import type { Bench } from './bench.ts'
import type { Section } from './measuring/table.ts'
import { createSection } from './sections/create.ts'
import { exportSection } from './sections/export.ts'
import { idleSection } from './sections/idle.ts'
import { mailSection } from './sections/mail.ts'
import { plansSection } from './sections/plans.ts'
import { readSection } from './sections/read.ts'
import { rightsSection } from './sections/rights.ts'
import { rulesSection } from './sections/rules.ts'
import { searchSection } from './sections/search.ts'
import { signinSection } from './sections/signin.ts'
import { viewsSection } from './sections/views.ts'
import { webSection } from './sections/web.ts'

export const SECTIONS: Record<string, { about: string; run(bench: Bench): Promise<Section> }> = {
  idle: { about: 'idle memory, second start', run: idleSection },
  web: { about: 'size of what browsers load', run: webSection },
  create: { about: 'create a ticket, beside raw HTTP and bare SQL', run: createSection },
  mail: { about: 'mails of 30 kB accepted, and turned into tickets', run: mailSection },
  read: { about: 'show, list and search at 10,000 tickets, and at --tickets', run: readSection },
  rules: { about: 'change a ticket with 50 active triggers, beside none', run: rulesSection },
  views: { about: 'pages of 50 and the counts of 20 views at --tickets', run: viewsSection },
  plans: { about: 'views by the usual conditions at --tickets: nothing reads all tickets', run: plansSection },
  search: { about: 'searches by common and rare words at --tickets, or at --comments', run: searchSection },
  signin: { about: 'sign in with a password, and a list of 50 meanwhile', run: signinSection },
  rights: { about: 'what asking who calls and whether they may costs a request', run: rightsSection },
  export: { about: 'all of --tickets by incremental export, and the memory it takes', run: exportSection },
}
