// Passwords: one's own, and somebody else's where the sign-in policy lets admins.
import { useMutation } from '@tanstack/react-query'
import { language } from '../language/text.ts'
import { write } from './request.ts'

export interface PasswordCheck {
  /** 0 nothing, 1 weak, 2 fair, 3 good, 4 strong. */
  strength: number
  strength_text: string
  problem: string | null
  problem_text: string | null
  /** `is_met` is null where only choosing it will tell. */
  requirements: { text: string; is_met: boolean | null }[]
}

const pathOf = (user_id: number) => `/api/v2/users/${user_id}/password`

/** How good a password would be for somebody, in the language of the page. */
export async function checkPassword(user_id: number, password: string): Promise<PasswordCheck> {
  const body = { password, locale: language() }
  return (await write<{ password_check: PasswordCheck }>('POST', `${pathOf(user_id)}/check`, body)).password_check
}

/** Changes one's own password; ends one's other sessions. */
export function useChangePassword(user_id: number) {
  return useMutation({
    mutationFn: (passwords: { previous_password: string; password: string }) =>
      write('PUT', pathOf(user_id), passwords),
  })
}

/** Sets somebody's password; ends their sessions. */
export function useSetPassword(user_id: number) {
  return useMutation({ mutationFn: (password: string) => write('POST', pathOf(user_id), { password }) })
}
