// The owner takes somebody into the team, gives them a role and a group, and locks them out and in again.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, openWindow, type Stage } from './support/stage.ts'

const NEW = { name: 'Nora Neu', email: 'nora@desk.example', password: 'seven quiet herons fishing' }

/** A button that was pressed has just been read out, from a place that axe finds empty once its dialog is closed. */
const SPOKEN = { has_axe: false }

export function team(stage: () => Stage): void {
  test('an invited person chooses a password; their role and groups change; suspended, they are out', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/settings/team')
    await page.locator('.settings-row').first().waitFor()
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByLabel('Name', { exact: true }).fill(NEW.name)
    await page.getByLabel('E-mail address').fill(NEW.email)
    await checkScreen(visitor, 'team-invite')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const link = await page.getByLabel('Invitation link').inputValue()
    expect(link).toContain('/welcome/')
    await checkScreen(visitor, 'team-link', SPOKEN)
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()

    const other = await openWindow(stage())
    await other.page.goto(new URL(link).pathname)
    await other.page.locator('input[type=password]').fill(NEW.password)
    await other.page.locator('button[type=submit]').click()
    await other.page.waitForURL(/\/agent/)

    await page.goto('/agent/settings/groups')
    await page.getByRole('button', { name: 'New group' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Night watch')
    await page.getByRole('switch', { name: NEW.name }).check()
    await checkScreen(visitor, 'team-group')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.settings-row', { hasText: 'Night watch' }).getByText('1 person').waitFor()
    await checkScreen(visitor, 'team-groups', SPOKEN)

    await page.goto('/agent/settings/team')
    const row = page.locator('.settings-row', { hasText: NEW.name })
    await row.getByText('Night watch').waitFor()
    await row.getByRole('button', { name: `Actions for ${NEW.name}` }).click()
    await page.getByRole('menuitem', { name: 'Role and groups' }).click()
    // Their page hears at once that its session is over.
    other.expectProblem(/status of 40[13]/)
    await page.getByLabel('Role').selectOption('admin')
    await page.getByRole('button', { name: 'Save' }).click()
    await row.getByText('Admin', { exact: true }).waitFor()
    await row.getByRole('button', { name: `Actions for ${NEW.name}` }).click()
    await page.getByRole('menuitem', { name: 'Suspend' }).click()
    await page.getByRole('button', { name: 'Suspend', exact: true }).click()
    await row.getByText('Suspended').waitFor()
    await checkScreen(visitor, 'team', SPOKEN)
    await other.page.goto('/agent/views/all')
    await other.page.waitForURL(/sign-in/)
  })
}
