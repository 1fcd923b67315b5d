import { BlockList, isIP } from 'node:net'

/** Whether an address belongs to the public internet. Unknown is no. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !specialIpv4.check(address, 'ipv4')
  if (version === 6) return globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6')
  return false
}

/** The special-purpose registries of IANA, multicast and reserved space. */
const specialIpv4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])

// Allowed and not denied: a list of what is forbidden forgot `::` in other products, and mapped or translated IPv4.
const globalIpv6 = blockList('ipv6', [['2000::', 3]])
const specialIpv6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
])

function blockList(version: 'ipv4' | 'ipv6', subnets: [address: string, prefix: number][]) {
  const list = new BlockList()
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, version)
  return list
}
