// The journeys, in the order in which a desk lives them. Each can run alone (`-t`): it sets the desk up where the first
// did not.
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { firstRun } from './first-run.ts'
import { mainJob } from './main-job.ts'
import { closeStage, closeWindows, openStage, type Stage } from './support/stage.ts'

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
describe('the main job', () => mainJob(theStage))
