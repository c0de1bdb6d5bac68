// The journeys, in the order in which a desk lives them. Each can run alone (`-t`): it sets the desk up where the first
// did not.
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { composing } from './composing.ts'
import { connection } from './connection.ts'
import { customerPage } from './customer-page.ts'
import { factors } from './factors.ts'
import { fields } from './fields.ts'
import { firstRun } from './first-run.ts'
import { hostileMail } from './hostile-mail.ts'
import { languages } from './languages.ts'
import { mainJob } from './main-job.ts'
import { manyTickets } from './many-tickets.ts'
import { onePerson } from './one-person.ts'
import { providerKinds } from './provider-kinds.ts'
import { provisioning } from './provisioning.ts'
import { receiving } from './receiving.ts'
import { rules } from './rules.ts'
import { searching } from './searching.ts'
import { securityCenter } from './security-center.ts'
import { serviceLevels } from './service-levels.ts'
import { sideConversations } from './side-conversations.ts'
import { signInPolicies } from './sign-in-policies.ts'
import { singleSignOn } from './single-sign-on.ts'
import { closeStage, closeWindows, makeSureOfOwner, openStage, type Stage } from './support/stage.ts'
import { team } from './team.ts'
import { tokens } from './tokens.ts'
import { views } from './views.ts'

let stage: Stage | undefined
const theStage = (): Stage => {
  if (!stage) throw new Error('the stage is not open')
  return stage
}

beforeAll(async () => {
  stage = await openStage()
})
afterEach(async ({ task }) => await closeWindows(theStage(), task.result?.state === 'fail'))
afterAll(async () => await closeStage(stage))

describe('the first run', () => firstRun(theStage))

/** A journey on a desk that somebody set up. */
function later(name: string, journey: (stage: () => Stage) => void): void {
  describe(name, () => {
    beforeAll(async () => {
      // Each begins soon after a sign-in, as sensitive changes ask.
      theStage().session = null
      await makeSureOfOwner(theStage())
    })
    journey(theStage)
  })
}
later('the main job', mainJob)
later('writing', composing)
later('hostile mail', hostileMail)
later('searching', searching)
later('many tickets', manyTickets)
later('side conversations', sideConversations)
later('saved views', views)
later('pages without JavaScript', customerPage)
later('fields, forms and statuses', fields)
later('service levels', serviceLevels)
later('rules', rules)
later('webhooks and routing', receiving)
later('the team', team)
later('one person', onePerson)
later('second factors', factors)
later('the security center', securityCenter)
later('sign-in policies and sessions', signInPolicies)
later('tokens', tokens)
later('single sign-on', singleSignOn)
later('kinds of providers', providerKinds)
later('provisioning', provisioning)
later('languages', languages)
later('the connection', connection)
