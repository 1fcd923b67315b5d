/** Every mail. A whole one is under 90 words, plain and without evidence or scores. */
export const mail = {
  'mail.submission-received.subject': 'We have your submission',
  'mail.submission-received.thanks': 'Thank you, {name}. We have your work for “{badge}”.',
  'mail.submission-received.next':
    'Reviewers will score it and tell you. You can take it back until one of them decides.',
  'mail.submission-received.button': 'See your submission',
  'mail.submission-received.footer':
    'You get this because you sent work to {organization}. Turn such mail off under Me, Notifications.',

  'mail.feedback-ready.subject': 'Your feedback is ready: {badge}',
  'mail.feedback-ready.returned':
    'Hello {name}. Reviewers read your work for “{badge}” and ask for a change before they can approve it.',
  'mail.feedback-ready.keep': 'What you sent is kept. Read the feedback, change what it names, and send it again.',
  'mail.feedback-ready.declined': 'Hello {name}. Reviewers decided on your work for “{badge}”. It was not approved.',
  'mail.feedback-ready.why': 'The feedback says why, skill by skill. You can ask {organization} about it.',
  'mail.feedback-ready.button': 'Read the feedback',

  'mail.earned.subject': 'You earned {badge}',
  'mail.earned.well-done': 'Nice work, {name}. Reviewers agreed that you met every skill of “{badge}”.',
  'mail.earned.keep': 'The badge is yours to keep, even if you change jobs. Anybody can check it.',
  'mail.earned.button': 'See and share your badge',
  'mail.earned.picture': 'Badge: {badge}',

  'mail.revoked.subject': 'A change to your credential',
  'mail.revoked.what':
    'Hello {name}. {organization} took back your badge “{badge}” on {day}. It no longer checks as valid.',
  'mail.revoked.reason': 'The reason given: {reason}',
  'mail.revoked.ask': 'If you think this is a mistake, or want to know more, write to {contact}.',

  'mail.invitation.subject': '{organization} invites you',
  'mail.invitation.lead':
    'Hello {name}. {organization} invites you to take part in its professional learning, as: {roles}.',
  'mail.invitation.next':
    'Sign in with this address to accept. No password is needed. The invitation is good until {day}.',
  'mail.invitation.button': 'See the invitation',
  'mail.invitation.footer': 'You do not know {organization}? Then do nothing, and nothing happens.',

  'mail.join-request.subject': 'Somebody asks to join {organization}',
  'mail.join-request.lead': 'Hello {name}. {person} asks to join {organization}.',
  'mail.join-request.button': 'Decide',
  'mail.join-request.footer':
    'You get this because you run {organization}. Turn such mail off under Me, Notifications.',

  'mail.join-answer.approved.subject': 'You have joined {organization}',
  'mail.join-answer.approved.lead': 'Hello {name}. {organization} let you in. You can now earn its badges.',
  'mail.join-answer.declined.subject': 'Your request to join {organization}',
  'mail.join-answer.declined.lead':
    'Hello {name}. {organization} did not add you this time. Ask them if you think that is a mistake.',
  'mail.join-answer.button': 'See its badges',

  'mail.role.owner': 'owner',
  'mail.role.program-manager': 'program manager',
  'mail.role.author': 'author',
  'mail.role.reviewer': 'reviewer',
  'mail.role.coach': 'coach',
  'mail.role.awarder': 'awarder',
  'mail.role.viewer': 'viewer',
  'mail.role.learner': 'learner',

  'mail.test.subject': 'Mail from Signet works',
  'mail.test.body': 'Hello {name}. You asked for this mail on the administration pages. It arrived, so mail works.',

  'mail.sign-in.subject': 'Your link to sign in',
  'mail.sign-in.lead': 'Use this link to sign in. It works once and for {minutes} minutes.',
  'mail.sign-in.code': 'Or type this code where you asked for it: {code}',
  'mail.sign-in.button': 'Go on to sign in',
  'mail.sign-in.asked': 'Somebody asked for it at {time}, with {agent}.',
  'mail.sign-in.askedUnknown': 'Somebody asked for it at {time}.',
  'mail.sign-in.footer':
    'Was that not you? Then do nothing: without this mail nobody can sign in as you. We never ask for a password.',

  'mail.account.check.subject': 'Confirm this address',
  'mail.account.check.lead': 'Somebody signed in to Signet as {name} wants to use this address too.',
  'mail.account.check.what':
    'Confirm it to get mail here and to sign in with it. The link works once and for 24 hours.',
  'mail.account.check.button': 'Go on to confirm',
  'mail.account.check.footer': 'Was that not you? Then do nothing, and the address is not added.',

  'mail.account.claimed.subject': 'Your address was entered for another account',
  'mail.account.claimed.lead':
    'Somebody signed in to Signet as {name} wants to use this address. It leads to your account, so nothing was changed.',
  'mail.account.claimed.what':
    'If both accounts are yours, sign in to the one that you want to keep and join them there.',
  'mail.account.claimed.button': 'Join accounts',
  'mail.account.claimed.footer': 'Was that not you? Then do nothing: nobody can take your address.',

  'mail.account.added.subject': 'An address was added',
  'mail.account.added.lead': 'Another address leads to your account from now on. It can be used to sign in.',
  'mail.account.added.footer': 'Was that not you? Sign in, end the sessions you do not know, and remove it.',

  'mail.account.mainChanged.subject': 'Your main address was changed',
  'mail.account.mainChanged.lead': 'Mail from Signet goes to another address of yours from now on.',
  'mail.account.mainChanged.footer': 'Was that not you? Sign in, end the sessions you do not know, and change it back.',

  'mail.account.removed.subject': 'An address was removed',
  'mail.account.removed.lead': 'One of your addresses no longer leads to your account.',
  'mail.account.removed.footer': 'Was that not you? Sign in, end the sessions you do not know, and add it again.',

  'mail.account.passkeyAdded.subject': 'A passkey was added',
  'mail.account.passkeyAdded.lead': 'The passkey “{name}” can sign in to your account from now on.',
  'mail.account.passkeyAdded.button': 'See your passkeys',
  'mail.account.passkeyAdded.footer': 'Was that not you? Remove it, and end the sessions you do not know.',

  'mail.account.passkeyRemoved.subject': 'A passkey was removed',
  'mail.account.passkeyRemoved.lead': 'The passkey “{name}” no longer opens your account.',
  'mail.account.passkeyRemoved.button': 'See your passkeys',
  'mail.account.passkeyRemoved.footer':
    'Was that not you? Sign in, end the sessions you do not know, and add it again.',

  'mail.account.sessionsEnded.subject': 'You were signed out on other devices',
  'mail.account.sessionsEnded.lead': 'From one of your devices you were signed out on others.',
  'mail.account.sessionsEnded.button': 'See where you are signed in',
  'mail.account.sessionsEnded.footer': 'Was that not you? Sign in and end the sessions you do not know.',

  'mail.account.merge.subject': 'Join your two accounts',
  'mail.account.merge.lead': 'Somebody signed in to Signet with another account says that this one is theirs too.',
  'mail.account.merge.what':
    'If both are yours, go on while you are signed in to the other one. The link works once and for one hour.',
  'mail.account.merge.button': 'Go on to join them',
  'mail.account.merge.footer':
    'Was that not you? Then do nothing: without this mail nobody can join your account to another.',

  'mail.account.merged.subject': 'Your accounts are one now',
  'mail.account.merged.lead':
    'Your badges, work, roles and addresses are together. All your addresses lead to the same account.',
  'mail.account.merged.footer': 'Was that not you? Tell whoever runs Signet for your district at once.',

  'mail.account.erase.subject': 'Confirm that your account is to be erased',
  'mail.account.erase.lead': 'You asked to erase your account, with your work and your badges.',
  'mail.account.erase.what':
    'If you go on, it is erased in {days} days. Until then you can stop it. The link works once and for one hour.',
  'mail.account.erase.button': 'Go on to erase it',
  'mail.account.erase.footer': 'Was that not you? Then do nothing: without this mail nothing is erased.',

  'mail.account.erasing.subject': 'Your account will be erased',
  'mail.account.erasing.lead':
    'It will be erased on {day}. Until then you can sign in and stop it on the page about you.',
  'mail.account.erasing.footer': 'Download your data before then: nobody can bring it back.',

  'mail.account.exported.subject': 'Your data is ready',
  'mail.account.exported.lead': 'One file has all that Signet keeps of you. You can download it until {day}.',
  'mail.account.exported.button': 'Go to your data',
  'mail.account.exported.footer': 'Only you can download it, signed in.',
} as const
