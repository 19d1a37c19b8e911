/** Passkeys: asks the device to make one, or to sign, and sends its answer in the form. */
type Kind = 'create' | 'get';

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!('PublicKeyCredential' in window) || !('parseCreationOptionsFromJSON' in PublicKeyCredential)) break;
  const { passkey: kind, options = '{}', failed = '', unknown = '' } = form.dataset;
  form.hidden = false;
  const note = form.previousElementSibling;
  if (note?.classList.contains('needs-script')) note.remove();

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = form.querySelector<HTMLElement>('[role=alert]');
    if (said) said.hidden = true;
    ask(kind === 'create' ? 'create' : 'get', options).then(
      (answer) => {
        const field = form.elements.namedItem('response');
        if (field instanceof HTMLInputElement) field.value = answer;
        form.submit();
      },
      () => {
        if (!said) return;
        said.textContent = kind === 'create' ? failed : unknown;
        said.hidden = false;
      },
    );
  });
}

async function ask(kind: Kind, options: string): Promise<string> {
  const json = JSON.parse(options);
  const credential =
    kind === 'create'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json),
        })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('The device gave no passkey.');
  return JSON.stringify(credential.toJSON());
}
