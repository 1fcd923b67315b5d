/** What every page shares, the first page, and the pages about Signet itself. */
export const site = {
  'site.name': 'Signet',
  'site.subtitle': 'Professional learning',
  'site.skip': 'Skip to main content',
  'nav.label': 'Main',
  'nav.crumbs': 'Breadcrumb',
  'nav.menu': '{unread, plural, =0 {Menu} other {Menu ({unread})}}',
  'nav.lead': 'Lead',
  'nav.server': 'This server',
  'nav.you': 'You',
  'nav.home': 'My work',
  'nav.verify': 'Check',
  'nav.catalog': 'Find',
  'nav.review': 'Review',
  'nav.badges': 'Badges',
  'nav.awards': 'Awards',
  'nav.organizations': 'Organizations',
  'nav.me': 'Me',
  'nav.signIn': 'Sign in',
  'nav.signOut': 'Sign out',
  'foot.signedIn': 'Signed in as {name}',
  'foot.accessibility': 'Accessibility',
  'foot.privacy': 'Privacy',
  'foot.help': 'Help',
  'foot.standard': 'Open Badges 3.0. Runs on Signet, open source.',

  'form.problem': 'There is a problem',
  'form.errorPrefix': 'Error:',
  'form.errorTitle': 'Error: {title}',
  'form.cancel': 'Cancel',
  'form.save': 'Save',
  'form.checkFields': 'Check the fields below. Nothing was saved.',
  'paging.label': 'Pages',
  'paging.first': 'Back to the start',
  'paging.next': 'Next page',

  'home.title': 'Micro-credentials you can check',
  'home.heading': 'Real skills, shown with evidence, that anyone can check',
  'home.lead':
    'Educators show what they can do. Trained reviewers score it. The result is a signed badge that you can check here in seconds.',
  'home.check': 'Check a credential',
  'home.checkLead':
    'Did someone send you a badge? See who gave it, to whom, and if it is still good. You do not need an account.',
  'home.checkLabel': 'Paste a link or an ID',
  'home.checkFile': 'Check a file or a block of text',
  'home.find': 'Find a micro-credential',
  'home.findLead': 'See what you can earn, how it is scored and how long it takes, before you start.',
  'home.findLabel': 'What do you want to get better at?',
  'home.findAll': 'See all micro-credentials',
  'home.newest': 'Newest badges',

  'error.eyebrow': 'Error {status}',
  'error.next': 'What you can do',
  'error.home': 'Go to the front page',
  'error.about': 'What this error means',
  'error.reference': 'If you ask for help, give this reference:',
  'error.wait': 'Wait {seconds, plural, one {# second} other {# seconds}} first.',
  'error.signIn.title': 'Sign in first',
  'error.signIn.next': 'Sign in, then open the page again.',
  'error.forbidden.title': 'You may not do this',
  'error.forbidden.next': 'Ask an owner of the issuer to give you the role that you need. Nothing was changed.',
  'error.missing.title': 'This page is private or does not exist',
  'error.missing.next': 'Check the address. If someone sent you the link, ask them to send it once more.',
  'error.gone.title': 'This is no longer here',
  'error.gone.next': 'It was removed on purpose. Ask the person who sent you the link.',
  'error.conflict.title': 'Something changed in the meantime',
  'error.conflict.next':
    'Go back, load the page again and look at what is there now. Nothing of yours was saved over it.',
  'error.tooLarge.title': 'That is too large',
  'error.tooLarge.next': 'Choose a smaller file, or share a link to it. Nothing was saved.',
  'error.tooMany.title': 'Too many tries in a short time',
  'error.tooMany.next': 'Wait a little, then try again. This limit keeps the site up for all.',
  'error.busy.title': 'We are busy right now',
  'error.busy.next': 'Wait a minute, then try again. Nothing was lost that you had saved.',
  'error.internal.title': 'Something went wrong on our side',
  'error.internal.next':
    'It is not your fault and we have noted it. Try again. If it stays, tell us the reference below.',
  'error.other.title': 'That did not work',
  'error.other.next': 'Go back and try again. Nothing was saved.',

  'accessibility.title': 'Accessibility',
  'accessibility.lead':
    'We want everyone to be able to use these pages: by keyboard, by voice, with a screen reader, on a small phone or on paper.',
  'accessibility.goal.title': 'Our goal',
  'accessibility.goal.text':
    'We aim at WCAG 2.2, level AA. It holds all of WCAG 2.1 AA, which the rule under Title II of the ADA asks of public schools.',
  'accessibility.tested.title': 'What we tested',
  'accessibility.tested.text':
    'The tool axe-core checks the pages in every run of our tests, in light and dark, on a wide screen and on a phone. It must find no problem. The tests also make sure that pages work without JavaScript and do not scroll sideways at 320 pixels.',
  'accessibility.gaps.title': 'What we have not tested',
  'accessibility.gaps.text':
    'No one has yet tried these pages with a screen reader, and no outside expert has looked at them. Files that people bring as evidence may not be easy for all to read.',
  'accessibility.contact.title': 'If something is in your way',
  'accessibility.contact.text':
    'Write to the issuer named on the page. Say which page it was and what you tried to do. You can ask for the same facts in another form.',

  'privacy.title': 'Privacy',
  'privacy.lead': 'What we keep, who can see it and for what.',
  'privacy.verify.title': 'When you check a credential',
  'privacy.verify.text':
    'We read what you bring and show you the result. Nothing of it is stored. We may ask the web servers that the credential names for their keys and lists. They see that our server asked, not who you are.',
  'privacy.credential.title': 'What a credential page shows',
  'privacy.credential.text':
    'The name of the earner, the badge, the dates, the level reached in each skill, and the evidence that the earner chose to share. Anyone with the link can see it. We ask search engines not to list it. The email address is in the file only as a scrambled value.',
  'privacy.evidence.title': 'Evidence',
  'privacy.evidence.text':
    'Evidence is private unless the earner shares it. Only the earner and the reviewers can open it, and each time a file is opened it is noted. Work that shows students cannot be shared.',
  'privacy.yours.title': 'What is yours to decide',
  'privacy.yours.text':
    'Under [Me](/me) you can download all that we keep of you, change the name on later badges, choose what mail you get, and erase your account. When it is erased, your badges leave this site. What stays names nobody: that a badge was issued, when, and a checksum of it.',
  'privacy.cookies.title': 'Cookies',
  'privacy.cookies.text':
    'One cookie, only after you sign in, so that we know it is you. It ends after 12 hours. There are no ads, no counters and nothing from other sites on these pages.',

  'help.title': 'Help',
  'help.lead': 'Short answers to what people ask most.',
  'help.check.title': 'How do I check a badge?',
  'help.check.text':
    'Open the link that you were given. The answer is at the top of the page. If you have a file or a block of text, bring it to [Check a credential](/verify).',
  'help.results.title': 'What do the colors mean?',
  'help.results.text':
    '- **Green:** it is valid, and we know the issuer.\n- **Blue:** it is valid, and it comes from the web domain shown. Make sure that it is the right one.\n- **Amber:** look closer. It may be too old, on hold, or we could not check all of it.\n- **Red:** do not rely on it.\n- **Grey:** we cannot read it.\n\nThe words always say the same as the color.',
  'help.earn.title': 'How do I earn one?',
  'help.earn.text':
    'Pick one in [Find](/catalog). Read the rubric, start, and add your evidence. You can stop at any time. When you send it, a reviewer scores it and you get feedback. If a part falls short, you fix only that part.',
  'help.wrong.title': 'My name is wrong, or a badge should not be there',
  'help.wrong.text':
    'Write to the issuer. Its address is on the badge page, under About the issuer. The issuer can take a badge back and give a new one.',

  'language.en': 'English',
  'language.es': 'Spanish',
  'language.choose': 'Language',

  'nav.admin': 'Administration',
  'nav.messages': '{unread, plural, =0 {Messages} other {Messages ({unread})}}',
} as const
