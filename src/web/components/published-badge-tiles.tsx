import type { AwardDetails } from '../../credentials/awards/awards-store.ts'
import type { PublishedBadge } from '../../definitions/badges/badges-store.ts'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import type { BadgeTile } from './badge-tiles.tsx'
import { DayOnRecord } from './when.tsx'

/** A badge on offer. */
export const publishedTile = ({ version, issuer }: PublishedBadge): BadgeTile => ({
  href: `/achievements/${version.id}`,
  name: version.definition.name,
  picture: compactArtworkPath(version.id),
  note: <PublishedNote issuerName={issuer.name} hours={version.definition.hours} />,
})

/** A badge somebody has earned. */
export const awardTile = ({ award, version, revocation }: AwardDetails): BadgeTile => ({
  href: `/c/${award.id}`,
  name: version.definition.name,
  picture: compactArtworkPath(version.id),
  note: <AwardNote issuedAt={new Date(award.issuedAt)} isRevoked={revocation !== null} />,
})

/** Without words, which the tile has below it: a twentieth of the bytes. */
const compactArtworkPath = (versionId: string) => `/achievements/${versionId}/compact.svg`

const PublishedNote = ({ issuerName, hours }: { issuerName: string; hours: number | undefined }) => {
  const { t } = useSpeech()
  return (
    <>
      <Words>{issuerName}</Words>
      {hours !== undefined && `, ${t('catalog.hours', { hours })}`}
    </>
  )
}

const AwardNote = ({ issuedAt, isRevoked }: { issuedAt: Date; isRevoked: boolean }) => {
  const { t } = useSpeech()
  return <>{isRevoked ? t('awards.state.revoked') : <DayOnRecord date={issuedAt} />}</>
}
