import type { OrganizationRow } from '../../../identity/organizations/organizations-store.ts'
import type { PositionWithPlace } from '../../../identity/positions/positions-store.ts'
import { LaneField, PlaceField } from '../../components/choice-fields.tsx'
import { type FormState, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { SubmitRow } from '../../components/submit-row.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganizationTrail } from './organization-trail.ts'

export interface PositionPageView {
  organization: Pick<OrganizationRow, 'id' | 'name'>
  person: { id: string; name: string }
  /** Absent for a new one. */
  position: PositionWithPlace | undefined
  /** Where the reader may give one. */
  places: { id: string; label: string }[]
  /** yyyy-mm-dd */
  today: string
  form: FormState
}

/** One position of one person: to give, to correct or to end. */
export const PositionPage = ({ view }: { view: PositionPageView }) => {
  const { t } = useSpeech()
  const { organization, person, position, form } = view
  const here = `/organizations/${organization.id}`
  const title = position ? t('positions.changeTitle') : t('positions.addTitle')
  return (
    <FormPage
      area="identity"
      title={title}
      current="organizations"
      trail={[
        ...useOrganizationTrail(organization),
        { href: `${here}/people`, name: t('people.title') },
        { href: `${here}/people/${person.id}`, name: person.name },
      ]}
      form={form}
    >
      <div class="stack tight">
        <h1>{title}</h1>
        <p class="lead">
          <Words>{person.name}</Words>
          {position && (
            <>
              , <Words>{position.organizationName}</Words>
            </>
          )}
        </p>
      </div>
      {position?.source === 'roster' && <p class="note warn">{t('positions.fromRoster')}</p>}
      <DetailsForm view={view} />
      {position && position.endsOn === null && <EndForm view={view} position={position} />}
    </FormPage>
  )
}

const DetailsForm = ({ view: { organization, person, position, places, today } }: { view: PositionPageView }) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={pathOf(organization.id, person.id, position)} novalidate>
      {position === undefined && (
        <PlaceField
          name="organizationId"
          label={t('positions.where')}
          hint={t('positions.whereHint')}
          value={organization.id}
          places={places}
        />
      )}
      <TextField
        name="title"
        label={t('positions.what')}
        hint={t('positions.whatHint')}
        value={position?.title}
        maxlength={200}
      />
      <LaneField name="lane" value={position?.lane ?? ''} />
      <div class="two">
        <TextField
          name="startsOn"
          type="date"
          label={t('positions.from')}
          value={position ? position.startsOn : today}
        />
        <TextField
          name="endsOn"
          type="date"
          label={t('positions.until')}
          hint={t('positions.untilHint')}
          value={position?.endsOn ?? ''}
        />
      </div>
      <SubmitRow
        words={position ? t('form.save') : t('positions.addSubmit')}
        cancel={`/organizations/${organization.id}/people/${person.id}`}
        name="do"
        value="save"
        isBig={false}
      />
    </form>
  )
}

const EndForm = ({ view, position }: { view: PositionPageView; position: PositionWithPlace }) => {
  const { t } = useSpeech()
  const { organization, person, today } = view
  return (
    <form class="card stack" method="post" action={pathOf(organization.id, person.id, position)} novalidate>
      <h2>{t('positions.end')}</h2>
      <p class="soft">{t('positions.endLead')}</p>
      <TextField name="lastDay" type="date" label={t('positions.lastDay')} value={today} />
      <button class="btn danger" type="submit" name="do" value="end">
        {t('positions.end')}
      </button>
    </form>
  )
}

const pathOf = (organizationId: string, personId: string, position: PositionWithPlace | undefined) =>
  `/organizations/${organizationId}/people/${personId}/positions/${position?.id ?? 'new'}`
