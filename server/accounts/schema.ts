// An account's settings, as the API shows them.
import { z } from 'zod'
import { isTimeZone } from './zone-names.ts'

export const LOCALES = ['en', 'de', 'nl', 'it'] as const
export type Locale = (typeof LOCALES)[number]

/** Seconds a reply waits before it leaves, so that it can be called back. */
export const UNDO_SEND_MAX_S = 60

export const deskSettings = z.object({
  name: z.string().describe('The name of the desk, as customers read it'),
  locale: z.enum(LOCALES),
  time_zone: z.string(),
})

export const mailSettings = z.object({
  undo_send_s: z.number().int().min(0).max(UNDO_SEND_MAX_S).describe('Seconds a reply waits before it leaves, 0 to 60'),
  auto_reply_enabled: z.boolean().describe('Tell new senders that their message arrived'),
  signature: z.string().max(5_000).describe('Plain text below every reply'),
})

export const timeTrackingSettings = z.object({
  enabled: z
    .boolean()
    .describe(
      'Keep how long agents work on tickets. Off unless asked for: it measures people, which staff may have a say in',
    ),
})

export const requestSettings = z.object({
  anybody_can_submit: z
    .boolean()
    .describe('Take requests of people who are not signed in, who name themselves; bounded, and never believed'),
})

export const settingsSchema = z.object({
  desk: deskSettings,
  mail: mailSettings,
  requests: requestSettings,
  time_tracking: timeTrackingSettings,
  is_set_up: z.boolean().describe('False until the first owner exists'),
})

export type AccountSettings = z.output<typeof settingsSchema>

/** What the settings column holds beside the columns of their own; missing keys have their defaults. */
export const storedSettings = z.object({
  mail: z
    .object({
      undo_send_s: mailSettings.shape.undo_send_s.default(10),
      auto_reply_enabled: z.boolean().default(false),
      signature: mailSettings.shape.signature.default(''),
    })
    .prefault({}),
  requests: z.object({ anybody_can_submit: z.boolean().default(true) }).prefault({}),
  time_tracking: z.object({ enabled: z.boolean().default(false) }).prefault({}),
})

export const settingsWriteSchema = z.object({
  desk: z
    .object({
      name: z.string().trim().min(1).max(200).optional(),
      locale: z.enum(LOCALES).optional(),
      time_zone: z.string().max(64).refine(isTimeZone, 'is not a time zone').optional(),
    })
    .optional(),
  mail: mailSettings
    .extend({ signature: mailSettings.shape.signature.transform((text) => text.replaceAll('\u0000', '')) })
    .partial()
    .optional(),
  requests: requestSettings.partial().optional(),
  time_tracking: timeTrackingSettings.partial().optional(),
})

export type SettingsWrite = z.output<typeof settingsWriteSchema>
