/** The samples follow the fields while one chooses: their style sheet is asked for anew. */
const form = document.querySelector<HTMLFormElement>('form.look');
const style = document.querySelector<HTMLLinkElement>('#sample-style');

if (form !== null && style !== null) {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    const url = new URL(style.href);
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[type=color], select'))
      url.searchParams.set(field.name, field.value);
    style.href = url.href;
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 120);
  });
}
