// The numbers by which rules, views and service levels of the Zendesk API name the channel something came by. Several
// numbers may mean one channel, and conditions may name a channel by its word too.

const PHONE = ['voice', 'phone']

/** Number in conditions → the channels it means. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  '0': ['web', 'web_form'],
  '4': ['email', 'mail'],
  '5': ['api', 'web_service'],
  '8': ['rule'],
  '24': ['help_center', 'helpcenter'],
  '27': ['closed_ticket'],
  '29': ['chat'],
  '33': ['voicemail'],
  '34': PHONE,
  '35': ['phone_outbound'],
  '44': ['voicemail'],
  '45': PHONE,
  '46': ['phone_outbound'],
  '48': ['web_widget'],
  '49': ['mobile_sdk', 'mobile'],
  '50': ['help_center', 'helpcenter'],
  '57': ['sms'],
  '72': ['side_conversation'],
  '75': ['native_messaging', 'messaging'],
}

/** The numbers conditions can name. */
export const CHANNEL_NUMBERS: readonly string[] = Object.keys(NUMBERS)

/** The channels a condition's value means: those of a number, else the word itself. */
export function channelsOf(value: string): readonly string[] {
  return Object.hasOwn(NUMBERS, value) ? (NUMBERS[value] ?? []) : [value]
}

/** What a condition may call a channel: its word and its numbers. */
export function namesOfChannel(channel: string): string[] {
  return [channel, ...CHANNEL_NUMBERS.filter((number) => channelsOf(number).includes(channel))]
}
