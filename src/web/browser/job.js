// Without this script the page asks to be loaded again every five seconds, which takes readers back to its top.
const isOver = (job) => !['running', 'halted'].includes(job.dataset.state)

async function look() {
  try {
    const response = await fetch(location.href)
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const job = page.getElementById('job')
    if (!response.ok || !job) return location.reload()
    show(page, job)
    if (isOver(job)) return
  } catch {
    // The network may come back.
  }
  setTimeout(look, 2000)
}

function show(page, job) {
  const shown = document.getElementById('job')
  document.title = page.title
  if (!isOver(job) && shown.contains(document.activeElement)) {
    // Whoever stands on the button stays there: only what is counted changes.
    for (const part of ['h1', '.progress', '.progress + p', '.counts'])
      shown.querySelector(part).replaceWith(job.querySelector(part))
    return
  }
  shown.replaceWith(job)
  if (isOver(job)) document.getElementById('job-said').textContent = job.querySelector('h1').textContent
}

setTimeout(look, 1000)
