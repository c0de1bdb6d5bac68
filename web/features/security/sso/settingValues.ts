// Settings of a provider come as plain JSON; a form reads them by name.
export type Settings = Record<string, unknown>

export const textOf = (settings: Settings, name: string): string => {
  const value = settings[name]
  return typeof value === 'string' ? value : ''
}
export const isOn = (settings: Settings, name: string): boolean => settings[name] === true
export const listOf = (settings: Settings, name: string): string[] => {
  const value = settings[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
