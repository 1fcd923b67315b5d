import type { Images } from '../platform/platform.ts'

/** libvips takes longer to load than all else that a start needs, so it comes with the first picture. */
export function createImages(): Images {
  let opened: Promise<Omit<Images, 'canDraw'>> | undefined
  const images = () => {
    opened ??= import('./sharp-images.ts').then(({ createSharpImages }) => createSharpImages())
    return opened
  }
  return {
    canDraw: true,
    renderArtwork: async (artwork, size) => (await images()).renderArtwork(artwork, size),
    redrawLogo: async (picture) => (await images()).redrawLogo(picture),
  }
}
