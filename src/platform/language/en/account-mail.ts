/** What the mails about somebody's own account say. Other languages hold the same members. */
export const accountWords = {
  en: {
    check: {
      subject: 'Confirm this address',
      lead: 'Somebody signed in to Signet as {name} wants to use this address too.',
      what: 'Confirm it to get mail here and to sign in with it. The link works once and for 24 hours.',
      button: 'Go on to confirm',
      footer: 'Was that not you? Then do nothing, and the address is not added.',
    },
    claimed: {
      subject: 'Your address was entered for another account',
      lead: 'Somebody signed in to Signet as {name} wants to use this address. It leads to your account, so nothing was changed.',
      what: 'If both accounts are yours, sign in to the one that you want to keep and join them there.',
      button: 'Join accounts',
      footer: 'Was that not you? Then do nothing: nobody can take your address.',
    },
    added: {
      subject: 'An address was added',
      lead: 'Another address leads to your account from now on. It can be used to sign in.',
      footer: 'Was that not you? Sign in, end the sessions you do not know, and remove it.',
    },
    mainChanged: {
      subject: 'Your main address was changed',
      lead: 'Mail from Signet goes to another address of yours from now on.',
      footer: 'Was that not you? Sign in, end the sessions you do not know, and change it back.',
    },
    removed: {
      subject: 'An address was removed',
      lead: 'One of your addresses no longer leads to your account.',
      footer: 'Was that not you? Sign in, end the sessions you do not know, and add it again.',
    },
    passkeyAdded: {
      subject: 'A passkey was added',
      lead: 'The passkey “{name}” can sign in to your account from now on.',
      button: 'See your passkeys',
      footer: 'Was that not you? Remove it, and end the sessions you do not know.',
    },
    passkeyRemoved: {
      subject: 'A passkey was removed',
      lead: 'The passkey “{name}” no longer opens your account.',
      button: 'See your passkeys',
      footer: 'Was that not you? Sign in, end the sessions you do not know, and add it again.',
    },
    sessionsEnded: {
      subject: 'You were signed out on other devices',
      lead: 'From one of your devices you were signed out on others.',
      button: 'See where you are signed in',
      footer: 'Was that not you? Sign in and end the sessions you do not know.',
    },
    merge: {
      subject: 'Join your two accounts',
      lead: 'Somebody signed in to Signet with another account says that this one is theirs too.',
      what: 'If both are yours, go on while you are signed in to the other one. The link works once and for one hour.',
      button: 'Go on to join them',
      footer: 'Was that not you? Then do nothing: without this mail nobody can join your account to another.',
    },
    merged: {
      subject: 'Your accounts are one now',
      lead: 'Your badges, work, roles and addresses are together. All your addresses lead to the same account.',
      footer: 'Was that not you? Tell whoever runs Signet for your district at once.',
    },
    erase: {
      subject: 'Confirm that your account is to be erased',
      lead: 'You asked to erase your account, with your work and your badges.',
      what: 'If you go on, it is erased in {days} days. Until then you can stop it. The link works once and for one hour.',
      button: 'Go on to erase it',
      footer: 'Was that not you? Then do nothing: without this mail nothing is erased.',
    },
    erasing: {
      subject: 'Your account will be erased',
      lead: 'It will be erased on {day}. Until then you can sign in and stop it on the page about you.',
      footer: 'Download your data before then: nobody can bring it back.',
    },
    exported: {
      subject: 'Your data is ready',
      lead: 'One file has all that Signet keeps of you. You can download it until {day}.',
      button: 'Go to your data',
      footer: 'Only you can download it, signed in.',
    },
  },
  es: {
    check: {
      subject: 'Confirme esta dirección',
      lead: 'Alguien que entró en Signet como {name} quiere usar también esta dirección.',
      what: 'Confírmela para recibir correo aquí y entrar con ella. El enlace sirve una vez y durante 24 horas.',
      button: 'Continuar para confirmar',
      footer: '¿No fue usted? Entonces no haga nada, y la dirección no se añade.',
    },
    claimed: {
      subject: 'Su dirección se escribió para otra cuenta',
      lead: 'Alguien que entró en Signet como {name} quiere usar esta dirección. Lleva a su cuenta, así que nada cambió.',
      what: 'Si las dos cuentas son suyas, entre en la que quiere conservar y únalas allí.',
      button: 'Unir cuentas',
      footer: '¿No fue usted? Entonces no haga nada: nadie puede quitarle su dirección.',
    },
    added: {
      subject: 'Se añadió una dirección',
      lead: 'Desde ahora otra dirección lleva a su cuenta. Sirve para entrar.',
      footer: '¿No fue usted? Entre, cierre las sesiones que no conozca y quítela.',
    },
    mainChanged: {
      subject: 'Su dirección principal cambió',
      lead: 'Desde ahora el correo de Signet va a otra dirección suya.',
      footer: '¿No fue usted? Entre, cierre las sesiones que no conozca y cámbiela de nuevo.',
    },
    removed: {
      subject: 'Se quitó una dirección',
      lead: 'Una de sus direcciones ya no lleva a su cuenta.',
      footer: '¿No fue usted? Entre, cierre las sesiones que no conozca y añádala de nuevo.',
    },
    passkeyAdded: {
      subject: 'Se añadió una llave de acceso',
      lead: 'Desde ahora la llave de acceso «{name}» puede entrar en su cuenta.',
      button: 'Ver sus llaves de acceso',
      footer: '¿No fue usted? Quítela y cierre las sesiones que no conozca.',
    },
    passkeyRemoved: {
      subject: 'Se quitó una llave de acceso',
      lead: 'La llave de acceso «{name}» ya no abre su cuenta.',
      button: 'Ver sus llaves de acceso',
      footer: '¿No fue usted? Entre, cierre las sesiones que no conozca y añádala de nuevo.',
    },
    sessionsEnded: {
      subject: 'Se cerraron sus sesiones en otros dispositivos',
      lead: 'Desde uno de sus dispositivos se cerraron sus sesiones en otros.',
      button: 'Ver dónde tiene sesiones',
      footer: '¿No fue usted? Entre y cierre las sesiones que no conozca.',
    },
    merge: {
      subject: 'Una sus dos cuentas',
      lead: 'Alguien que entró en Signet con otra cuenta dice que esta también es suya.',
      what: 'Si las dos son suyas, continúe con la otra abierta. El enlace sirve una vez y durante una hora.',
      button: 'Continuar para unirlas',
      footer: '¿No fue usted? Entonces no haga nada: sin este correo nadie puede unir su cuenta a otra.',
    },
    merged: {
      subject: 'Sus cuentas ya son una',
      lead: 'Sus insignias, trabajos, funciones y direcciones están juntos. Todas sus direcciones llevan a la misma cuenta.',
      footer: '¿No fue usted? Avise enseguida a quien administra Signet en su distrito.',
    },
    erase: {
      subject: 'Confirme que su cuenta se va a borrar',
      lead: 'Pidió borrar su cuenta, con sus trabajos y sus insignias.',
      what: 'Si continúa, se borra en {days} días. Hasta entonces puede detenerlo. El enlace sirve una vez y durante una hora.',
      button: 'Continuar para borrarla',
      footer: '¿No fue usted? Entonces no haga nada: sin este correo no se borra nada.',
    },
    erasing: {
      subject: 'Su cuenta se va a borrar',
      lead: 'Se borrará el {day}. Hasta entonces puede entrar y detenerlo en la página sobre usted.',
      footer: 'Descargue sus datos antes: nadie podrá recuperarlos.',
    },
    exported: {
      subject: 'Sus datos están listos',
      lead: 'Un archivo tiene todo lo que Signet guarda de usted. Puede descargarlo hasta el {day}.',
      button: 'Ir a sus datos',
      footer: 'Solo usted puede descargarlo, después de entrar.',
    },
  },
} as const satisfies Record<string, Record<string, AccountWords>>

interface AccountWords {
  subject: string
  lead: string
  what?: string
  button?: string
  footer: string
}
