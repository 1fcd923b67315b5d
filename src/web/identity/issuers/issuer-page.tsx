import { type BadgeTile, BadgeTiles } from '../../components/badge-tiles.tsx'
import { EvidenceName } from '../../components/evidence-list.tsx'
import { Page } from '../../components/page.tsx'
import { Pill, type Tone } from '../../components/pill.tsx'
import { Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { TrustPill } from '../organizations/organization-page.tsx'

export interface IssuerView {
  id: string
  name: string
  url: string
  email: string
  description: string
  logoUrl: string | undefined
  /** Address of a style sheet with its colors. */
  colors: string | undefined
  trust: 'unconfirmed' | 'recognized' | 'withdrawn'
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
      area="identity"
      title={t('issuer.title', { issuer: visibleText(view.name) })}
      description={view.description || t('issuer.lead', { issuer: visibleText(view.name) })}
      brand={view.name}
      colors={view.colors}
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
        <dl class="facts roomy factbar">
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
    <Table
      caption={t('issuer.keys')}
      rows={keys}
      columns={[
        { name: t('issuer.key'), cell: ({ id }) => <span class="mono">{id.split('#').at(-1)}</span> },
        { name: t('issuer.algorithm'), cell: ({ algorithm }) => algorithm },
        { name: t('issuer.from'), cell: ({ createdAt }) => <When date={createdAt} /> },
        {
          name: t('issuer.until'),
          cell: ({ retiredAt }) => (retiredAt ? <When date={retiredAt} /> : t('issuer.stillUsed')),
        },
        {
          name: t('issuer.state'),
          cell: ({ state }) => <Pill tone={keyTones[state]}>{t(`issuer.key.${state}`)}</Pill>,
        },
      ]}
    />
  )
}

const keyTones: Record<IssuerKey['state'], Tone> = { active: 'ok', retired: 'none', compromised: 'bad' }
