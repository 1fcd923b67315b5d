import { type BadgeTile, BadgeTiles } from '../components/badge-tiles.tsx'
import { EvidenceName } from '../components/evidence-list.tsx'
import { Page } from '../components/page.tsx'
import { Pill, type Tone } from '../components/pill.tsx'
import { When } from '../components/when.tsx'
import { TrustPill } from '../organisations/organisation-page.tsx'
import { visibleText, Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface IssuerView {
  id: string
  name: string
  url: string
  email: string
  description: string
  logoUrl: string | undefined
  /** Address of a style sheet with its colours. */
  colours: string | undefined
  trust: 'unconfirmed' | 'recognised' | 'withdrawn'
  did: string
  /** The web domain that the DID names. */
  domain: string
  since: Date
  keys: IssuerKey[]
  badges: BadgeTile[]
}
export interface IssuerKey {
  id: string
  algorithm: string
  state: 'active' | 'retired' | 'compromised'
  createdAt: Date
  retiredAt: Date | undefined
}

export const IssuerPage = ({ view }: { view: IssuerView }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <Page
      title={t('issuer.title', { issuer: visibleText(view.name) })}
      description={view.description || t('issuer.lead', { issuer: visibleText(view.name) })}
      brand={view.name}
      colours={view.colours}
      isListed
    >
      <div class="wrap pt6 stack loose">
        <div class="stack tight">
          {view.logoUrl && <img class="logo" src={view.logoUrl} alt="" width="96" height="96" />}
          <p class="eyebrow">{t('issuer.eyebrow')}</p>
          <h1 class="serif">
            <Words>{view.name}</Words>
          </h1>
          <p class="lead">
            {view.description ? (
              <Words>{view.description}</Words>
            ) : (
              t('issuer.lead', { issuer: visibleText(view.name) })
            )}
          </p>
        </div>
        <dl class="facts factbar">
          <div>
            <dt>{t('issuer.domain')}</dt>
            <dd>
              <Words>{view.domain}</Words>
              <small>{t('issuer.domainNote')}</small>
            </dd>
          </div>
          <div>
            <dt>{t('trust.title')}</dt>
            <dd>
              <TrustPill trust={view.trust} />
              <small>{t(`trust.${view.trust}.note`)}</small>
            </dd>
          </div>
          <div>
            <dt>{t('issuer.website')}</dt>
            <dd>
              <EvidenceName name={view.url} href={view.url} />
            </dd>
          </div>
          <div>
            <dt>{t('issuer.contact')}</dt>
            <dd>
              <a href={`mailto:${view.email}`}>{view.email}</a>
              <small>{t('issuer.contactNote')}</small>
            </dd>
          </div>
          <div>
            <dt>{t('issuer.since')}</dt>
            <dd>
              <When date={view.since} />
            </dd>
          </div>
        </dl>
        {view.badges.length > 0 && (
          <section class="stack" aria-labelledby="issues">
            <h2 id="issues">{t('issuer.issues')}</h2>
            <BadgeTiles tiles={view.badges} />
          </section>
        )}
        <section class="stack" aria-labelledby="keys">
          <h2 id="keys">{t('issuer.keys')}</h2>
          <p class="soft">{t('issuer.keysLead')}</p>
          <KeyTable keys={view.keys} />
          <p class="small">
            {t('issuer.did')} <span class="mono">{view.did}</span>
            <br />
            <a href={`/issuers/${view.id}/did.json`}>{t('issuer.didDocument')}</a>
          </p>
        </section>
      </div>
    </Page>
  )
}

const KeyTable = ({ keys }: { keys: IssuerKey[] }) => {
  const { t } = useSpeech()
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{t('issuer.keys')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('issuer.key')}</th>
            <th scope="col">{t('issuer.algorithm')}</th>
            <th scope="col">{t('issuer.from')}</th>
            <th scope="col">{t('issuer.until')}</th>
            <th scope="col">{t('issuer.state')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr>
              <th scope="row">
                <span class="mono">{key.id.split('#').at(-1)}</span>
              </th>
              <td data-label={t('issuer.algorithm')}>
                <span>{key.algorithm}</span>
              </td>
              <td data-label={t('issuer.from')}>
                <When date={key.createdAt} />
              </td>
              <td data-label={t('issuer.until')}>
                {key.retiredAt ? <When date={key.retiredAt} /> : <span>{t('issuer.stillUsed')}</span>}
              </td>
              <td data-label={t('issuer.state')}>
                <Pill tone={keyTones[key.state]}>{t(`issuer.key.${key.state}`)}</Pill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const keyTones: Record<IssuerKey['state'], Tone> = { active: 'ok', retired: 'none', compromised: 'bad' }
