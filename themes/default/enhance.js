// The only script of the theme. Without it an embed's card is a link to the place that shows the thing, "Reply" leads
// to the form on a page of its own, and a passage to be quoted is pasted.
document.addEventListener('click', (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const card = event.target.closest?.('[data-player] .embed-card');
  if (card) {
    event.preventDefault();
    play(card);
  }
  const answer = respond && event.target.closest?.('.comment .answer');
  if (answer) {
    event.preventDefault();
    answerUnder(answer.closest('.comment'));
  }
  if (home && event.target.closest?.('.cancel')) {
    event.preventDefault();
    answerPost();
  }
});

/** An embedded player is fetched when a reader asks for it, and not before. */
function play(card) {
  const { player: address, width, height } = card.closest('[data-player]').dataset;
  const player = document.createElement('iframe');
  player.src = address;
  player.title = card.querySelector('.embed-title')?.textContent ?? card.textContent;
  player.allow = 'autoplay; fullscreen; encrypted-media; picture-in-picture';
  player.referrerPolicy = 'strict-origin-when-cross-origin';
  player.className = 'player';
  if (width && height) player.style.aspectRatio = `${width} / ${height}`;
  card.replaceWith(player);
  player.focus();
}

const respond = document.querySelector('#respond:has(form)');
/** Where the form came from and what it said there, while it stands under another reply. */
let home;

/** Takes the form, with what is written in it, under the reply that is to be answered. */
function answerUnder(comment) {
  const name = comment.querySelector('h3').textContent.trim();
  if (!home) {
    const title = [...respond.querySelector('#respond-title').childNodes];
    const cancel = respond.querySelector('.cancel').hidden;
    home = {
      mark: document.createElement('div'),
      title,
      cancel,
      to: respond.querySelector('[name=parent]').value,
    };
    respond.before(home.mark);
  }
  respond.querySelector('[name=parent]').value = comment.id.replace('comment-', '');
  respond.querySelector('#respond-title').textContent = respond.dataset.answer.replace(
    '{name}',
    `\u2068${name}\u2069`,
  );
  respond.querySelector('.cancel').hidden = false;
  comment.after(respond);
  respond.querySelector('#reply-text').focus();
}

/** Takes it back to where it was, with what is written in it. */
function answerPost() {
  home.mark.replaceWith(respond);
  respond.querySelector('[name=parent]').value = home.to;
  respond.querySelector('#respond-title').replaceChildren(...home.title);
  respond.querySelector('.cancel').hidden = home.cancel;
  home = undefined;
}

/** Words of the post that are marked can be quoted by one press. */
const article = document.querySelector('article.post > .prose');
if (respond && article) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quote-this';
  button.textContent = respond.dataset.quote;
  let words = '';
  document.addEventListener('selectionchange', () => {
    const marked = getSelection();
    words = marked.toString().trim();
    const range = words.length > 2 && words.length <= 2000 && marked.getRangeAt(0);
    if (!range || !article.contains(range.commonAncestorContainer)) return button.remove();
    const { bottom, left, width } = range.getBoundingClientRect();
    document.body.append(button);
    const most = document.documentElement.clientWidth - button.offsetWidth - 8;
    button.style.top = `${bottom + scrollY + 8}px`;
    button.style.left = `${Math.max(8, Math.min(most, left + (width - button.offsetWidth) / 2))}px`;
  });
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    const quote = respond.querySelector('#reply-quote');
    quote.value = words;
    quote.closest('details').open = true;
    button.remove();
    respond.scrollIntoView();
    respond.querySelector('#reply-text').focus();
  });
}
