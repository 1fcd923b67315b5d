import type { site as english } from '../en/site.ts'

export const site = {
  'site.name': 'Signet',
  'site.subtitle': 'Aprendizaje profesional',
  'site.skip': 'Ir al contenido principal',
  'nav.label': 'Principal',
  'nav.crumbs': 'Ruta de navegación',
  'nav.menu': '{unread, plural, =0 {Menú} other {Menú ({unread})}}',
  'nav.lead': 'Dirigir',
  'nav.server': 'Este servidor',
  'nav.you': 'Usted',
  'nav.home': 'Mi trabajo',
  'nav.verify': 'Comprobar',
  'nav.catalog': 'Buscar',
  'nav.review': 'Revisar',
  'nav.badges': 'Insignias',
  'nav.awards': 'Otorgadas',
  'nav.organizations': 'Organizaciones',
  'nav.me': 'Mi perfil',
  'nav.signIn': 'Iniciar sesión',
  'nav.signOut': 'Cerrar sesión',
  'foot.signedIn': 'Sesión de {name}',
  'foot.accessibility': 'Accesibilidad',
  'foot.privacy': 'Privacidad',
  'foot.help': 'Ayuda',
  'foot.standard': 'Open Badges 3.0. Funciona con Signet, código abierto.',

  'form.problem': 'Hay un problema',
  'form.errorPrefix': 'Error:',
  'form.errorTitle': 'Error: {title}',
  'form.cancel': 'Cancelar',
  'form.save': 'Guardar',
  'form.checkFields': 'Revise los campos de abajo. No se guardó nada.',
  'paging.label': 'Páginas',
  'paging.first': 'Volver al principio',
  'paging.next': 'Página siguiente',

  'home.title': 'Microcredenciales que usted puede comprobar',
  'home.heading': 'Destrezas reales, mostradas con evidencia, que cualquiera puede comprobar',
  'home.lead':
    'Docentes y personal escolar muestran lo que saben hacer. Personas capacitadas lo evalúan. El resultado es una insignia firmada que usted comprueba aquí en segundos.',
  'home.check': 'Comprobar una credencial',
  'home.checkLead':
    '¿Le enviaron una insignia? Vea quién la otorgó, a quién, y si sigue vigente. No necesita una cuenta.',
  'home.checkLabel': 'Pegue un enlace o un identificador',
  'home.checkFile': 'Comprobar un archivo o un texto',
  'home.find': 'Buscar una microcredencial',
  'home.findLead': 'Antes de empezar, vea qué puede obtener, cómo se evalúa y cuánto tiempo lleva.',
  'home.findLabel': '¿En qué quiere mejorar?',
  'home.findAll': 'Ver todas las microcredenciales',
  'home.newest': 'Insignias más recientes',

  'error.eyebrow': 'Error {status}',
  'error.next': 'Qué puede hacer',
  'error.home': 'Ir a la página principal',
  'error.about': 'Qué significa este error',
  'error.reference': 'Si pide ayuda, dé esta referencia:',
  'error.wait': 'Espere primero {seconds, plural, one {# segundo} other {# segundos}}.',
  'error.signIn.title': 'Primero inicie sesión',
  'error.signIn.next': 'Inicie sesión y abra la página de nuevo.',
  'error.forbidden.title': 'No tiene permiso para hacer esto',
  'error.forbidden.next': 'Pida el rol que necesita a alguien que dirija la entidad emisora. No se cambió nada.',
  'error.missing.title': 'Esta página es privada o no existe',
  'error.missing.next': 'Revise la dirección. Si le enviaron el enlace, pida que se lo envíen otra vez.',
  'error.gone.title': 'Esto ya no está aquí',
  'error.gone.next': 'Se quitó a propósito. Pregunte a quien le envió el enlace.',
  'error.conflict.title': 'Algo cambió mientras tanto',
  'error.conflict.next': 'Vuelva atrás, cargue la página otra vez y vea qué hay ahora. No se guardó nada suyo encima.',
  'error.tooLarge.title': 'Es demasiado grande',
  'error.tooLarge.next': 'Elija un archivo más pequeño o comparta un enlace. No se guardó nada.',
  'error.tooMany.title': 'Demasiados intentos en poco tiempo',
  'error.tooMany.next': 'Espere un poco y vuelva a intentarlo. Este límite mantiene el sitio en marcha para todos.',
  'error.busy.title': 'Hay mucha actividad en este momento',
  'error.busy.next': 'Espere un minuto y vuelva a intentarlo. No se perdió nada de lo que había guardado.',
  'error.internal.title': 'Algo falló de nuestro lado',
  'error.internal.next':
    'No es culpa suya y ya lo anotamos. Vuelva a intentarlo. Si sigue igual, denos la referencia de abajo.',
  'error.other.title': 'No funcionó',
  'error.other.next': 'Vuelva atrás e inténtelo otra vez. No se guardó nada.',

  'accessibility.title': 'Accesibilidad',
  'accessibility.lead':
    'Queremos que todas las personas puedan usar estas páginas: con el teclado, con la voz, con un lector de pantalla, en un teléfono pequeño o en papel.',
  'accessibility.goal.title': 'Nuestra meta',
  'accessibility.goal.text':
    'Buscamos cumplir las WCAG 2.2, nivel AA. Incluyen todo el nivel AA de las WCAG 2.1, que la norma del Título II de la ADA pide a las escuelas públicas.',
  'accessibility.tested.title': 'Qué probamos',
  'accessibility.tested.text':
    'La herramienta axe-core revisa las páginas cada vez que corren nuestras pruebas: en claro y en oscuro, en pantalla ancha y en teléfono. No debe encontrar ningún problema. Las pruebas también aseguran que las páginas funcionan sin JavaScript y no se desplazan de lado a 320 píxeles.',
  'accessibility.gaps.title': 'Qué no hemos probado',
  'accessibility.gaps.text':
    'Nadie ha probado todavía estas páginas con un lector de pantalla, y ninguna persona experta de fuera las ha revisado. Los archivos que se entregan como evidencia pueden no ser fáciles de leer para todos.',
  'accessibility.contact.title': 'Si algo le impide el paso',
  'accessibility.contact.text':
    'Escriba a la entidad emisora que se nombra en la página. Diga qué página era y qué quería hacer. Puede pedir la misma información en otra forma.',

  'privacy.title': 'Privacidad',
  'privacy.lead': 'Qué guardamos, quién puede verlo y para qué.',
  'privacy.verify.title': 'Cuando usted comprueba una credencial',
  'privacy.verify.text':
    'Leemos lo que usted trae y le mostramos el resultado. No se guarda nada. A veces pedimos sus claves y listas a los servidores que la credencial nombra. Ellos ven que preguntó nuestro servidor, no quién es usted.',
  'privacy.credential.title': 'Qué muestra la página de una credencial',
  'privacy.credential.text':
    'El nombre de quien la obtuvo, la insignia, las fechas, el nivel alcanzado en cada destreza y la evidencia que esa persona decidió compartir. La ve cualquiera que tenga el enlace. Pedimos a los buscadores que no la muestren. La dirección de correo está en el archivo solo como un valor cifrado.',
  'privacy.evidence.title': 'Evidencia',
  'privacy.evidence.text':
    'La evidencia es privada, salvo que quien la entregó la comparta. Solo esa persona y quienes revisan pueden abrirla, y se anota cada vez que se abre un archivo. El trabajo en el que aparecen estudiantes no se puede compartir.',
  'privacy.yours.title': 'Qué decide usted',
  'privacy.yours.text':
    'En [Mi perfil](/me) puede descargar todo lo que guardamos de usted, cambiar el nombre de sus próximas insignias, elegir qué correo recibe y borrar su cuenta. Al borrarla, sus insignias salen de este sitio. Lo que queda no nombra a nadie: que se emitió una insignia, cuándo, y una suma de control.',
  'privacy.cookies.title': 'Cookies',
  'privacy.cookies.text':
    'Una sola cookie, y solo después de iniciar sesión, para saber que es usted. Termina a las 12 horas. En estas páginas no hay anuncios, ni contadores, ni nada de otros sitios.',

  'help.title': 'Ayuda',
  'help.lead': 'Respuestas cortas a lo que más se pregunta.',
  'help.check.title': '¿Cómo compruebo una insignia?',
  'help.check.text':
    'Abra el enlace que le dieron. La respuesta está al principio de la página. Si tiene un archivo o un texto, llévelo a [Comprobar una credencial](/verify).',
  'help.results.title': '¿Qué significan los colores?',
  'help.results.text':
    '- **Verde:** es válida y conocemos a la entidad emisora.\n- **Azul:** es válida y viene del dominio web que se muestra. Asegúrese de que sea el correcto.\n- **Ámbar:** mire con más atención. Puede haber vencido, estar en pausa, o no pudimos comprobarla toda.\n- **Rojo:** no confíe en ella.\n- **Gris:** no podemos leerla.\n\nLas palabras siempre dicen lo mismo que el color.',
  'help.earn.title': '¿Cómo obtengo una?',
  'help.earn.text':
    'Elija una en [Buscar](/catalog). Lea la rúbrica, empiece y agregue su evidencia. Puede detenerse cuando quiera. Cuando la envía, alguien la evalúa y usted recibe comentarios. Si a una parte le falta algo, corrige solo esa parte.',
  'help.wrong.title': 'Mi nombre está mal, o una insignia no debería estar ahí',
  'help.wrong.text':
    'Escriba a la entidad emisora. Su dirección está en la página de la insignia, bajo Acerca de la entidad emisora. Puede retirar una insignia y otorgar otra.',

  'language.en': 'Inglés',
  'language.es': 'Español',
  'language.choose': 'Idioma',

  'nav.admin': 'Administración',
  'nav.messages': '{unread, plural, =0 {Mensajes} other {Mensajes ({unread})}}',
} as const satisfies Record<keyof typeof english, string>
