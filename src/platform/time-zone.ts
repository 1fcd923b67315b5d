/** Whether this runtime can tell the time there: every name of the IANA list, also one that became another's. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The names of the IANA list that this runtime gives, UTC, which it leaves out, and one that was chosen by another name. */
export const timeZones = (chosen = ''): readonly string[] => {
  const names = [...Intl.supportedValuesOf('timeZone'), 'UTC']
  return names.includes(chosen) || !isTimeZone(chosen) ? names : [...names, chosen].sort()
}
