/** What the mail with a link to sign in says. Other languages hold the same members. */
export const signInWords = {
  en: {
    subject: 'Your link to sign in',
    lead: 'Use this link to sign in. It works once and for {minutes} minutes.',
    code: 'Or type this code where you asked for it: {code}',
    button: 'Go on to sign in',
    asked: 'Somebody asked for it at {time}, with {agent}.',
    askedUnknown: 'Somebody asked for it at {time}.',
    footer:
      'Was that not you? Then do nothing: without this mail nobody can sign in as you. We never ask for a password.',
  },
  es: {
    subject: 'Su enlace para entrar',
    lead: 'Use este enlace para entrar. Sirve una vez y durante {minutes} minutos.',
    code: 'O escriba este código donde lo pidió: {code}',
    button: 'Continuar para entrar',
    asked: 'Alguien lo pidió el {time}, con {agent}.',
    askedUnknown: 'Alguien lo pidió el {time}.',
    footer:
      '¿No fue usted? Entonces no haga nada: sin este correo nadie puede entrar en su nombre. Nunca pedimos una contraseña.',
  },
} as const
