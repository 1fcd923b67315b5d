import type { Child, PropsWithChildren } from 'hono/jsx'
import { FormScope, type FormState, useFormTitle } from '../../components/form.tsx'
import { Page } from '../../components/page.tsx'
import { Words } from '../../text/visible-text.tsx'

interface SignInFrameProps {
  title: string
  lead: Child
  form?: FormState
  head?: Child
}

/** A page on the way in: one thing is said, and one is to be done. */
export const SignInFrame = ({ title, lead, form = {}, head, children }: PropsWithChildren<SignInFrameProps>) => (
  <Page area="identity" title={useFormTitle(title, form)} current="signIn" head={head}>
    <div class="wrap narrow pt6 stack loose">
      <FormScope form={form}>
        <div class="stack tight">
          <h1 class="serif">
            <Words>{title}</Words>
          </h1>
          <p class="lead">{lead}</p>
        </div>
        {children}
      </FormScope>
    </div>
  </Page>
)
