import type { ErrorPage } from './failures.ts'

/** Stands in where no designed page is given. */
export const plainErrorPage: ErrorPage = ({ title, detail, requestId }) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(detail)}</p><p>Reference: ${escapeHtml(requestId)}</p></main></body>
</html>`

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
