// SCIM as an admin sets it up, and a directory that uses it right after.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'

export function provisioning(stage: () => Stage): void {
  test('an admin makes a token for a directory, switches SCIM on, and the directory adds somebody', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/scim')
    await page.getByText('No directory has asked yet.').waitFor()
    await page.getByLabel('Name of a new token').fill('Entra ID')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByText('it is not shown again').waitFor()
    const token = await page.getByRole('status').locator('code').innerText()
    await page.getByText('The directory keeps the team').click()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    await page.getByLabel('Rule 1: name in the directory').fill('Desk admins')
    await page.getByLabel('Rule 1: role here').selectOption('admin')
    await checkScreen(visitor, 'security-scim-token')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    const send = (userName: string) =>
      page.request.post('/scim/v2/Users', {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        data: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, displayName: 'Ida' }),
      })
    expect((await send('ida@corp.example')).status()).toBe(201)
    expect((await send('ida@corp.example')).status()).toBe(409)
    await page.reload()
    await page.getByText(/1 person kept/).waitFor()
    await page.getByText('userName belongs to another user').waitFor()
    expect(await page.getByText(token).count()).toBe(0)
    await checkScreen(visitor, 'security-scim')
  })
}
