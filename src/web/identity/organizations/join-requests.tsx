import type { WaitingRequest } from '../../../identity/organizations/join-requests-store.ts'
import { About } from '../../components/about.tsx'
import { Pill } from '../../components/pill.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

interface JoinRequestsProps {
  organizationId: string
  requests: WaitingRequest[]
}

/** Who asks to join, to be let in or not. */
export const JoinRequests = ({ organizationId, requests }: JoinRequestsProps) => {
  const { t } = useSpeech()
  return (
    <section class="card attention" aria-labelledby="requests">
      <h2 id="requests">{t('joining.requests')}</h2>
      <ul class="todo">
        {requests.map(({ request, person }) => (
          <li>
            <Pill tone="info" icon="person">
              {t('joining.pill')}
            </Pill>
            <span>
              <strong>
                <Words>{person.name}</Words>
              </strong>
              <small>{person.email}</small>
            </span>
            <form class="row" method="post" action={`/organizations/${organizationId}/join-requests/${request.id}`}>
              <button class="btn primary" type="submit" name="decision" value="approved">
                {t('joining.approve')}
                <About>{person.name}</About>
              </button>
              <button class="btn" type="submit" name="decision" value="declined">
                {t('joining.decline')}
                <About>{person.name}</About>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
