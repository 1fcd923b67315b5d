import { encodeQR } from 'qr'
import { useSpeech } from '../visit.tsx'

/** Drawn as one path of dark squares with the quiet zone that scanners need. */
export const QrCode = ({ address }: { address: string }) => {
  const { t } = useSpeech()
  // Said to be bytes, which an address is: to look for shorter ways of saying it takes as long as to draw it.
  const rows = encodeQR(address, 'raw', { ecc: 'medium', encoding: 'byte', border: quietZone })
  return (
    <div class="qr">
      <svg
        role="img"
        aria-label={t('share.qr')}
        viewBox={`0 0 ${rows.length} ${rows.length}`}
        shape-rendering="crispEdges"
      >
        <rect width={rows.length} height={rows.length} fill="#fff" />
        <path d={rows.map(darkRuns).join('')} fill="#000" />
      </svg>
    </div>
  )
}

const quietZone = 2

function darkRuns(squares: readonly boolean[], row: number): string {
  let path = ''
  for (let column = 0; column < squares.length; ) {
    let run = 0
    while (squares[column + run]) run++
    if (run > 0) path += `M${column} ${row}h${run}v1h-${run}z`
    column += run || 1
  }
  return path
}
