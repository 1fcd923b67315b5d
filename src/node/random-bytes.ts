/** Random bytes of the system, asked for by the block: most are asked for by the dozen, and each question takes longer than a signature's hash. */
export function createRandomBytes(): (length: number) => Uint8Array<ArrayBuffer> {
  let block = new Uint8Array(0)
  let used = 0
  return (length) => {
    if (length > mostOfBlock) return crypto.getRandomValues(new Uint8Array(length))
    if (used + length > block.length) {
      block = crypto.getRandomValues(new Uint8Array(blockLength))
      used = 0
    }
    const bytes = block.slice(used, used + length)
    // What was given away is not kept.
    block.fill(0, used, used + length)
    used += length
    return bytes
  }
}

const blockLength = 4096
const mostOfBlock = 64
