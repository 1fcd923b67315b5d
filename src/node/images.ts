import type { Images } from '../platform/platform.ts'

/** libvips takes longer to load than all else that a start needs, so it comes with the first picture. */
export function createImages(): Images {
  let opened: Promise<Omit<Images, 'canDraw' | 'shapeWords'>> | undefined
  const images = () => {
    opened ??= import('./sharp-images.ts').then(({ createSharpImages }) => createSharpImages())
    return opened
  }
  return {
    canDraw: true,
    renderArtwork: async (artwork, size) => (await images()).renderArtwork(artwork, size),
    shapeWords: async (words) =>
      words.length === 0 ? new Map() : (await import('./shape-words.ts')).shapeWords(words),
    redrawLogo: async (picture) => (await images()).redrawLogo(picture),
  }
}
