/** What the page waits for (`data-waits`) is looked at again until it has come; then the page is shown anew. */
const waiting = document.querySelector<HTMLElement>('[data-waits]');
if (waiting !== null) void look(waiting, 1_000);

async function look(part: HTMLElement, pause: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pause));
  const now = await state();
  if (now === undefined) return look(part, Math.min(pause * 2, 30_000));
  if (now === null || now.dataset.waits !== part.dataset.waits) return location.reload();
  if (now.innerHTML !== part.innerHTML) part.innerHTML = now.innerHTML;
  return look(part, Math.min(pause * 1.2, 5_000));
}

/** The part as it stands now; null when the page waits no more, undefined when it could not be asked. */
async function state(): Promise<HTMLElement | null | undefined> {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector<HTMLElement>('[data-waits]');
  } catch {
    return undefined;
  }
}
