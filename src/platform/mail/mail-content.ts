/** The words of a mail. Text and HTML are made of them when it is sent, and the page when it is read here. */
export interface MailContent {
  /** The organization in whose name it is written. Absent where Signet itself writes, about accounts. */
  organization?: string
  paragraphs: readonly string[]
  /** What stands below them and nobody may read later, such as a code to type. */
  secretParagraph?: string
  /** Without a URL where the link was a secret and the mail has left. */
  button?: { label: string; url?: string }
  /** A picture of a badge. */
  picture?: { url: string; alt: string }
  footer?: string
}

/** What stays of a message whose link was a secret. */
export function withoutSecrets({ button, secretParagraph: _secret, ...content }: MailContent): MailContent {
  return button ? { ...content, button: { label: button.label } } : content
}
