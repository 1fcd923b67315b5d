/** Something that signs credentials and checks them. */
export interface Stack {
  name: string
  /** Undefined where it only verifies. */
  issue: ((credential: object) => Promise<object>) | undefined
  /** With the key known beforehand, and nothing looked up elsewhere. */
  verify(credential: object): Promise<boolean>
}
