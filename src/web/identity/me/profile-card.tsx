import { languages } from '../../../platform/language/languages.ts'
import { LaneField, LanguageField } from '../../components/choice-fields.tsx'
import { Field, TextField, useInput } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'

export interface ProfileView {
  /** As saved, or as typed where it could not be saved. */
  profile: Record<'name' | 'sorting_name' | 'language' | 'time_zone' | 'lane', string>
  timeZones: readonly string[]
  /** What counts where nothing is chosen. */
  unchosen: { language: string; timeZone: string }
}

/** How somebody appears, and how pages and mail speak to them. */
export const ProfileCard = ({ profile, timeZones, unchosen }: ProfileView) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action="/me" novalidate>
      <h2>{t('me.profile')}</h2>
      <TextField
        name="name"
        label={t('me.name')}
        hint={t('me.nameHint')}
        value={profile.name}
        autocomplete="name"
        maxlength={200}
      />
      <TextField
        name="sorting_name"
        label={t('me.sortingName')}
        hint={t('me.sortingNameHint')}
        value={profile.sorting_name}
        autocomplete="off"
        maxlength={200}
      />
      <LanguageField
        name="language"
        label={t('me.language')}
        hint={t('me.languageHint')}
        value={profile.language}
        none={t('me.languageAuto', {
          language: t(`me.language.${languages.find((one) => one === unchosen.language) ?? languages[0]}`),
        })}
        isOwn
      />
      <Field name="time_zone" label={t('me.timeZone')} hint={t('me.timeZoneHint')}>
        <select {...useInput({ name: 'time_zone', hint: true })}>
          <option value="">{t('me.timeZoneAuto', { zone: spelled(unchosen.timeZone) })}</option>
          {byRegion(timeZones).map(([region, zones]) => (
            <optgroup label={region}>
              {zones.map((zone) => (
                <option value={zone} selected={zone === profile.time_zone}>
                  {spelled(zone)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <LaneField name="lane" hint={t('me.laneHint')} value={profile.lane} />
      <button class="btn primary" type="submit">
        {t('form.save')}
      </button>
    </form>
  )
}

/** America/New_York is shown as New York, below America. */
function byRegion(zones: readonly string[]): [region: string, zones: string[]][] {
  const regions = new Map<string, string[]>()
  for (const zone of zones) {
    const region = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'UTC'
    regions.set(region, [...(regions.get(region) ?? []), zone])
  }
  return [...regions]
}

const spelled = (zone: string) =>
  zone
    .slice(zone.indexOf('/') + 1)
    .replaceAll('_', ' ')
    .replaceAll('/', ', ')
