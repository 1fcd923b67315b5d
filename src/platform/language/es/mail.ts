import type { mail as english } from '../en/mail.ts'

/** Formal throughout, as districts write. */
export const mail = {
  'mail.submission-received.subject': 'Recibimos su trabajo',
  'mail.submission-received.thanks': 'Gracias, {name}. Recibimos su trabajo para «{badge}».',
  'mail.submission-received.next':
    'Ahora se revisa con la rúbrica, y le avisaremos. Puede retirarlo hasta que alguien decida.',
  'mail.submission-received.button': 'Ver su trabajo',
  'mail.submission-received.footer':
    'Recibe este mensaje porque envió un trabajo a {organization}. Puede desactivar estos mensajes en Mi perfil, Avisos.',

  'mail.feedback-ready.subject': 'Sus comentarios están listos: {badge}',
  'mail.feedback-ready.returned':
    'Hola, {name}. Se revisó su trabajo para «{badge}» y hace falta un cambio antes de aprobarlo.',
  'mail.feedback-ready.keep':
    'Lo que envió se conserva. Lea los comentarios, cambie lo que indican y envíelo de nuevo.',
  'mail.feedback-ready.declined': 'Hola, {name}. Se decidió sobre su trabajo para «{badge}». No fue aprobado.',
  'mail.feedback-ready.why':
    'Los comentarios explican por qué, destreza por destreza. Puede preguntar a {organization} al respecto.',
  'mail.feedback-ready.button': 'Leer los comentarios',

  'mail.earned.subject': 'Obtuvo {badge}',
  'mail.earned.well-done': 'Buen trabajo, {name}. La revisión confirmó que cumplió todas las destrezas de «{badge}».',
  'mail.earned.keep': 'La insignia es suya, aunque cambie de trabajo. Cualquiera puede comprobarla.',
  'mail.earned.button': 'Ver y compartir su insignia',
  'mail.earned.picture': 'Insignia: {badge}',

  'mail.revoked.subject': 'Un cambio en su credencial',
  'mail.revoked.what':
    'Hola, {name}. {organization} retiró su insignia «{badge}» el {day}. Al comprobarla ya no aparece como válida.',
  'mail.revoked.reason': 'El motivo indicado: {reason}',
  'mail.revoked.ask': 'Si cree que es un error o quiere saber más, escriba a {contact}.',

  'mail.invitation.subject': '{organization} le invita',
  'mail.invitation.lead':
    'Hola, {name}. {organization} le invita a participar en su desarrollo profesional como: {roles}.',
  'mail.invitation.next':
    'Inicie sesión con esta dirección para aceptar. No necesita contraseña. La invitación vale hasta el {day}.',
  'mail.invitation.button': 'Ver la invitación',
  'mail.invitation.footer': '¿No conoce {organization}? Entonces no haga nada y no pasará nada.',

  'mail.join-request.subject': 'Alguien pide unirse a {organization}',
  'mail.join-request.lead': 'Hola, {name}. {person} pide unirse a {organization}.',
  'mail.join-request.button': 'Decidir',
  'mail.join-request.footer':
    'Recibe este mensaje porque dirige {organization}. Puede desactivar estos mensajes en Mi perfil, Avisos.',

  'mail.join-answer.approved.subject': 'Ya forma parte de {organization}',
  'mail.join-answer.approved.lead': 'Hola, {name}. {organization} aceptó su solicitud. Ya puede obtener sus insignias.',
  'mail.join-answer.declined.subject': 'Su solicitud para unirse a {organization}',
  'mail.join-answer.declined.lead':
    'Hola, {name}. {organization} no aceptó su solicitud esta vez. Pregunte allí si cree que es un error.',
  'mail.join-answer.button': 'Ver sus insignias',

  'mail.role.owner': 'dirección',
  'mail.role.program-manager': 'responsable del programa',
  'mail.role.author': 'redacción',
  'mail.role.reviewer': 'revisión',
  'mail.role.coach': 'asesoría',
  'mail.role.awarder': 'emisión',
  'mail.role.viewer': 'consulta',
  'mail.role.learner': 'participante',

  'mail.test.subject': 'El correo de Signet funciona',
  'mail.test.body':
    'Hola, {name}. Pidió este mensaje en las páginas de administración. Llegó, así que el correo funciona.',

  'mail.sign-in.subject': 'Su enlace para iniciar sesión',
  'mail.sign-in.lead': 'Use este enlace para iniciar sesión. Sirve una vez y durante {minutes} minutos.',
  'mail.sign-in.code': 'O escriba este código donde lo pidió: {code}',
  'mail.sign-in.button': 'Continuar',
  'mail.sign-in.asked': 'Alguien lo pidió el {time}, con {agent}.',
  'mail.sign-in.askedUnknown': 'Alguien lo pidió el {time}.',
  'mail.sign-in.footer':
    '¿No fue usted? Entonces no haga nada: sin este correo nadie puede entrar en su nombre. Nunca pedimos una contraseña.',

  'mail.account.check.subject': 'Confirme esta dirección',
  'mail.account.check.lead': 'Alguien que entró en Signet como {name} quiere usar también esta dirección.',
  'mail.account.check.what':
    'Confírmela para recibir correo aquí y entrar con ella. El enlace sirve una vez y durante 24 horas.',
  'mail.account.check.button': 'Continuar para confirmar',
  'mail.account.check.footer': '¿No fue usted? Entonces no haga nada, y la dirección no se añade.',

  'mail.account.claimed.subject': 'Su dirección se escribió para otra cuenta',
  'mail.account.claimed.lead':
    'Alguien que entró en Signet como {name} quiere usar esta dirección. Lleva a su cuenta, así que nada cambió.',
  'mail.account.claimed.what': 'Si las dos cuentas son suyas, entre en la que quiere conservar y únalas allí.',
  'mail.account.claimed.button': 'Unir cuentas',
  'mail.account.claimed.footer': '¿No fue usted? Entonces no haga nada: nadie puede quitarle su dirección.',

  'mail.account.added.subject': 'Se añadió una dirección',
  'mail.account.added.lead': 'Desde ahora otra dirección lleva a su cuenta. Sirve para entrar.',
  'mail.account.added.footer': '¿No fue usted? Entre, cierre las sesiones que no conozca y quítela.',

  'mail.account.mainChanged.subject': 'Su dirección principal cambió',
  'mail.account.mainChanged.lead': 'Desde ahora el correo de Signet va a otra dirección suya.',
  'mail.account.mainChanged.footer': '¿No fue usted? Entre, cierre las sesiones que no conozca y cámbiela de nuevo.',

  'mail.account.removed.subject': 'Se quitó una dirección',
  'mail.account.removed.lead': 'Una de sus direcciones ya no lleva a su cuenta.',
  'mail.account.removed.footer': '¿No fue usted? Entre, cierre las sesiones que no conozca y añádala de nuevo.',

  'mail.account.passkeyAdded.subject': 'Se añadió una llave de acceso',
  'mail.account.passkeyAdded.lead': 'Desde ahora la llave de acceso «{name}» puede entrar en su cuenta.',
  'mail.account.passkeyAdded.button': 'Ver sus llaves de acceso',
  'mail.account.passkeyAdded.footer': '¿No fue usted? Quítela y cierre las sesiones que no conozca.',

  'mail.account.passkeyRemoved.subject': 'Se quitó una llave de acceso',
  'mail.account.passkeyRemoved.lead': 'La llave de acceso «{name}» ya no abre su cuenta.',
  'mail.account.passkeyRemoved.button': 'Ver sus llaves de acceso',
  'mail.account.passkeyRemoved.footer': '¿No fue usted? Entre, cierre las sesiones que no conozca y añádala de nuevo.',

  'mail.account.sessionsEnded.subject': 'Se cerraron sus sesiones en otros dispositivos',
  'mail.account.sessionsEnded.lead': 'Desde uno de sus dispositivos se cerraron sus sesiones en otros.',
  'mail.account.sessionsEnded.button': 'Ver dónde tiene sesiones',
  'mail.account.sessionsEnded.footer': '¿No fue usted? Entre y cierre las sesiones que no conozca.',

  'mail.account.merge.subject': 'Una sus dos cuentas',
  'mail.account.merge.lead': 'Alguien que entró en Signet con otra cuenta dice que esta también es suya.',
  'mail.account.merge.what':
    'Si las dos son suyas, continúe con la otra abierta. El enlace sirve una vez y durante una hora.',
  'mail.account.merge.button': 'Continuar para unirlas',
  'mail.account.merge.footer':
    '¿No fue usted? Entonces no haga nada: sin este correo nadie puede unir su cuenta a otra.',

  'mail.account.merged.subject': 'Sus cuentas ya son una',
  'mail.account.merged.lead':
    'Sus insignias, trabajos, funciones y direcciones están juntos. Todas sus direcciones llevan a la misma cuenta.',
  'mail.account.merged.footer': '¿No fue usted? Avise enseguida a quien administra Signet en su distrito.',

  'mail.account.erase.subject': 'Confirme que su cuenta se va a borrar',
  'mail.account.erase.lead': 'Pidió borrar su cuenta, con sus trabajos y sus insignias.',
  'mail.account.erase.what':
    'Si continúa, se borra en {days} días. Hasta entonces puede detenerlo. El enlace sirve una vez y durante una hora.',
  'mail.account.erase.button': 'Continuar para borrarla',
  'mail.account.erase.footer': '¿No fue usted? Entonces no haga nada: sin este correo no se borra nada.',

  'mail.account.erasing.subject': 'Su cuenta se va a borrar',
  'mail.account.erasing.lead': 'Se borrará el {day}. Hasta entonces puede entrar y detenerlo en la página sobre usted.',
  'mail.account.erasing.footer': 'Descargue sus datos antes: nadie podrá recuperarlos.',

  'mail.account.exported.subject': 'Sus datos están listos',
  'mail.account.exported.lead':
    'Un archivo tiene todo lo que Signet guarda de usted. Puede descargarlo hasta el {day}.',
  'mail.account.exported.button': 'Ir a sus datos',
  'mail.account.exported.footer': 'Solo usted puede descargarlo, después de entrar.',
} as const satisfies Record<keyof typeof english, string>
