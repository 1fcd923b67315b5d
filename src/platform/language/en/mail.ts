/**
 * The words of every mail, by what they mean, in ICU message syntax. A whole mail is under 90 words, plain and without
 * evidence or scores. Other languages hold the same keys.
 */
export const wordsEn = {
  'submission-received.subject': 'We have your submission',
  'submission-received.thanks': 'Thank you, {name}. We have your work for “{badge}”.',
  'submission-received.next': 'Reviewers will score it and tell you. You can take it back until one of them decides.',
  'submission-received.button': 'See your submission',
  'submission-received.footer':
    'You get this because you sent work to {organization}. Turn such mail off under Me, Notifications.',

  'feedback-ready.subject': 'Your feedback is ready: {badge}',
  'feedback-ready.returned':
    'Hello {name}. Reviewers read your work for “{badge}” and ask for a change before they can approve it.',
  'feedback-ready.keep': 'What you sent is kept. Read the feedback, change what it names, and send it again.',
  'feedback-ready.declined': 'Hello {name}. Reviewers decided on your work for “{badge}”. It was not approved.',
  'feedback-ready.why': 'The feedback says why, skill by skill. You can ask {organization} about it.',
  'feedback-ready.button': 'Read the feedback',

  'earned.subject': 'You earned {badge}',
  'earned.well-done': 'Nice work, {name}. Reviewers agreed that you met every skill of “{badge}”.',
  'earned.keep': 'The badge is yours to keep, even if you change jobs. Anybody can check it.',
  'earned.button': 'See and share your badge',
  'earned.picture': 'Badge: {badge}',

  'revoked.subject': 'A change to your credential',
  'revoked.what': 'Hello {name}. {organization} took back your badge “{badge}” on {day}. It no longer checks as valid.',
  'revoked.reason': 'The reason given: {reason}',
  'revoked.ask': 'If you think this is a mistake, or want to know more, write to {contact}.',

  'invitation.subject': '{organization} invites you',
  'invitation.lead': 'Hello {name}. {organization} invites you to take part in its professional learning, as: {roles}.',
  'invitation.next': 'Sign in with this address to accept. No password is needed. The invitation is good until {day}.',
  'invitation.button': 'See the invitation',
  'invitation.footer': 'You do not know {organization}? Then do nothing, and nothing happens.',

  'join-request.subject': 'Somebody asks to join {organization}',
  'join-request.lead': 'Hello {name}. {person} asks to join {organization}.',
  'join-request.button': 'Decide',
  'join-request.footer': 'You get this because you run {organization}. Turn such mail off under Me, Notifications.',

  'join-answer.approved.subject': 'You have joined {organization}',
  'join-answer.approved.lead': 'Hello {name}. {organization} let you in. You can now earn its badges.',
  'join-answer.declined.subject': 'Your request to join {organization}',
  'join-answer.declined.lead':
    'Hello {name}. {organization} did not add you this time. Ask them if you think that is a mistake.',
  'join-answer.button': 'See its badges',

  'role.owner': 'owner',
  'role.program-manager': 'program manager',
  'role.author': 'author',
  'role.reviewer': 'reviewer',
  'role.coach': 'coach',
  'role.awarder': 'awarder',
  'role.viewer': 'viewer',
  'role.learner': 'learner',

  'test.subject': 'Mail from Signet works',
  'test.body': 'Hello {name}. You asked for this mail on the administration pages. It arrived, so mail works.',
} as const

export type WordKey = keyof typeof wordsEn
export type Words = Readonly<Record<WordKey, string>>
