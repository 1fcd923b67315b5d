import { create } from 'qrcode'
import { useSpeech } from '../visit.tsx'

/** Drawn as one path of dark squares with the quiet zone that scanners need. */
export const QrCode = ({ address }: { address: string }) => {
  const { t } = useSpeech()
  // Said to be bytes, which an address is: to look for shorter ways of saying it takes as long as to draw it.
  const { modules } = create([{ data: new TextEncoder().encode(address), mode: 'byte' }], { errorCorrectionLevel: 'M' })
  const quiet = 2
  const side = modules.size + 2 * quiet
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; ) {
      let run = 0
      while (column + run < modules.size && modules.get(row, column + run)) run++
      if (run > 0) path += `M${column + quiet} ${row + quiet}h${run}v1h-${run}z`
      column += run || 1
    }
  }
  return (
    <div class="qr">
      <svg role="img" aria-label={t('share.qr')} viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges">
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </div>
  )
}
