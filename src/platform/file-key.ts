/** Keys are made by us; what looks otherwise is a mistake somewhere above, or an attempt to leave our folder. */
export function assertFileKey(key: string): string {
  if (key.length > 300 || !/^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9]+)?$/.test(key))
    throw new Error('This is not a key of ours.')
  return key
}
