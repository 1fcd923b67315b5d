// Without this script the link can still be selected by hand, so the button stays hidden until it can work.
for (const button of document.querySelectorAll('button[data-copy]')) {
  const field = document.getElementById(button.dataset.copy)
  const done = button.dataset.done
  if (!navigator.clipboard || !field) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value)
    button.querySelector('[role=status]').textContent = done
  })
}
