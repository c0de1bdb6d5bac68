import { describe, expect, it } from 'vitest'
import { CHANNEL_NUMBERS, channelsOf, namesOfChannel } from './channels.ts'

describe('channels in conditions', () => {
  it('have the numbers that clients know', () => {
    const numbers = { web: '0', email: '4', api: '5', rule: '8', closed_ticket: '27', chat: '29', sms: '57' }
    for (const [channel, number] of Object.entries(numbers)) expect(namesOfChannel(channel)).toEqual([channel, number])
  })

  it('may have several numbers, and a number several words', () => {
    expect(namesOfChannel('help_center')).toEqual(['help_center', '24', '50'])
    expect(channelsOf('50')).toContain('help_center')
    expect(channelsOf('4')).toEqual(['email', 'mail'])
  })

  it('without a number go by their word', () => {
    expect(namesOfChannel('system')).toEqual(['system'])
    for (const word of ['system', '999', 'constructor']) expect(channelsOf(word)).toEqual([word])
  })

  it('are said both ways alike', () => {
    for (const number of CHANNEL_NUMBERS)
      for (const channel of channelsOf(number)) expect(namesOfChannel(channel)).toContain(number)
  })
})
