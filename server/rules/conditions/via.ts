// The numbers by which rules of the Zendesk API name the channel something came by.

/** Number in rules → channels of ours that it means. */
export const VIA_IDS: Readonly<Record<string, { title: string; channels: readonly string[] }>> = {
  '0': { title: 'Web form', channels: ['web', 'web_form'] },
  '4': { title: 'Email', channels: ['email', 'mail'] },
  '5': { title: 'Web service (API)', channels: ['api', 'web_service'] },
  '8': { title: 'Rule', channels: ['rule'] },
  '17': { title: 'Help center', channels: ['help_center'] },
  '24': { title: 'Closed ticket', channels: ['closed_ticket', 'followup'] },
  '27': { title: 'Merged ticket', channels: ['merge'] },
  '29': { title: 'Chat', channels: ['chat'] },
  '33': { title: 'Phone call (voicemail)', channels: ['voicemail'] },
  '34': { title: 'Phone call (incoming)', channels: ['phone', 'voice'] },
  '48': { title: 'Web widget', channels: ['web_widget'] },
  '49': { title: 'Mobile SDK', channels: ['mobile_sdk'] },
  '72': { title: 'Side conversation', channels: ['side_conversation'] },
  '75': { title: 'Messaging', channels: ['native_messaging', 'messaging'] },
}

/** The number of a channel, or the channel's own name where it has none. */
export function viaIdOf(channel: string): string {
  return Object.entries(VIA_IDS).find(([, via]) => via.channels.includes(channel))?.[0] ?? channel
}
