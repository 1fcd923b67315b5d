import type { Words } from '../en/mail.ts'

/** Formal throughout, as districts write. */
export const wordsEs: Words = {
  'submission-received.subject': 'Recibimos su entrega',
  'submission-received.thanks': 'Gracias, {name}. Recibimos su trabajo para «{badge}».',
  'submission-received.next':
    'Los evaluadores lo calificarán y le avisarán. Puede retirarlo hasta que alguno de ellos decida.',
  'submission-received.button': 'Ver su entrega',
  'submission-received.footer':
    'Recibe este mensaje porque envió un trabajo a {organization}. Puede desactivar estos mensajes en Yo, Notificaciones.',

  'feedback-ready.subject': 'Sus comentarios están listos: {badge}',
  'feedback-ready.returned':
    'Hola, {name}. Los evaluadores leyeron su trabajo para «{badge}» y piden un cambio antes de aprobarlo.',
  'feedback-ready.keep': 'Lo que envió se conserva. Lea los comentarios, cambie lo que indican y envíelo de nuevo.',
  'feedback-ready.declined':
    'Hola, {name}. Los evaluadores tomaron una decisión sobre su trabajo para «{badge}». No fue aprobado.',
  'feedback-ready.why':
    'Los comentarios explican por qué, destreza por destreza. Puede preguntar a {organization} al respecto.',
  'feedback-ready.button': 'Leer los comentarios',

  'earned.subject': 'Obtuvo {badge}',
  'earned.well-done':
    'Buen trabajo, {name}. Los evaluadores coincidieron en que cumplió todas las destrezas de «{badge}».',
  'earned.keep': 'La insignia es suya, aunque cambie de trabajo. Cualquiera puede comprobarla.',
  'earned.button': 'Ver y compartir su insignia',
  'earned.picture': 'Insignia: {badge}',

  'revoked.subject': 'Un cambio en su credencial',
  'revoked.what':
    'Hola, {name}. {organization} retiró su insignia «{badge}» el {day}. Al comprobarla ya no aparece como válida.',
  'revoked.reason': 'El motivo indicado: {reason}',
  'revoked.ask': 'Si cree que es un error o quiere saber más, escriba a {contact}.',

  'invitation.subject': '{organization} le invita',
  'invitation.lead': 'Hola, {name}. {organization} le invita a participar en su desarrollo profesional como: {roles}.',
  'invitation.next':
    'Inicie sesión con esta dirección para aceptar. No necesita contraseña. La invitación vale hasta el {day}.',
  'invitation.button': 'Ver la invitación',
  'invitation.footer': '¿No conoce {organization}? Entonces no haga nada y no pasará nada.',

  'join-request.subject': 'Alguien pide unirse a {organization}',
  'join-request.lead': 'Hola, {name}. {person} pide unirse a {organization}.',
  'join-request.button': 'Decidir',
  'join-request.footer':
    'Recibe este mensaje porque dirige {organization}. Puede desactivar estos mensajes en Yo, Notificaciones.',

  'join-answer.approved.subject': 'Ya forma parte de {organization}',
  'join-answer.approved.lead': 'Hola, {name}. {organization} aceptó su solicitud. Ya puede obtener sus insignias.',
  'join-answer.declined.subject': 'Su solicitud para unirse a {organization}',
  'join-answer.declined.lead':
    'Hola, {name}. {organization} no aceptó su solicitud esta vez. Pregunte allí si cree que es un error.',
  'join-answer.button': 'Ver sus insignias',

  'role.owner': 'responsable',
  'role.program-manager': 'coordinador o coordinadora',
  'role.author': 'autor o autora',
  'role.reviewer': 'evaluador o evaluadora',
  'role.coach': 'mentor o mentora',
  'role.awarder': 'quien otorga insignias',
  'role.viewer': 'observador u observadora',
  'role.learner': 'participante',

  'test.subject': 'El correo de Signet funciona',
  'test.body': 'Hola, {name}. Pidió este mensaje en las páginas de administración. Llegó, así que el correo funciona.',
}
