/** Quotations without a source by keyboard: what is decided is sent at once, and the next one is there. */
const form = document.querySelector<HTMLFormElement>('form.unsourced');
const status = form?.querySelector<HTMLElement>('[role=status]');

if (form && status) {
  for (const keys of document.querySelectorAll<HTMLElement>('.keys')) keys.hidden = false;
  const cards = [...form.querySelectorAll<HTMLElement>('article.held')];
  const left = () => cards.filter((card) => !card.classList.contains('decided'));

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

  /** Answers how many were changed; undefined where the answer is a page that a person has to see. */
  const send = async (card: HTMLElement, button: HTMLButtonElement) => {
    const fields = new URLSearchParams({ one: button.value });
    for (const input of form.querySelectorAll<HTMLInputElement>('input[type=hidden]'))
      fields.set(input.name, input.value);
    for (const input of card.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])'))
      fields.set(input.name, input.value);
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: fields,
    });
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return undefined;
    return (await answer.json()) as { text: string; count: number };
  };

  const decide = async (card: HTMLElement, button: HTMLButtonElement) => {
    const all = left();
    const next = all[all.indexOf(card) + 1] ?? all[all.indexOf(card) - 1];
    button.disabled = true;
    const said = await send(card, button);
    button.disabled = false;
    // Signed out, or the form lay open too long: the page that says so is what the button itself leads to.
    if (!said) return button.form?.requestSubmit(button);
    status.textContent = said.text;
    status.classList.remove('quiet');
    if (said.count === 0) return;
    card.classList.add('decided');
    if (next) go(next);
  };

  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    const card = button?.closest<HTMLElement>('article.held');
    if (!(button instanceof HTMLButtonElement) || !card || button.dataset.sent) return;
    event.preventDefault();
    button.dataset.sent = '1';
    void decide(card, button).finally(() => delete button.dataset.sent);
  });

  document.addEventListener('keydown', (event) => {
    const typing = (event.target as Element).closest('input:not([type=checkbox]), textarea, select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const card = current();
    const click = (selector: string) => card?.querySelector<HTMLElement>(selector)?.click();
    if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === 'x') click('header input[type=checkbox]');
    else if (event.key === 'b') click('[data-act=bind]');
    else if (event.key === 'd') click('[data-act=dismiss], [data-act=reopen]');
    else if (event.key === 'e') click('[data-act=edit]');
    else return;
    event.preventDefault();
  });
}
