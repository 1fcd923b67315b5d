import { strToU8, zipSync } from 'fflate'

interface Bundle {
  mode?: 'bulk' | 'delta'
  orgs?: readonly string[]
  users: readonly string[]
}

/** A OneRoster 1.1 bundle with these lines: `sourcedId,status,name,type,parent` and `sourcedId,status,enabled,orgs,role,given,family,email`. */
export const bundle11 = ({ mode = 'bulk', orgs = [], users }: Bundle): Uint8Array<ArrayBuffer> =>
  zip({
    'manifest.csv': manifest('1.1', [`file.orgs,${mode}`, `file.users,${mode}`]),
    'orgs.csv': lines(
      'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
      orgs.map((line) => {
        const [id, status, name, type, parent] = line.split(',')
        return [id, status, '', name, type, '', parent].join(',')
      }),
    ),
    'users.csv': lines(
      'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
      users.map((line) => {
        const [id, status, enabled, orgs = '', role, given, family, email] = line.split(',')
        const places = `"${orgs.replaceAll(' ', ',')}"`
        return [id, status, '', enabled, places, role, id, '', given, family, '', '', email, '', '', '', '', ''].join(
          ',',
        )
      }),
    ),
  })

/** A OneRoster 1.2 bundle: users `sourcedId,enabled,given,family,email`, roles `sourcedId,user,role,begin,end,org`. */
export const bundle12 = ({
  orgs,
  users,
  roles,
}: {
  orgs: readonly string[]
  users: readonly string[]
  roles: readonly string[]
}): Uint8Array<ArrayBuffer> =>
  zip({
    'manifest.csv': manifest('1.2', ['file.orgs,bulk', 'file.users,bulk', 'file.roles,bulk']),
    'users.csv': lines(
      'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
      users.map((line) => {
        const [id, enabled, given, family, email] = line.split(',')
        return [id, '', '', enabled, id, '', given, family, '', '', email, ...Array(12).fill('')].join(',')
      }),
    ),
    'roles.csv': lines(
      'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
      roles.map((line) => {
        const [id, user, role, begin, end, org] = line.split(',')
        return [id, '', '', user, 'primary', role, begin, end, org, ''].join(',')
      }),
    ),
    'orgs.csv': lines('sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId', orgs),
  })

const manifest = (version: string, files: readonly string[]) =>
  lines('propertyName,value', ['manifest.version,1.0', `oneroster.version,${version}`, ...files])

const lines = (heading: string, rows: readonly string[]) => `${[heading, ...rows].join('\r\n')}\r\n`

const zip = (files: Record<string, string>) =>
  Uint8Array.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))
