import type { Finding } from '../../../openbadges/index.ts'

export interface VerdictWords {
  headline: string
  sentence: string
}

/**
 * What a reader is told for each finding, in ICU message syntax. `{issuer}` is the registry's name for the issuer, else the
 * confirmed domain, else the words for an unknown signer: never the name that the file gives itself.
 */
export const verdictMessages: Readonly<Record<Finding, VerdictWords>> = {
  unreadable: {
    headline: 'We cannot read this',
    sentence: 'This is not an Open Badge or credential we know. Ask for a link, a PNG or a JSON file.',
  },
  unsigned: {
    headline: 'Do not trust this file',
    sentence: 'It has no signature, so anyone could have written it. Ask the person for their original link.',
  },
  altered: {
    headline: 'Do not trust this file',
    sentence: 'Something in it was changed after it was signed. Ask the person for their original link.',
  },
  'foreign-key': {
    headline: 'Do not trust this file',
    sentence: 'It says it is from {issuer}, but the signing key does not belong to {issuer}.',
  },
  'not-issued': {
    headline: 'Do not trust this file',
    sentence: 'It carries the signature of {issuer}, but {issuer} has no record of giving it. Tell them about it.',
  },
  revoked: {
    headline: 'Taken back by the issuer',
    sentence:
      '{issuer} revoked this{hasDate, select, yes { on {date}} other {}}.{hasReason, select, yes { Reason: {reason}.} other {}} Do not rely on it.',
  },
  malformed: {
    headline: 'This badge is not made right',
    sentence: 'Parts of it break the rules of Open Badges. Ask {issuer} for a new copy.',
  },
  'issuer-warning': {
    headline: 'Issuer is on a warning list',
    sentence: 'A list of issuers says to be careful with {issuer}.',
  },
  suspended: { headline: 'On hold', sentence: '{issuer} has paused this. Ask them.' },
  unfinished: {
    headline: 'We could not finish checking',
    sentence: 'A part of the check did not get an answer. Try again in a few minutes.',
  },
  expired: {
    headline: 'Expired on {date}',
    sentence: 'It was real when {issuer} gave it. Ask if it was renewed.',
  },
  'not-yet-valid': { headline: 'Not valid until {date}', sentence: '{issuer} set a later start date.' },
  'unknown-issuer': {
    headline: 'Real file, unknown issuer',
    sentence: 'It was not changed since it was signed, but we cannot tell who signed it.',
  },
  'older-badge': {
    headline: 'Older badge, found at its web page',
    sentence: 'The page at {domain} still lists it. It has no digital signature.',
  },
  'valid-domain': {
    headline: 'Valid, from {domain}',
    sentence: 'Make sure this is the issuer’s real web address.',
  },
  'valid-known': {
    headline: 'This credential is valid',
    sentence:
      '{issuer} gave it{hasRecipient, select, yes { to {recipient}} other {}} on {date}. It has not been changed or taken back.',
  },
}

export const verdictMessagesSpanish: Readonly<Record<Finding, VerdictWords>> = {
  unreadable: {
    headline: 'No podemos leer esto',
    sentence:
      'No es una insignia abierta ni una credencial que conozcamos. Pida un enlace, un archivo PNG o un archivo JSON.',
  },
  unsigned: {
    headline: 'No confíe en este archivo',
    sentence: 'No tiene firma, así que cualquiera pudo escribirlo. Pida a la persona su enlace original.',
  },
  altered: {
    headline: 'No confíe en este archivo',
    sentence: 'Algo cambió después de la firma. Pida a la persona su enlace original.',
  },
  'foreign-key': {
    headline: 'No confíe en este archivo',
    sentence: 'Dice que es de {issuer}, pero la clave de la firma no es de {issuer}.',
  },
  'not-issued': {
    headline: 'No confíe en este archivo',
    sentence: 'Lleva la firma de {issuer}, pero {issuer} no tiene constancia de haberlo dado. Avíseles.',
  },
  revoked: {
    headline: 'Retirada por el emisor',
    sentence:
      '{issuer} la retiró{hasDate, select, yes { el {date}} other {}}.{hasReason, select, yes { Motivo: {reason}.} other {}} No se fíe de ella.',
  },
  malformed: {
    headline: 'Esta insignia no está bien hecha',
    sentence: 'Partes de ella no siguen las reglas de Open Badges. Pida otra copia a {issuer}.',
  },
  'issuer-warning': {
    headline: 'El emisor está en una lista de alerta',
    sentence: 'Una lista de emisores pide tener cuidado con {issuer}.',
  },
  suspended: { headline: 'En pausa', sentence: '{issuer} la ha puesto en pausa. Pregúnteles.' },
  unfinished: {
    headline: 'No pudimos terminar la revisión',
    sentence: 'Una parte de la revisión no tuvo respuesta. Intente de nuevo en unos minutos.',
  },
  expired: {
    headline: 'Venció el {date}',
    sentence: 'Era real cuando {issuer} la dio. Pregunte si se renovó.',
  },
  'not-yet-valid': { headline: 'No es válida hasta el {date}', sentence: '{issuer} fijó un inicio posterior.' },
  'unknown-issuer': {
    headline: 'Archivo real, emisor desconocido',
    sentence: 'No cambió desde que se firmó, pero no podemos saber quién lo firmó.',
  },
  'older-badge': {
    headline: 'Insignia antigua, hallada en su página',
    sentence: 'La página en {domain} todavía la muestra. No tiene firma digital.',
  },
  'valid-domain': {
    headline: 'Válida, de {domain}',
    sentence: 'Compruebe que esta es la dirección web real del emisor.',
  },
  'valid-known': {
    headline: 'Esta credencial es válida',
    sentence:
      '{issuer} la dio{hasRecipient, select, yes { a {recipient}} other {}} el {date}. No se ha cambiado ni retirado.',
  },
}

/** `{issuer}` where no registry and no domain names the signer. */
export const unknownSigner = { en: 'the signer', es: 'quien firmó' } as const
