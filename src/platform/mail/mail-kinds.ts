/**
 * Every kind of mail there is; a new one is a line here. `secretLink`: whoever has the link may do what it is for, so it is
 * cut out of the message once that has left. `mayBeUnwanted`: people can turn it off; the others they need to use their account.
 */
export const mailKinds = {
  'sign-in': { secretLink: true, mayBeUnwanted: false },
  'email-check': { secretLink: true, mayBeUnwanted: false },
  invitation: { secretLink: true, mayBeUnwanted: false },
  'join-request': { secretLink: false, mayBeUnwanted: true },
  'join-answer': { secretLink: false, mayBeUnwanted: false },
  'account-change': { secretLink: false, mayBeUnwanted: false },
  'submission-received': { secretLink: false, mayBeUnwanted: true },
  'feedback-ready': { secretLink: false, mayBeUnwanted: false },
  earned: { secretLink: false, mayBeUnwanted: false },
  revoked: { secretLink: false, mayBeUnwanted: false },
  test: { secretLink: false, mayBeUnwanted: false },
} as const satisfies Record<string, { secretLink: boolean; mayBeUnwanted: boolean }>

export type MailKind = keyof typeof mailKinds
