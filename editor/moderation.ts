/** The queue of replies by keyboard: what is decided is sent at once, and the next reply is there. */
const form = document.querySelector<HTMLFormElement>('form.queue');
const status = form?.querySelector<HTMLElement>('[role=status]');

if (form && status) {
  for (const keys of document.querySelectorAll<HTMLElement>('.keys')) keys.hidden = false;
  const cards = [...form.querySelectorAll<HTMLElement>('article.held')];
  const left = () => cards.filter((card) => !card.classList.contains('decided'));
  const field = (name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? '';
  /** What was done, the last at the end, each with how it is taken back. */
  const done: { readonly card: HTMLElement; readonly batch: number }[] = [];

  const current = () => {
    const focused = document.activeElement?.closest<HTMLElement>('article.held');
    return focused && !focused.classList.contains('decided') ? focused : undefined;
  };
  const go = (card: HTMLElement | undefined) => {
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  };
  const step = (by: 1 | -1) => {
    const all = left();
    const here = current();
    go(here ? (all[all.indexOf(here) + by] ?? here) : by === 1 ? all[0] : all.at(-1));
  };

  const send = async (action: string, fields: Record<string, string>) => {
    const answer = await fetch(action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ token: field('token'), back: field('back'), ...fields }),
    });
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return undefined;
    return (await answer.json()) as { text: string; count: number; batch?: number | null };
  };

  const decide = async (card: HTMLElement, button: HTMLButtonElement) => {
    const all = left();
    const next = all[all.indexOf(card) + 1] ?? all[all.indexOf(card) - 1];
    card.classList.add('decided');
    if (next) go(next);
    const said = await send(form.action, { one: button.value });
    if (!said) {
      // Signed out, or the form lay open too long: the page that says so is what the button itself leads to.
      card.classList.remove('decided');
      button.form?.requestSubmit(button);
      return;
    }
    status.textContent = said.text;
    status.classList.remove('quiet');
    if (typeof said.batch === 'number') done.push({ card, batch: said.batch });
  };

  const undo = async () => {
    const last = done.pop();
    if (!last) {
      document.querySelector<HTMLButtonElement>('.notice form button')?.click();
      return;
    }
    const said = await send(form.action.replace(/do$/, 'undo'), { batch: String(last.batch) });
    if (!said) return location.reload();
    status.textContent = said.text;
    last.card.classList.remove('decided');
    go(last.card);
  };

  const acts: Readonly<Record<string, string>> = { a: 'approve', s: 'spam', d: 'trash' };
  document.addEventListener('keydown', (event) => {
    const typing = (event.target as Element).closest('input:not([type=checkbox]), textarea, select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const card = current();
    const inCard = <E extends HTMLElement>(selector: string) => card?.querySelector<E>(selector) ?? undefined;
    const act = acts[event.key];
    if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === 'u') void undo();
    else if (event.key === 'x') inCard<HTMLInputElement>('header input[type=checkbox]')?.click();
    else if (event.key === 'e') inCard<HTMLAnchorElement>('[data-act=edit]')?.click();
    else if (event.key === 'r') {
      const box = inCard<HTMLDetailsElement>('details.answer');
      if (!box) return;
      box.open = true;
      box.querySelector('textarea')?.focus();
    } else if (act) {
      const button = inCard<HTMLButtonElement>(`button[data-act=${act}]`);
      // What is restored or let through again is the first button, whatever it is called.
      const chosen = button ?? (act === 'approve' ? inCard<HTMLButtonElement>('.deeds .first') : undefined);
      if (card && chosen) void decide(card, chosen);
    } else return;
    event.preventDefault();
  });
}
