import type { Child, PropsWithChildren } from 'hono/jsx'
import { Crumbs } from './crumbs.tsx'
import { FormScope, type FormState, useFormTitle } from './form.tsx'
import type { Place } from './menu.tsx'
import { type Area, Page } from './page.tsx'

interface FormPageProps {
  title: string
  area: Area
  current: Place
  trail: { href: string; name: string }[]
  /** What the crumbs call it, where that is not its title. */
  here?: string
  form: FormState
  isWide?: boolean
  head?: Child
}

/** A page to change something on: where it is, what is wrong, and then the forms. */
export const FormPage = ({
  title,
  area,
  current,
  trail,
  here,
  form,
  isWide = false,
  head,
  children,
}: PropsWithChildren<FormPageProps>) => (
  <Page area={area} title={useFormTitle(title, form)} current={current} head={head}>
    <div class={isWide ? 'wrap' : 'wrap narrow'}>
      <Crumbs trail={trail} here={here ?? title} />
      <div class="stack loose pt5">
        <FormScope form={form}>{children}</FormScope>
      </div>
    </div>
  </Page>
)
