// Written by `node scripts/messages.ts` from locales/en.json.

/** Each message with its placeholders; `null` where it has none. `Text` is what a text placeholder takes. */
export type Messages<Text> = {
  readonly 'account.back': { readonly site: Text };
  readonly 'account.change': null;
  readonly 'account.change-email': null;
  readonly 'account.desk': { readonly site: Text };
  readonly 'account.elsewhere': null;
  readonly 'account.email': null;
  readonly 'account.link': { readonly provider: Text };
  readonly 'account.login': null;
  readonly 'account.no-address': null;
  readonly 'account.no-role': null;
  readonly 'account.owner': null;
  readonly 'account.password': null;
  readonly 'account.role': {
    readonly role: 'administrator' | 'author' | 'contributor' | 'editor' | 'other' | 'subscriber';
  };
  readonly 'account.role-on': { readonly role: Text; readonly site: Text };
  readonly 'account.roles': null;
  readonly 'account.security': null;
  readonly 'account.signed-in': { readonly name: Text };
  readonly 'account.title': null;
  readonly 'account.unlink': { readonly provider: Text };
  readonly 'account.ways': null;
  readonly 'address.changed': null;
  readonly 'address.explain': null;
  readonly 'address.new': null;
  readonly 'address.same': null;
  readonly 'address.text': null;
  readonly 'archive.by-category': null;
  readonly 'archive.by-date': null;
  readonly 'archive.by-tag': null;
  readonly 'archive.count': { readonly total: number };
  readonly 'archive.empty': null;
  readonly 'archive.within': { readonly name: Text };
  readonly 'arrange.add': null;
  readonly 'arrange.move': { readonly act: 'down' | 'in' | 'other' | 'out' | 'remove' | 'up' };
  readonly 'arrange.unsaved': null;
  readonly 'arrive.refused': null;
  readonly 'arrive.refused-text': null;
  readonly 'author.all-posts': { readonly name: Text };
  readonly 'author.honours': null;
  readonly 'author.links': null;
  readonly 'author.posts': { readonly name: Text };
  readonly 'breadcrumb.home': null;
  readonly 'breadcrumb.label': null;
  readonly 'capture.address': null;
  readonly 'capture.advice': {
    readonly reason:
      | 'challenge'
      | 'consent'
      | 'empty'
      | 'log_in'
      | 'no_browser'
      | 'not_found'
      | 'other'
      | 'soft_404'
      | 'too_large';
  };
  readonly 'capture.answered-at': null;
  readonly 'capture.asked-at': null;
  readonly 'capture.bad-address': null;
  readonly 'capture.by-browser': null;
  readonly 'capture.by-http': null;
  readonly 'capture.bytes': { readonly size: Text };
  readonly 'capture.capture': null;
  readonly 'capture.captures': null;
  readonly 'capture.facts': null;
  readonly 'capture.file': null;
  readonly 'capture.file-field': null;
  readonly 'capture.file-hint': null;
  readonly 'capture.file-kept': null;
  readonly 'capture.file-lead': null;
  readonly 'capture.file-refused': { readonly reason: 'empty' | 'none' | 'other' | 'too_large' };
  readonly 'capture.file-send': null;
  readonly 'capture.how': null;
  readonly 'capture.http-status': null;
  readonly 'capture.kind': null;
  readonly 'capture.letters': { readonly count: number };
  readonly 'capture.machine': null;
  readonly 'capture.method': { readonly method: 'browser' | 'file' | 'http' | 'other' | 'pdf' };
  readonly 'capture.method-label': null;
  readonly 'capture.missing': null;
  readonly 'capture.no-texts': null;
  readonly 'capture.none': null;
  readonly 'capture.not-observed': null;
  readonly 'capture.of': null;
  readonly 'capture.others': null;
  readonly 'capture.progress': {
    readonly step: 'asking' | 'keeping' | 'other' | 'reading' | 'rendering' | 'requisites';
  };
  readonly 'capture.reason': {
    readonly reason:
      | 'address_refused'
      | 'bad_answer'
      | 'bad_url'
      | 'browser'
      | 'busy'
      | 'cancelled'
      | 'challenge'
      | 'connection'
      | 'consent'
      | 'credentials_refused'
      | 'dns'
      | 'empty'
      | 'forbidden'
      | 'http_status'
      | 'log_in'
      | 'no_browser'
      | 'not_found'
      | 'other'
      | 'port_refused'
      | 'scheme_refused'
      | 'server_error'
      | 'soft_404'
      | 'timeout'
      | 'tls'
      | 'too_large'
      | 'too_many_redirects';
  };
  readonly 'capture.replay.alone': null;
  readonly 'capture.replay.asked-by': null;
  readonly 'capture.replay.away': null;
  readonly 'capture.replay.away-copy': null;
  readonly 'capture.replay.back': null;
  readonly 'capture.replay.digest': null;
  readonly 'capture.replay.download': null;
  readonly 'capture.replay.frame': null;
  readonly 'capture.replay.frame-title': null;
  readonly 'capture.replay.ground': null;
  readonly 'capture.replay.how': null;
  readonly 'capture.replay.kind': null;
  readonly 'capture.replay.lead': { readonly method: 'file' | 'other' | 'own' };
  readonly 'capture.replay.method': { readonly method: 'browser' | 'file' | 'http' | 'other' | 'pdf' };
  readonly 'capture.replay.moved': null;
  readonly 'capture.replay.of': null;
  readonly 'capture.replay.original': { readonly state: 'dead' | 'drifted' | 'other' };
  readonly 'capture.replay.others': null;
  readonly 'capture.replay.picture': null;
  readonly 'capture.replay.private-here': null;
  readonly 'capture.replay.private-text': null;
  readonly 'capture.replay.private-title': null;
  readonly 'capture.replay.proof': null;
  readonly 'capture.replay.removed-text': null;
  readonly 'capture.replay.removed-title': null;
  readonly 'capture.replay.removed-when': null;
  readonly 'capture.replay.source': null;
  readonly 'capture.replay.sources': null;
  readonly 'capture.replay.text-only': null;
  readonly 'capture.replay.unshown': null;
  readonly 'capture.replay.when': null;
  readonly 'capture.replay.with': null;
  readonly 'capture.requisites': { readonly kept: number; readonly missed: number };
  readonly 'capture.requisites-label': null;
  readonly 'capture.retry': null;
  readonly 'capture.see': null;
  readonly 'capture.seen': null;
  readonly 'capture.shelf': { readonly shelf: 'all' | 'done' | 'other' | 'refused' | 'waiting' };
  readonly 'capture.shelves': null;
  readonly 'capture.size': null;
  readonly 'capture.source': null;
  readonly 'capture.state-label': null;
  readonly 'capture.status': {
    readonly status: 'done' | 'failed' | 'other' | 'private' | 'queued' | 'refused' | 'removed' | 'running';
  };
  readonly 'capture.stream': {
    readonly name: 'dom' | 'json_ld' | 'other' | 'pdf' | 'rendered' | 'transcript';
  };
  readonly 'capture.texts': null;
  readonly 'capture.transcript': null;
  readonly 'capture.transcript-hint': null;
  readonly 'capture.tried-again': null;
  readonly 'capture.tries-again': { readonly reason: Text };
  readonly 'capture.unreadable': {
    readonly reason: 'broken' | 'no_text' | 'other' | 'scan' | 'visual_order';
  };
  readonly 'capture.visibility.asked-by': null;
  readonly 'capture.visibility.asked-by-hint': null;
  readonly 'capture.visibility.done': { readonly state: 'other' | 'private' | 'public' | 'removed' };
  readonly 'capture.visibility.gone': null;
  readonly 'capture.visibility.ground': null;
  readonly 'capture.visibility.ground-hint': null;
  readonly 'capture.visibility.no-ground': null;
  readonly 'capture.visibility.state': { readonly state: 'other' | 'private' | 'public' | 'removed' };
  readonly 'capture.visibility.title': null;
  readonly 'capture.visibility.warning': null;
  readonly 'capture.visibility.who': null;
  readonly 'capture.waits': null;
  readonly 'capture.waits-already': null;
  readonly 'capture.warning': {
    readonly warning: 'charset_lie' | 'other' | 'paywall' | 'requisites_missed' | 'truncated' | 'type_lie';
  };
  readonly 'capture.when': null;
  readonly 'capture.who-sees': null;
  readonly 'capture.with-browser': null;
  readonly 'change.another': null;
  readonly 'change.current': null;
  readonly 'change.leave': { readonly name: Text };
  readonly 'change.sign-out': null;
  readonly 'change.text': null;
  readonly 'change.text-host': { readonly host: Text };
  readonly 'change.title': null;
  readonly 'corrections.explain': null;
  readonly 'corrections.feed': { readonly site: Text };
  readonly 'corrections.history': null;
  readonly 'corrections.item': { readonly kind: 'correct' | 'other' | 'retract'; readonly title: Text };
  readonly 'corrections.none': null;
  readonly 'corrections.older': null;
  readonly 'corrections.see': null;
  readonly 'corrections.title': null;
  readonly 'corrections.untitled': null;
  readonly 'date.about': { readonly date: Text };
  readonly 'desk.any': null;
  readonly 'desk.apply': null;
  readonly 'desk.bulk': null;
  readonly 'desk.cancel': null;
  readonly 'desk.expired': null;
  readonly 'desk.expired-text': null;
  readonly 'desk.filter': null;
  readonly 'desk.filter-clear': null;
  readonly 'desk.menu': null;
  readonly 'desk.merge-sure': null;
  readonly 'desk.next': null;
  readonly 'desk.not-allowed': null;
  readonly 'desk.not-allowed-text': null;
  readonly 'desk.pages': null;
  readonly 'desk.previous': null;
  readonly 'desk.profile': null;
  readonly 'desk.save': null;
  readonly 'desk.section': {
    readonly section:
      | 'categories'
      | 'comments'
      | 'home'
      | 'jobs'
      | 'look'
      | 'media'
      | 'menus'
      | 'other'
      | 'pages'
      | 'people'
      | 'posts'
      | 'quotations'
      | 'settings'
      | 'sources'
      | 'speakers'
      | 'tags';
  };
  readonly 'desk.select': { readonly name: Text };
  readonly 'desk.send-again': null;
  readonly 'desk.signed-out-text': null;
  readonly 'desk.skip': null;
  readonly 'desk.stale': null;
  readonly 'desk.stale-changed': null;
  readonly 'desk.stale-drop': null;
  readonly 'desk.stale-field': null;
  readonly 'desk.stale-file': null;
  readonly 'desk.stale-mine': null;
  readonly 'desk.stale-nothing': null;
  readonly 'desk.stale-now': null;
  readonly 'desk.stale-save': null;
  readonly 'desk.stale-text': null;
  readonly 'desk.title': null;
  readonly 'desk.too-large': null;
  readonly 'desk.undo': null;
  readonly 'desk.view-site': null;
  readonly 'desk.which-stays': null;
  readonly 'desk.written': null;
  readonly 'document.back-to-text': null;
  readonly 'document.done': null;
  readonly 'document.footnotes': null;
  readonly 'document.footnotes-and-quotations': null;
  readonly 'document.not-done': null;
  readonly 'document.table': null;
  readonly 'dossier.ask': null;
  readonly 'dossier.asked': null;
  readonly 'dossier.delete': null;
  readonly 'dossier.delete.text': null;
  readonly 'dossier.delete.title': null;
  readonly 'dossier.deleted': null;
  readonly 'dossier.erase': null;
  readonly 'dossier.erase.account': null;
  readonly 'dossier.erase.guest': null;
  readonly 'dossier.erase.stays': null;
  readonly 'dossier.erase.submit': null;
  readonly 'dossier.erased': { readonly count: number };
  readonly 'dossier.erased.title': null;
  readonly 'dossier.expired': null;
  readonly 'dossier.export': null;
  readonly 'dossier.guest': null;
  readonly 'dossier.guest-text': null;
  readonly 'dossier.hindered': null;
  readonly 'dossier.hindered.owner': null;
  readonly 'dossier.hindered.posts': { readonly count: number; readonly site: Text };
  readonly 'dossier.letter.link': null;
  readonly 'dossier.letter.small': { readonly minutes: Text };
  readonly 'dossier.letter.subject': { readonly host: Text };
  readonly 'dossier.letter.text': { readonly host: Text };
  readonly 'dossier.no-mail': null;
  readonly 'dossier.none': null;
  readonly 'dossier.older': null;
  readonly 'dossier.reply': { readonly post: Text; readonly site: Text };
  readonly 'dossier.sign-in': null;
  readonly 'dossier.stale': null;
  readonly 'dossier.state': { readonly state: 'live' | 'other' | 'pending' };
  readonly 'dossier.text': null;
  readonly 'dossier.text-address': { readonly email: Text };
  readonly 'dossier.title': null;
  readonly 'dossier.yours': null;
  readonly 'factor.begin': null;
  readonly 'factor.begin-again': null;
  readonly 'factor.code': null;
  readonly 'factor.code-hint': null;
  readonly 'factor.codes': null;
  readonly 'factor.codes-text': null;
  readonly 'factor.confirm': null;
  readonly 'factor.download': null;
  readonly 'factor.expired': null;
  readonly 'factor.explain': null;
  readonly 'factor.go-on': null;
  readonly 'factor.key': null;
  readonly 'factor.on': null;
  readonly 'factor.open': null;
  readonly 'factor.password': null;
  readonly 'factor.qr': null;
  readonly 'factor.remove': null;
  readonly 'factor.renew': null;
  readonly 'factor.scan': null;
  readonly 'factor.scan-text': null;
  readonly 'factor.step': null;
  readonly 'factor.step-hint': null;
  readonly 'factor.title': null;
  readonly 'factor.trust': null;
  readonly 'factor.try': null;
  readonly 'factor.wrong-code': null;
  readonly 'factor.wrong-password': null;
  readonly 'feed.comments': { readonly site: Text };
  readonly 'feed.label': null;
  readonly 'feed.of': { readonly name: Text; readonly site: Text };
  readonly 'feed.posts': { readonly site: Text };
  readonly 'feed.thread': { readonly site: Text; readonly title: Text };
  readonly 'footer.add': null;
  readonly 'footer.archives': null;
  readonly 'footer.bad-links': null;
  readonly 'footer.blogroll': null;
  readonly 'footer.categories': null;
  readonly 'footer.comment': { readonly author: Text; readonly post: Text };
  readonly 'footer.count': null;
  readonly 'footer.desk': null;
  readonly 'footer.heading': null;
  readonly 'footer.kind': {
    readonly kind:
      | 'archives'
      | 'categories'
      | 'links'
      | 'other'
      | 'posts'
      | 'replies'
      | 'search'
      | 'tags'
      | 'text';
  };
  readonly 'footer.links': null;
  readonly 'footer.links-hint': null;
  readonly 'footer.markdown': null;
  readonly 'footer.none': null;
  readonly 'footer.recent-comments': null;
  readonly 'footer.recent-posts': null;
  readonly 'footer.records': null;
  readonly 'footer.search': null;
  readonly 'footer.tag-cloud': null;
  readonly 'form.expired': null;
  readonly 'form.foreign': null;
  readonly 'form.problems': { readonly count: number };
  readonly 'form.refused': null;
  readonly 'form.unreadable': null;
  readonly 'history.all': null;
  readonly 'history.by': { readonly name: Text };
  readonly 'history.changed-from': { readonly version: Text };
  readonly 'history.changed-since': { readonly version: Text };
  readonly 'history.content': null;
  readonly 'history.content-link': null;
  readonly 'history.current': null;
  readonly 'history.desk': null;
  readonly 'history.desk-choose': null;
  readonly 'history.desk-current': null;
  readonly 'history.desk-done': { readonly count: number };
  readonly 'history.desk-explain': null;
  readonly 'history.desk-missing': null;
  readonly 'history.desk-none': null;
  readonly 'history.desk-notice': null;
  readonly 'history.desk-notice-hint': null;
  readonly 'history.desk-of': { readonly title: Text };
  readonly 'history.desk-redact': null;
  readonly 'history.desk-removed': null;
  readonly 'history.digest': null;
  readonly 'history.explain': null;
  readonly 'history.first': null;
  readonly 'history.found': null;
  readonly 'history.gone-history': null;
  readonly 'history.gone-reason': null;
  readonly 'history.imported': null;
  readonly 'history.in-full': null;
  readonly 'history.kind': { readonly kind: 'correct' | 'other' | 'publish' | 'retract' | 'revise' };
  readonly 'history.link': null;
  readonly 'history.log': null;
  readonly 'history.log-state': { readonly state: 'logged' | 'none' | 'other' | 'pending' };
  readonly 'history.no-reason': null;
  readonly 'history.none-yet': null;
  readonly 'history.not-compared': { readonly version: Text };
  readonly 'history.not-current': null;
  readonly 'history.older': null;
  readonly 'history.proof': null;
  readonly 'history.record': null;
  readonly 'history.redacted': { readonly date: Text };
  readonly 'history.same-words': null;
  readonly 'history.see-changes': null;
  readonly 'history.step': { readonly side: 'next' | 'other' | 'previous'; readonly version: Text };
  readonly 'history.title': { readonly title: Text };
  readonly 'history.title-withdrawn': null;
  readonly 'history.to-post': null;
  readonly 'history.version': { readonly version: Text };
  readonly 'history.version-title': { readonly title: Text; readonly version: Text };
  readonly 'history.versions': null;
  readonly 'history.withdrawn': null;
  readonly 'home.as-table': null;
  readonly 'home.chart': {
    readonly first: Text;
    readonly last: Text;
    readonly title: Text;
    readonly total: number;
  };
  readonly 'home.drafts': null;
  readonly 'home.empty': null;
  readonly 'home.greeting': { readonly name: Text };
  readonly 'home.month': null;
  readonly 'home.no-drafts': null;
  readonly 'home.no-posts': null;
  readonly 'home.posts-by-month': null;
  readonly 'home.recent': null;
  readonly 'home.replies-by-month': null;
  readonly 'home.untitled': null;
  readonly 'home.waiting': {
    readonly count: number;
    readonly kind: 'drafts' | 'failed' | 'held' | 'other' | 'pending' | 'scheduled';
  };
  readonly 'home.write': null;
  readonly 'jobs.area': {
    readonly area:
      | 'comment'
      | 'embed'
      | 'event'
      | 'mail'
      | 'media'
      | 'other'
      | 'post'
      | 'schedule'
      | 'search'
      | 'subscription';
  };
  readonly 'jobs.attempts': null;
  readonly 'jobs.drop': null;
  readonly 'jobs.drop-all': null;
  readonly 'jobs.dropped': { readonly count: number };
  readonly 'jobs.every': null;
  readonly 'jobs.everywhere': null;
  readonly 'jobs.failed-at': null;
  readonly 'jobs.hours': { readonly hours: number };
  readonly 'jobs.last': null;
  readonly 'jobs.minutes': { readonly minutes: number };
  readonly 'jobs.next': null;
  readonly 'jobs.none': { readonly state: 'due' | 'failed' | 'later' | 'other' | 'running' };
  readonly 'jobs.retried': { readonly count: number };
  readonly 'jobs.retry': null;
  readonly 'jobs.retry-all': null;
  readonly 'jobs.run-at': null;
  readonly 'jobs.schedules': null;
  readonly 'jobs.scopes': null;
  readonly 'jobs.state': { readonly state: 'due' | 'failed' | 'later' | 'other' | 'running' };
  readonly 'jobs.states': null;
  readonly 'jobs.this-site': null;
  readonly 'jobs.work': null;
  readonly 'leaving.go': null;
  readonly 'leaving.text': { readonly host: Text };
  readonly 'leaving.title': null;
  readonly 'link.act': { readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'link.ask-owner': null;
  readonly 'link.asked': { readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'link.asked-owner': { readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'link.asked-title': null;
  readonly 'link.do': { readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'link.explain': { readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'link.for': {
    readonly email: Text;
    readonly name: Text;
    readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset';
  };
  readonly 'link.gone': null;
  readonly 'link.no-mail': null;
  readonly 'link.no-name': null;
  readonly 'link.send': null;
  readonly 'link.title': { readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'link.too-many': null;
  readonly 'list.and': { readonly first: Text; readonly second: Text };
  readonly 'list.comma': { readonly first: Text; readonly second: Text };
  readonly 'log.checkpoint': null;
  readonly 'log.closed': null;
  readonly 'log.empty': null;
  readonly 'log.entries': null;
  readonly 'log.intro': null;
  readonly 'log.key': null;
  readonly 'log.kind': {
    readonly kind:
      | 'capture'
      | 'correct'
      | 'key'
      | 'other'
      | 'publish'
      | 'redact'
      | 'retract'
      | 'revise'
      | 'verdict';
  };
  readonly 'log.limit': null;
  readonly 'log.limit-text': null;
  readonly 'log.named': null;
  readonly 'log.newest': null;
  readonly 'log.notice': {
    readonly kind: 'forked' | 'lost' | 'other' | 'restored' | 'resumed';
    readonly size: number;
  };
  readonly 'log.notices': null;
  readonly 'log.number': null;
  readonly 'log.older-keys': null;
  readonly 'log.proof': null;
  readonly 'log.proof-of': { readonly leaf: Text };
  readonly 'log.root': null;
  readonly 'log.stamp': {
    readonly authority: Text;
    readonly date: Text;
    readonly failure: Text;
    readonly state: 'asked' | 'ended' | 'failed' | 'had' | 'other';
  };
  readonly 'log.stamp-file': null;
  readonly 'log.timestamps': null;
  readonly 'log.timestamps-text': null;
  readonly 'log.title': null;
  readonly 'log.tree': null;
  readonly 'log.unnamed': null;
  readonly 'log.verify': null;
  readonly 'log.verify-text': null;
  readonly 'log.what': null;
  readonly 'log.when': null;
  readonly 'look.bad-icon': null;
  readonly 'look.colour': { readonly name: 'accent' | 'ink' | 'other' | 'paper' };
  readonly 'look.contrast': { readonly name: 'accent' | 'ink' | 'other'; readonly ratio: Text };
  readonly 'look.face': { readonly name: 'furniture' | 'other' | 'text' };
  readonly 'look.face-name': { readonly face: 'literata' | 'other' | 'sans' | 'serif' | 'source' };
  readonly 'look.fails': null;
  readonly 'look.icon': null;
  readonly 'look.icon-hint': null;
  readonly 'look.icon-now': null;
  readonly 'look.new-icon': null;
  readonly 'look.no-colour': null;
  readonly 'look.no-icon': null;
  readonly 'look.passes': null;
  readonly 'look.preview': null;
  readonly 'look.reset': null;
  readonly 'look.sample': { readonly scheme: 'dark' | 'light' | 'other' };
  readonly 'look.sample-button': null;
  readonly 'look.sample-link': null;
  readonly 'look.sample-soft': null;
  readonly 'look.sample-text': null;
  readonly 'look.sample-title': null;
  readonly 'look.scheme': { readonly scheme: 'dark' | 'light' | 'other' };
  readonly 'look.take': { readonly colour: Text };
  readonly 'look.too-faint': { readonly least: Text; readonly ratio: Text };
  readonly 'mail.address-changed': { readonly host: Text };
  readonly 'mail.address-changed-text': { readonly host: Text };
  readonly 'mail.link-known': { readonly host: Text };
  readonly 'mail.link-label': { readonly kind: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'mail.link-small': { readonly kind: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'mail.link-subject': {
    readonly host: Text;
    readonly kind: 'address' | 'enter' | 'other' | 'register' | 'reset';
  };
  readonly 'mail.link-text': {
    readonly host: Text;
    readonly kind: 'address' | 'enter' | 'other' | 'register' | 'reset';
  };
  readonly 'media-desk.added': { readonly count: number };
  readonly 'media-desk.address': null;
  readonly 'media-desk.all': null;
  readonly 'media-desk.alt': null;
  readonly 'media-desk.alt-hint': null;
  readonly 'media-desk.alt-missing': null;
  readonly 'media-desk.came': null;
  readonly 'media-desk.caption': null;
  readonly 'media-desk.caption-hint': null;
  readonly 'media-desk.delete': null;
  readonly 'media-desk.delete-ask': { readonly count: number };
  readonly 'media-desk.delete-for-good': null;
  readonly 'media-desk.delete-selected': null;
  readonly 'media-desk.delete-sure': { readonly count: number };
  readonly 'media-desk.deleted': { readonly count: number };
  readonly 'media-desk.drop': null;
  readonly 'media-desk.facts': null;
  readonly 'media-desk.family': { readonly family: 'audio' | 'document' | 'image' | 'other' | 'video' };
  readonly 'media-desk.file': null;
  readonly 'media-desk.is-icon': null;
  readonly 'media-desk.kinds': null;
  readonly 'media-desk.known': { readonly name: Text };
  readonly 'media-desk.markdown': null;
  readonly 'media-desk.missing': null;
  readonly 'media-desk.month': null;
  readonly 'media-desk.new-file': null;
  readonly 'media-desk.no-alt': null;
  readonly 'media-desk.no-file': null;
  readonly 'media-desk.none': null;
  readonly 'media-desk.none-found': null;
  readonly 'media-desk.not-yours': null;
  readonly 'media-desk.other-kind': { readonly path: Text };
  readonly 'media-desk.refused-empty': { readonly name: Text };
  readonly 'media-desk.refused-kind': { readonly kind: Text; readonly name: Text };
  readonly 'media-desk.refused-large': { readonly limit: Text; readonly name: Text };
  readonly 'media-desk.refused-pixels': { readonly height: Text; readonly name: Text; readonly width: Text };
  readonly 'media-desk.refused-unreadable': { readonly name: Text };
  readonly 'media-desk.replace': null;
  readonly 'media-desk.replace-hint': null;
  readonly 'media-desk.replaced': null;
  readonly 'media-desk.saved': null;
  readonly 'media-desk.search': null;
  readonly 'media-desk.send': null;
  readonly 'media-desk.status': { readonly status: 'failed' | 'other' | 'remote' };
  readonly 'media-desk.title': null;
  readonly 'media-desk.unused': null;
  readonly 'media-desk.upload': null;
  readonly 'media-desk.upload-hint': null;
  readonly 'media-desk.used': null;
  readonly 'media-desk.used-in': { readonly count: number };
  readonly 'media-desk.without-alt': null;
  readonly 'menu-desk.add': null;
  readonly 'menu-desk.add-href': null;
  readonly 'menu-desk.add-href-hint': null;
  readonly 'menu-desk.add-known': null;
  readonly 'menu-desk.bad-href': null;
  readonly 'menu-desk.choose': null;
  readonly 'menu-desk.delete': null;
  readonly 'menu-desk.delete-ask': null;
  readonly 'menu-desk.delete-shown': null;
  readonly 'menu-desk.deleted': null;
  readonly 'menu-desk.empty': null;
  readonly 'menu-desk.entries': null;
  readonly 'menu-desk.gone': null;
  readonly 'menu-desk.href': null;
  readonly 'menu-desk.kind': { readonly kind: 'author' | 'home' | 'other' | 'page' | 'post' | 'term' };
  readonly 'menu-desk.label': null;
  readonly 'menu-desk.label-hint': { readonly name: Text };
  readonly 'menu-desk.location': null;
  readonly 'menu-desk.location-hint': null;
  readonly 'menu-desk.made': null;
  readonly 'menu-desk.main': null;
  readonly 'menu-desk.make': null;
  readonly 'menu-desk.missing': null;
  readonly 'menu-desk.name': null;
  readonly 'menu-desk.new': null;
  readonly 'menu-desk.no-label': null;
  readonly 'menu-desk.no-name': null;
  readonly 'menu-desk.none': null;
  readonly 'menu-desk.nowhere': null;
  readonly 'menu.label': null;
  readonly 'menu.more': { readonly name: Text };
  readonly 'menu.open': null;
  readonly 'missing.explain': null;
  readonly 'missing.gone-explain': null;
  readonly 'missing.gone-title': null;
  readonly 'missing.recent': null;
  readonly 'missing.title': null;
  readonly 'moderation.all-of': null;
  readonly 'moderation.approve': null;
  readonly 'moderation.back': null;
  readonly 'moderation.ban': null;
  readonly 'moderation.ban-account': { readonly name: Text };
  readonly 'moderation.ban-browser': null;
  readonly 'moderation.ban-by': null;
  readonly 'moderation.ban-domain': { readonly domain: Text };
  readonly 'moderation.ban-effect': null;
  readonly 'moderation.ban-effect-short': { readonly effect: 'other' | 'refuse' | 'spam' };
  readonly 'moderation.ban-hide': null;
  readonly 'moderation.ban-kind': { readonly kind: 'domain' | 'network' | 'other' | 'sender' };
  readonly 'moderation.ban-lift': null;
  readonly 'moderation.ban-lifted': null;
  readonly 'moderation.ban-network': null;
  readonly 'moderation.ban-network-of': { readonly name: Text };
  readonly 'moderation.ban-note': null;
  readonly 'moderation.ban-nothing': null;
  readonly 'moderation.ban-refuse': null;
  readonly 'moderation.ban-spam-too': null;
  readonly 'moderation.ban-submit': null;
  readonly 'moderation.ban-title': null;
  readonly 'moderation.ban-until': null;
  readonly 'moderation.ban-what': null;
  readonly 'moderation.ban-who': null;
  readonly 'moderation.ban-word': null;
  readonly 'moderation.ban-word-hint': null;
  readonly 'moderation.banned': { readonly count: number };
  readonly 'moderation.bans': null;
  readonly 'moderation.bans-list': null;
  readonly 'moderation.bans-none': null;
  readonly 'moderation.by': { readonly name: Text };
  readonly 'moderation.by-program': null;
  readonly 'moderation.close': null;
  readonly 'moderation.closed': null;
  readonly 'moderation.deed': {
    readonly action:
      | 'approve'
      | 'ban'
      | 'close'
      | 'edit'
      | 'erase'
      | 'hold'
      | 'open'
      | 'other'
      | 'spam'
      | 'trash'
      | 'unban'
      | 'words';
  };
  readonly 'moderation.deed-reply': { readonly id: Text };
  readonly 'moderation.domain': null;
  readonly 'moderation.domain-hint': null;
  readonly 'moderation.domain-wrong': null;
  readonly 'moderation.done': {
    readonly act: 'approve' | 'erase' | 'hold' | 'other' | 'restore' | 'spam' | 'trash';
    readonly count: number;
  };
  readonly 'moderation.edit': null;
  readonly 'moderation.edit-title': null;
  readonly 'moderation.edited-note': { readonly note: Text };
  readonly 'moderation.empty': {
    readonly shelf: 'live' | 'other' | 'pending' | 'reported' | 'spam' | 'trash';
  };
  readonly 'moderation.empty-ask': { readonly shelf: 'other' | 'spam' | 'trash' };
  readonly 'moderation.empty-found': null;
  readonly 'moderation.empty-shelf': null;
  readonly 'moderation.erase': null;
  readonly 'moderation.history': null;
  readonly 'moderation.history-none': null;
  readonly 'moderation.history-title': null;
  readonly 'moderation.history-undone': null;
  readonly 'moderation.history-what': null;
  readonly 'moderation.history-when': null;
  readonly 'moderation.history-who': null;
  readonly 'moderation.hold': null;
  readonly 'moderation.imported': null;
  readonly 'moderation.in-reply': null;
  readonly 'moderation.keys': {
    readonly a: Text;
    readonly d: Text;
    readonly e: Text;
    readonly j: Text;
    readonly k: Text;
    readonly r: Text;
    readonly s: Text;
    readonly u: Text;
    readonly x: Text;
  };
  readonly 'moderation.kind': { readonly kind: 'account' | 'guest' | 'mention' | 'other' | 'remote' };
  readonly 'moderation.list': null;
  readonly 'moderation.many': { readonly count: Text };
  readonly 'moderation.missing': null;
  readonly 'moderation.missing-text': null;
  readonly 'moderation.name': null;
  readonly 'moderation.nameless': null;
  readonly 'moderation.none-selected': null;
  readonly 'moderation.not-spam': null;
  readonly 'moderation.note': null;
  readonly 'moderation.note-hint': null;
  readonly 'moderation.on': { readonly post: Text };
  readonly 'moderation.open': null;
  readonly 'moderation.opened': null;
  readonly 'moderation.order': null;
  readonly 'moderation.order-newest': null;
  readonly 'moderation.order-ranked': null;
  readonly 'moderation.post-closed': null;
  readonly 'moderation.post-old': null;
  readonly 'moderation.post-open': null;
  readonly 'moderation.post-title': { readonly post: Text };
  readonly 'moderation.rank-ham': null;
  readonly 'moderation.rank-spam': { readonly percent: Text };
  readonly 'moderation.reason.akismet-asked': null;
  readonly 'moderation.reason.akismet-spam': null;
  readonly 'moderation.reason.bans': { readonly ban: Text };
  readonly 'moderation.reason.duplicate': null;
  readonly 'moderation.reason.everyone': null;
  readonly 'moderation.reason.first-link': null;
  readonly 'moderation.reason.honeypot': null;
  readonly 'moderation.reason.links': { readonly links: number; readonly most: Text };
  readonly 'moderation.reason.newcomer': null;
  readonly 'moderation.reason.reports': { readonly reports: number };
  readonly 'moderation.reason.too-fast': { readonly seconds: number };
  readonly 'moderation.reason.words': { readonly word: Text };
  readonly 'moderation.record-first': null;
  readonly 'moderation.record-known': {
    readonly date: Text;
    readonly live: Text;
    readonly pending: Text;
    readonly refused: Text;
  };
  readonly 'moderation.record-unknown': null;
  readonly 'moderation.replied': null;
  readonly 'moderation.replied-empty': null;
  readonly 'moderation.replied-refused': null;
  readonly 'moderation.reply': null;
  readonly 'moderation.reply-approve': null;
  readonly 'moderation.reply-send': null;
  readonly 'moderation.reply-text': { readonly name: Text };
  readonly 'moderation.report-reason': { readonly reason: 'abuse' | 'other' | 'spam' };
  readonly 'moderation.reported': { readonly count: number };
  readonly 'moderation.reports': null;
  readonly 'moderation.rest': null;
  readonly 'moderation.restore': null;
  readonly 'moderation.saved': null;
  readonly 'moderation.search': null;
  readonly 'moderation.shelf': {
    readonly shelf: 'live' | 'other' | 'pending' | 'reported' | 'spam' | 'trash';
  };
  readonly 'moderation.shelves': null;
  readonly 'moderation.spam': null;
  readonly 'moderation.text': null;
  readonly 'moderation.trash': null;
  readonly 'moderation.undone': { readonly count: number };
  readonly 'moderation.untitled': null;
  readonly 'moderation.view': null;
  readonly 'moderation.website': null;
  readonly 'moderation.what-happened': null;
  readonly 'moderation.why': null;
  readonly 'moderation.words': null;
  readonly 'moderation.words-held': null;
  readonly 'moderation.words-long': null;
  readonly 'moderation.words-saved': null;
  readonly 'moderation.words-spam': null;
  readonly 'moderation.words-text': null;
  readonly 'notice.decide.title': { readonly decision: 'live' | 'other' | 'spam' };
  readonly 'notice.decided.title': { readonly decision: 'live' | 'other' | 'spam' };
  readonly 'notice.decision': { readonly decision: 'live' | 'other' | 'spam' };
  readonly 'notice.done': { readonly decision: 'live' | 'other' | 'spam' };
  readonly 'notice.done.by': {
    readonly at: Text;
    readonly decision: 'live' | 'other' | 'spam';
    readonly name: Text;
  };
  readonly 'notice.done.by-you': { readonly at: Text; readonly decision: 'live' | 'other' | 'spam' };
  readonly 'notice.end.text': null;
  readonly 'notice.end.title': null;
  readonly 'notice.ended': null;
  readonly 'notice.letter.by': {
    readonly author: Text;
    readonly post: Text;
    readonly state: 'held' | 'other';
  };
  readonly 'notice.letter.more': { readonly count: number };
  readonly 'notice.letter.preference': null;
  readonly 'notice.letter.queue': null;
  readonly 'notice.letter.subject': {
    readonly author: Text;
    readonly post: Text;
    readonly state: 'held' | 'other';
  };
  readonly 'notice.letter.subject-many': {
    readonly count: number;
    readonly held: number;
    readonly site: Text;
  };
  readonly 'notice.letter.text': { readonly count: number; readonly held: number; readonly site: Text };
  readonly 'notice.letter.unverified': null;
  readonly 'notice.letter.why': null;
  readonly 'notice.preference.done': null;
  readonly 'notice.preference.fitting': null;
  readonly 'notice.preference.legend': null;
  readonly 'notice.preference.name': { readonly preference: 'everything' | 'held' | 'other' };
  readonly 'notice.preference.submit': null;
  readonly 'notice.preference.text': { readonly email: Text };
  readonly 'notice.preference.title': null;
  readonly 'pagination.label': null;
  readonly 'pagination.next': null;
  readonly 'pagination.page': { readonly page: Text };
  readonly 'pagination.previous': null;
  readonly 'passkey.explain': null;
  readonly 'passkey.failed': null;
  readonly 'passkey.list': null;
  readonly 'passkey.make': null;
  readonly 'passkey.name': null;
  readonly 'passkey.name-hint': null;
  readonly 'passkey.needs-script': null;
  readonly 'passkey.none': null;
  readonly 'passkey.remove': null;
  readonly 'passkey.remove-named': { readonly name: Text };
  readonly 'passkey.rename': null;
  readonly 'passkey.rename-named': { readonly name: Text };
  readonly 'passkey.short': null;
  readonly 'passkey.sign-in': null;
  readonly 'passkey.title': null;
  readonly 'passkey.unknown': null;
  readonly 'password.changed': null;
  readonly 'password.current': null;
  readonly 'password.explain': null;
  readonly 'password.field': null;
  readonly 'password.new': null;
  readonly 'password.not-it': null;
  readonly 'password.reset-text': null;
  readonly 'password.submit': null;
  readonly 'password.text': null;
  readonly 'password.title': null;
  readonly 'password.too-many': null;
  readonly 'password.wrong': null;
  readonly 'people.bad-lang': null;
  readonly 'people.bad-links': null;
  readonly 'people.bad-picture': null;
  readonly 'people.bad-role': null;
  readonly 'people.bad-slug': null;
  readonly 'people.biography': null;
  readonly 'people.biography-hint': null;
  readonly 'people.bylines': null;
  readonly 'people.bylines-text': null;
  readonly 'people.change-role': null;
  readonly 'people.email-known': null;
  readonly 'people.honours': null;
  readonly 'people.honours-hint': null;
  readonly 'people.invitation-over': null;
  readonly 'people.invitation-revoked': null;
  readonly 'people.invite': null;
  readonly 'people.invite-mail': null;
  readonly 'people.invite-no-mail': null;
  readonly 'people.invite-refused': { readonly reason: 'member' | 'other' };
  readonly 'people.invite-small': { readonly days: number };
  readonly 'people.invite-subject': { readonly site: Text };
  readonly 'people.invite-submit': null;
  readonly 'people.invite-text': { readonly name: Text; readonly site: Text };
  readonly 'people.invited': { readonly email: Text; readonly mailed: 'other' | 'yes' };
  readonly 'people.join': null;
  readonly 'people.join-address': { readonly email: Text };
  readonly 'people.join-as': { readonly name: Text };
  readonly 'people.join-known': null;
  readonly 'people.join-sign-in': { readonly email: Text };
  readonly 'people.join-text': { readonly role: Text; readonly site: Text };
  readonly 'people.lang': null;
  readonly 'people.lang-hint': null;
  readonly 'people.last-administrator': null;
  readonly 'people.link-for': { readonly email: Text };
  readonly 'people.link-purpose': { readonly purpose: 'address' | 'enter' | 'other' | 'register' | 'reset' };
  readonly 'people.links': null;
  readonly 'people.links-text': null;
  readonly 'people.missing': null;
  readonly 'people.name': null;
  readonly 'people.no-picture': null;
  readonly 'people.no-role': null;
  readonly 'people.nobody': null;
  readonly 'people.not-returned': null;
  readonly 'people.not-saved': null;
  readonly 'people.page-links': null;
  readonly 'people.page-links-hint': null;
  readonly 'people.picture': null;
  readonly 'people.picture-hint': null;
  readonly 'people.profile': null;
  readonly 'people.profile-text': { readonly name: Text };
  readonly 'people.remove': null;
  readonly 'people.remove-named': { readonly name: Text };
  readonly 'people.remove-text': null;
  readonly 'people.removed': { readonly name: Text };
  readonly 'people.returned': null;
  readonly 'people.revoke': { readonly email: Text };
  readonly 'people.role': null;
  readonly 'people.role-changed': {
    readonly name: Text;
    readonly role: 'administrator' | 'author' | 'contributor' | 'editor' | 'other' | 'subscriber';
  };
  readonly 'people.role-hint': null;
  readonly 'people.save': null;
  readonly 'people.saved': { readonly name: Text };
  readonly 'people.see-page': null;
  readonly 'people.slug': null;
  readonly 'people.slug-hint': null;
  readonly 'people.slug-taken': null;
  readonly 'people.too-long': null;
  readonly 'people.until': { readonly until: Text };
  readonly 'people.waiting': null;
  readonly 'people.waiting-text': null;
  readonly 'post-desk.added': null;
  readonly 'post-desk.announcement': null;
  readonly 'post-desk.announcement-hint': null;
  readonly 'post-desk.announcement-long': { readonly most: number };
  readonly 'post-desk.author': null;
  readonly 'post-desk.authors': null;
  readonly 'post-desk.autosaved': { readonly time: Text };
  readonly 'post-desk.bad-date': null;
  readonly 'post-desk.bad-lang': null;
  readonly 'post-desk.bad-order': null;
  readonly 'post-desk.bad-slug': null;
  readonly 'post-desk.bad-status': null;
  readonly 'post-desk.bin': null;
  readonly 'post-desk.binned': { readonly title: Text };
  readonly 'post-desk.bulk': {
    readonly deed: 'delete' | 'draft' | 'other' | 'publish' | 'terms' | 'trash' | 'untrash';
  };
  readonly 'post-desk.bulk-done': {
    readonly count: Text;
    readonly deed: 'delete' | 'draft' | 'other' | 'publish' | 'terms' | 'trash' | 'untrash';
  };
  readonly 'post-desk.bulk-left': { readonly count: Text };
  readonly 'post-desk.by-nobody': null;
  readonly 'post-desk.by-program': null;
  readonly 'post-desk.categories': null;
  readonly 'post-desk.category': null;
  readonly 'post-desk.changed-ago': { readonly ago: Text };
  readonly 'post-desk.changed-fields': null;
  readonly 'post-desk.changes': null;
  readonly 'post-desk.choose-picture': null;
  readonly 'post-desk.comments': null;
  readonly 'post-desk.compare': null;
  readonly 'post-desk.compare-from': null;
  readonly 'post-desk.compare-side': { readonly side: 'from' | 'other' | 'to'; readonly version: Text };
  readonly 'post-desk.compare-to': null;
  readonly 'post-desk.compared': { readonly from: Text; readonly to: Text };
  readonly 'post-desk.correction': null;
  readonly 'post-desk.correction-hint': null;
  readonly 'post-desk.correction-needs-note': null;
  readonly 'post-desk.date': null;
  readonly 'post-desk.date-hint': { readonly zone: Text };
  readonly 'post-desk.delete': null;
  readonly 'post-desk.delete-all': { readonly count: number };
  readonly 'post-desk.delete-ask': null;
  readonly 'post-desk.delete-title': { readonly title: Text };
  readonly 'post-desk.deleted': { readonly title: Text };
  readonly 'post-desk.edit': null;
  readonly 'post-desk.empty': { readonly kind: 'other' | 'pages' | 'posts' };
  readonly 'post-desk.empty-trash': null;
  readonly 'post-desk.excerpt': null;
  readonly 'post-desk.excerpt-hint': null;
  readonly 'post-desk.excerpt-long': { readonly most: Text };
  readonly 'post-desk.field': {
    readonly field:
      | 'authors'
      | 'comments'
      | 'date'
      | 'excerpt'
      | 'lang'
      | 'meta'
      | 'order'
      | 'other'
      | 'parent'
      | 'password'
      | 'picture'
      | 'slug'
      | 'status'
      | 'sticky'
      | 'terms'
      | 'text'
      | 'title';
  };
  readonly 'post-desk.find-pictures': null;
  readonly 'post-desk.first-version': null;
  readonly 'post-desk.flag-locked': null;
  readonly 'post-desk.flag-sticky': null;
  readonly 'post-desk.gone': null;
  readonly 'post-desk.gone-meanwhile': null;
  readonly 'post-desk.in-trash': null;
  readonly 'post-desk.journal': null;
  readonly 'post-desk.kept-here': null;
  readonly 'post-desk.lang': null;
  readonly 'post-desk.lang-hint': { readonly lang: Text };
  readonly 'post-desk.live-preview': null;
  readonly 'post-desk.look-again': { readonly count: number };
  readonly 'post-desk.losses': null;
  readonly 'post-desk.may-not-publish': null;
  readonly 'post-desk.missing': null;
  readonly 'post-desk.missing-text': null;
  readonly 'post-desk.month': null;
  readonly 'post-desk.more': null;
  readonly 'post-desk.new': { readonly kind: 'other' | 'pages' | 'posts' };
  readonly 'post-desk.new-category': null;
  readonly 'post-desk.new-category-name': null;
  readonly 'post-desk.new-category-parent': null;
  readonly 'post-desk.no-categories': null;
  readonly 'post-desk.no-difference': null;
  readonly 'post-desk.no-new-terms': null;
  readonly 'post-desk.no-picture': null;
  readonly 'post-desk.no-picture-found': null;
  readonly 'post-desk.no-pictures': null;
  readonly 'post-desk.no-revisions': null;
  readonly 'post-desk.none': null;
  readonly 'post-desk.none-found': null;
  readonly 'post-desk.none-of-status': null;
  readonly 'post-desk.none-selected': null;
  readonly 'post-desk.note': null;
  readonly 'post-desk.note-hint': null;
  readonly 'post-desk.nothing-written': null;
  readonly 'post-desk.order': null;
  readonly 'post-desk.order-hint': null;
  readonly 'post-desk.other-picture': null;
  readonly 'post-desk.parent': null;
  readonly 'post-desk.password': null;
  readonly 'post-desk.password-hint': null;
  readonly 'post-desk.password-long': { readonly most: Text };
  readonly 'post-desk.picture': null;
  readonly 'post-desk.picture-words': null;
  readonly 'post-desk.place': null;
  readonly 'post-desk.preview': null;
  readonly 'post-desk.preview-saved': null;
  readonly 'post-desk.publish': null;
  readonly 'post-desk.publishing': null;
  readonly 'post-desk.quotations-wrong': { readonly count: number; readonly heading: Text };
  readonly 'post-desk.replies': null;
  readonly 'post-desk.restore': null;
  readonly 'post-desk.restore-hint': null;
  readonly 'post-desk.restore-version': { readonly version: Text };
  readonly 'post-desk.restored': { readonly title: Text };
  readonly 'post-desk.restored-note': { readonly version: Text };
  readonly 'post-desk.review-hint': null;
  readonly 'post-desk.revisions': null;
  readonly 'post-desk.revisions-of': { readonly title: Text };
  readonly 'post-desk.save': {
    readonly status: 'draft' | 'other' | 'pending' | 'private' | 'published' | 'scheduled' | 'trash';
  };
  readonly 'post-desk.saved': {
    readonly status: 'draft' | 'other' | 'pending' | 'private' | 'published' | 'scheduled' | 'trash';
  };
  readonly 'post-desk.saved-by': null;
  readonly 'post-desk.slug': null;
  readonly 'post-desk.slug-hint': null;
  readonly 'post-desk.stale': null;
  readonly 'post-desk.stale-both': { readonly count: number };
  readonly 'post-desk.stale-compared': null;
  readonly 'post-desk.stale-drop': null;
  readonly 'post-desk.stale-meanwhile': null;
  readonly 'post-desk.stale-restore': null;
  readonly 'post-desk.stale-text': null;
  readonly 'post-desk.stale-theirs': null;
  readonly 'post-desk.status': {
    readonly status: 'draft' | 'other' | 'pending' | 'private' | 'published' | 'scheduled' | 'trash';
  };
  readonly 'post-desk.status-field': null;
  readonly 'post-desk.status-hint': null;
  readonly 'post-desk.sticky': null;
  readonly 'post-desk.submit': null;
  readonly 'post-desk.switch': { readonly format: 'html' | 'markdown' | 'other' };
  readonly 'post-desk.switched': { readonly format: 'html' | 'markdown' | 'other' };
  readonly 'post-desk.tags': null;
  readonly 'post-desk.tags-hint': null;
  readonly 'post-desk.tags-many': { readonly most: Text };
  readonly 'post-desk.terms-part': { readonly part: 'add' | 'other' | 'remove' };
  readonly 'post-desk.terms-title': { readonly count: number };
  readonly 'post-desk.text': { readonly format: 'html' | 'markdown' | 'other' };
  readonly 'post-desk.text-deep': null;
  readonly 'post-desk.text-hint': { readonly format: 'html' | 'markdown' | 'other' };
  readonly 'post-desk.text-large': null;
  readonly 'post-desk.title': null;
  readonly 'post-desk.title-long': { readonly most: Text };
  readonly 'post-desk.unchanged': { readonly count: number };
  readonly 'post-desk.unknown-author': null;
  readonly 'post-desk.unknown-category': null;
  readonly 'post-desk.unknown-parent': null;
  readonly 'post-desk.unknown-picture': null;
  readonly 'post-desk.unknown-tag': { readonly tag: Text };
  readonly 'post-desk.unsaved': { readonly ago: Text };
  readonly 'post-desk.unsaved-drop': null;
  readonly 'post-desk.unsaved-dropped': null;
  readonly 'post-desk.unsaved-show': null;
  readonly 'post-desk.unsaved-shown': null;
  readonly 'post-desk.untitled': null;
  readonly 'post-desk.vanished': null;
  readonly 'post-desk.version': { readonly version: Text };
  readonly 'post-desk.version-restored': { readonly version: Text };
  readonly 'post-desk.view': null;
  readonly 'post-desk.words': null;
  readonly 'post.about-authors': { readonly count: number };
  readonly 'post.contents': null;
  readonly 'post.edit': null;
  readonly 'post.filed': null;
  readonly 'post.locked': null;
  readonly 'post.minutes': { readonly minutes: number };
  readonly 'post.neighbours': null;
  readonly 'post.newer': null;
  readonly 'post.older': null;
  readonly 'post.parts': null;
  readonly 'post.permalink': null;
  readonly 'post.related': null;
  readonly 'post.replies': { readonly count: number };
  readonly 'post.sticky': null;
  readonly 'post.tagged': null;
  readonly 'post.updated': { readonly date: Text };
  readonly 'provider.again': null;
  readonly 'provider.denied': { readonly provider: Text };
  readonly 'provider.down': { readonly provider: Text };
  readonly 'provider.email-taken': { readonly provider: Text };
  readonly 'provider.expired': { readonly provider: Text };
  readonly 'provider.foreign': { readonly provider: Text };
  readonly 'provider.last-way': { readonly provider: Text };
  readonly 'provider.of-another': { readonly provider: Text };
  readonly 'provider.other-account': { readonly provider: Text };
  readonly 'provider.refused': null;
  readonly 'provider.rubbish': { readonly provider: Text };
  readonly 'provider.unknown': null;
  readonly 'quotation.all': null;
  readonly 'quotation.as-markdown': null;
  readonly 'quotation.asked': null;
  readonly 'quotation.by-verdict': null;
  readonly 'quotation.capture-best': null;
  readonly 'quotation.change': null;
  readonly 'quotation.change-around': null;
  readonly 'quotation.change-done': null;
  readonly 'quotation.change-drop': null;
  readonly 'quotation.change-find': null;
  readonly 'quotation.change-find-go': null;
  readonly 'quotation.change-find-words': null;
  readonly 'quotation.change-found': null;
  readonly 'quotation.change-found-none': null;
  readonly 'quotation.change-link': null;
  readonly 'quotation.change-note': { readonly words: Text };
  readonly 'quotation.change-nothing-found': null;
  readonly 'quotation.change-said': null;
  readonly 'quotation.change-save': null;
  readonly 'quotation.change-saved-version': { readonly title: Text };
  readonly 'quotation.change-source': { readonly name: Text };
  readonly 'quotation.change-these': { readonly words: Text };
  readonly 'quotation.change-title': null;
  readonly 'quotation.change-translation-n': { readonly n: number };
  readonly 'quotation.change-translations': null;
  readonly 'quotation.change-unsaved': null;
  readonly 'quotation.change-words-hint': null;
  readonly 'quotation.checked': { readonly date: Text };
  readonly 'quotation.column-post': null;
  readonly 'quotation.column-source': null;
  readonly 'quotation.column-speaker': null;
  readonly 'quotation.column-verdict': null;
  readonly 'quotation.column-words': null;
  readonly 'quotation.comma': null;
  readonly 'quotation.copy': { readonly date: Text };
  readonly 'quotation.difference': null;
  readonly 'quotation.draft-gone': null;
  readonly 'quotation.drifted': null;
  readonly 'quotation.enclosing': { readonly by: Text };
  readonly 'quotation.enclosing-somebody': null;
  readonly 'quotation.field-address': null;
  readonly 'quotation.field-address-hint': null;
  readonly 'quotation.field-around-hint': null;
  readonly 'quotation.field-capture': null;
  readonly 'quotation.field-capture-hint': null;
  readonly 'quotation.field-lang': null;
  readonly 'quotation.field-place': null;
  readonly 'quotation.field-prefix': null;
  readonly 'quotation.field-said': null;
  readonly 'quotation.field-said-hint': null;
  readonly 'quotation.field-shape': null;
  readonly 'quotation.field-speaker': null;
  readonly 'quotation.field-suffix': null;
  readonly 'quotation.field-text': null;
  readonly 'quotation.field-translation': null;
  readonly 'quotation.field-translation-lang': null;
  readonly 'quotation.field-translator': null;
  readonly 'quotation.gone': null;
  readonly 'quotation.in-post': { readonly title: Text };
  readonly 'quotation.in-source': null;
  readonly 'quotation.in-text': null;
  readonly 'quotation.in-text-none': null;
  readonly 'quotation.insert': null;
  readonly 'quotation.look': null;
  readonly 'quotation.look-again': null;
  readonly 'quotation.machine': { readonly word: Text };
  readonly 'quotation.mark': {
    readonly verdict:
      | 'altered'
      | 'edited'
      | 'exact'
      | 'notfound'
      | 'orthographic'
      | 'other'
      | 'pending'
      | 'supplied'
      | 'translation'
      | 'typographic'
      | 'vouched';
  };
  readonly 'quotation.mark-label': { readonly word: Text };
  readonly 'quotation.missing': null;
  readonly 'quotation.more-fields': null;
  readonly 'quotation.new': null;
  readonly 'quotation.new-intro': null;
  readonly 'quotation.none': null;
  readonly 'quotation.none-found': null;
  readonly 'quotation.one': null;
  readonly 'quotation.only-quote': null;
  readonly 'quotation.only-source': null;
  readonly 'quotation.original': null;
  readonly 'quotation.other-copy': { readonly date: Text; readonly word: Text };
  readonly 'quotation.problem': { readonly problem: 'address' | 'long' | 'other' | 'said' | 'text' };
  readonly 'quotation.put': null;
  readonly 'quotation.put-done': null;
  readonly 'quotation.put-failed': null;
  readonly 'quotation.put-new': null;
  readonly 'quotation.put-not': null;
  readonly 'quotation.put-where': null;
  readonly 'quotation.quote-selection': null;
  readonly 'quotation.reason': {
    readonly reason:
      | 'ambiguous'
      | 'copygone'
      | 'notcaptured'
      | 'notext'
      | 'other'
      | 'scan'
      | 'translation'
      | 'visualorder';
  };
  readonly 'quotation.shape': { readonly shape: 'line' | 'other' };
  readonly 'quotation.show-all': null;
  readonly 'quotation.source-page': null;
  readonly 'quotation.supplied': null;
  readonly 'quotation.title': null;
  readonly 'quotation.translation': null;
  readonly 'quotation.translation-by': { readonly name: Text };
  readonly 'quotation.translation-unchecked': null;
  readonly 'quotation.try-again': null;
  readonly 'quotation.unbind': null;
  readonly 'quotation.unbind-hint': null;
  readonly 'quotation.unbind-note': { readonly words: Text };
  readonly 'quotation.unbound': null;
  readonly 'quotation.unsourced-count': { readonly count: number };
  readonly 'quotation.unsourced-link': null;
  readonly 'quotation.verdict': {
    readonly verdict:
      | 'altered'
      | 'edited'
      | 'exact'
      | 'notfound'
      | 'orthographic'
      | 'other'
      | 'pending'
      | 'typographic';
  };
  readonly 'quotation.vouch': null;
  readonly 'quotation.vouch-done': null;
  readonly 'quotation.vouch-needs': null;
  readonly 'quotation.vouch-reason': null;
  readonly 'quotation.vouch-text': null;
  readonly 'quotation.vouched': { readonly date: Text; readonly name: Text; readonly reason: Text };
  readonly 'quotation.waiting': {
    readonly step: 'asking' | 'keeping' | 'other' | 'reading' | 'rendering' | 'requisites';
  };
  readonly 'quotation.waiting-text': null;
  readonly 'quotation.warning': {
    readonly name: Text;
    readonly warning:
      | 'hidden'
      | 'incomment'
      | 'modalchanged'
      | 'namechanged'
      | 'negationchanged'
      | 'negationingap'
      | 'negationinserted'
      | 'negationoutside'
      | 'numberchanged'
      | 'other'
      | 'quotedspeaker'
      | 'widegap';
  };
  readonly 'quotation.with-browser': null;
  readonly 'quotation.withdraw': null;
  readonly 'quotation.withdrawn': null;
  readonly 'quotation.words': { readonly words: Text };
  readonly 'record.all-speakers': null;
  readonly 'record.by-hand': null;
  readonly 'record.by-hand-log': null;
  readonly 'record.by-hand-text': null;
  readonly 'record.by-year': null;
  readonly 'record.changes-between': { readonly from: Text; readonly to: Text };
  readonly 'record.changes-cut': null;
  readonly 'record.changes-none': null;
  readonly 'record.changes-of': { readonly name: Text };
  readonly 'record.checked': { readonly date: Text };
  readonly 'record.copies': null;
  readonly 'record.copy-of': { readonly date: Text };
  readonly 'record.feed': null;
  readonly 'record.from-source': { readonly name: Text };
  readonly 'record.from-start': null;
  readonly 'record.from-until': { readonly from: Text; readonly until: Text };
  readonly 'record.in-post': { readonly title: Text };
  readonly 'record.live': null;
  readonly 'record.live-once': null;
  readonly 'record.method': { readonly method: 'browser' | 'file' | 'http' | 'other' | 'pdf' };
  readonly 'record.month-unknown': null;
  readonly 'record.no-copies': null;
  readonly 'record.no-sources': null;
  readonly 'record.no-speakers': null;
  readonly 'record.none-said': null;
  readonly 'record.none-said-fits': null;
  readonly 'record.older-copies': { readonly count: number };
  readonly 'record.on-timeline': null;
  readonly 'record.proof': null;
  readonly 'record.quotations': { readonly count: number };
  readonly 'record.quoted-from-it': null;
  readonly 'record.republished-here': null;
  readonly 'record.said': null;
  readonly 'record.said-by': { readonly name: Text };
  readonly 'record.said-on': null;
  readonly 'record.see-timeline': null;
  readonly 'record.since': { readonly date: Text };
  readonly 'record.sources': null;
  readonly 'record.sources-text': null;
  readonly 'record.speaker': null;
  readonly 'record.speakers': null;
  readonly 'record.speakers-text': null;
  readonly 'record.state': { readonly state: 'dead' | 'drifted' | 'live' | 'other' };
  readonly 'record.taken-down': null;
  readonly 'record.text-changed': null;
  readonly 'record.text-first': null;
  readonly 'record.text-same': null;
  readonly 'record.timeline': null;
  readonly 'record.timeline-text': null;
  readonly 'record.translation': { readonly name: Text };
  readonly 'record.until': { readonly date: Text };
  readonly 'record.verdict-choice': {
    readonly verdict:
      | 'altered'
      | 'edited'
      | 'exact'
      | 'notfound'
      | 'orthographic'
      | 'other'
      | 'overridden'
      | 'typographic';
  };
  readonly 'record.verdict-label': null;
  readonly 'record.vouched': { readonly name: Text };
  readonly 'record.years': { readonly first: Text; readonly last: Text; readonly total: number };
  readonly 'register.explain': null;
  readonly 'register.password': null;
  readonly 'register.password-hint': null;
  readonly 'register.title': null;
  readonly 'reply.account': null;
  readonly 'reply.answer': null;
  readonly 'reply.as': { readonly name: Text };
  readonly 'reply.cancel': null;
  readonly 'reply.change': null;
  readonly 'reply.deed.back': null;
  readonly 'reply.deed.explain': {
    readonly deed: 'delete' | 'edit' | 'late' | 'like' | 'other' | 'report' | 'reported';
  };
  readonly 'reply.deed.note': null;
  readonly 'reply.deed.reason': { readonly reason: 'abuse' | 'other' | 'spam' };
  readonly 'reply.deed.submit': { readonly deed: 'delete' | 'edit' | 'like' | 'other' | 'report' };
  readonly 'reply.deed.title': {
    readonly deed: 'delete' | 'edit' | 'late' | 'like' | 'other' | 'report' | 'reported';
  };
  readonly 'reply.deed.why': null;
  readonly 'reply.delete': null;
  readonly 'reply.edit': null;
  readonly 'reply.email': null;
  readonly 'reply.email-hint': null;
  readonly 'reply.likes': { readonly count: number };
  readonly 'reply.log-in': null;
  readonly 'reply.log-out': null;
  readonly 'reply.name': null;
  readonly 'reply.nameless': null;
  readonly 'reply.optional': null;
  readonly 'reply.or-guest': null;
  readonly 'reply.passage': null;
  readonly 'reply.passage-gone': null;
  readonly 'reply.preview': null;
  readonly 'reply.previewed': null;
  readonly 'reply.problem.bad-email': null;
  readonly 'reply.problem.banned': null;
  readonly 'reply.problem.closed': null;
  readonly 'reply.problem.elsewhere': null;
  readonly 'reply.problem.email': null;
  readonly 'reply.problem.empty': null;
  readonly 'reply.problem.expired': null;
  readonly 'reply.problem.guests': null;
  readonly 'reply.problem.name': null;
  readonly 'reply.problem.parent-missing': null;
  readonly 'reply.problem.quote': null;
  readonly 'reply.problem.reason': null;
  readonly 'reply.problem.too-long': { readonly most: number };
  readonly 'reply.problem.too-many': null;
  readonly 'reply.quote': null;
  readonly 'reply.quote-hint': null;
  readonly 'reply.quote-open': null;
  readonly 'reply.quote-this': null;
  readonly 'reply.remember': null;
  readonly 'reply.report': null;
  readonly 'reply.required': null;
  readonly 'reply.stranger': null;
  readonly 'reply.submit': null;
  readonly 'reply.subscribe': null;
  readonly 'reply.subscribe-none': null;
  readonly 'reply.subscribe-replies': null;
  readonly 'reply.subscribe-thread': null;
  readonly 'reply.text': null;
  readonly 'reply.text-hint': null;
  readonly 'reply.title': null;
  readonly 'reply.title-to': { readonly name: Text };
  readonly 'reply.trap': null;
  readonly 'reply.url': null;
  readonly 'reply.waiting': null;
  readonly 'reply.waiting-word': null;
  readonly 'republish.address': null;
  readonly 'republish.address-hint': null;
  readonly 'republish.after': null;
  readonly 'republish.attribution': {
    readonly authors: Text;
    readonly date: Text;
    readonly licence: Text;
    readonly licensed: 'other' | 'yes';
    readonly signed: 'other' | 'yes';
    readonly site: Text;
    readonly title: Text;
  };
  readonly 'republish.author': null;
  readonly 'republish.bad-address': null;
  readonly 'republish.basis': null;
  readonly 'republish.before': null;
  readonly 'republish.block': { readonly mode: 'excerpt' | 'other' | 'translation' | 'whole' };
  readonly 'republish.by-browser': null;
  readonly 'republish.by-browser-hint': null;
  readonly 'republish.capture-again': null;
  readonly 'republish.checked': { readonly date: Text };
  readonly 'republish.choices': null;
  readonly 'republish.compare-again': null;
  readonly 'republish.comparing': null;
  readonly 'republish.confirm': null;
  readonly 'republish.copy': null;
  readonly 'republish.copy-at': { readonly date: Text };
  readonly 'republish.count': { readonly count: number };
  readonly 'republish.details': null;
  readonly 'republish.differing': null;
  readonly 'republish.drafted': null;
  readonly 'republish.drop-named': null;
  readonly 'republish.fetch': null;
  readonly 'republish.fetching': null;
  readonly 'republish.fetching-step': {
    readonly step: 'asking' | 'keeping' | 'other' | 'reading' | 'rendering' | 'requisites';
  };
  readonly 'republish.fetching-text': null;
  readonly 'republish.field-title': null;
  readonly 'republish.file': null;
  readonly 'republish.file-hint': null;
  readonly 'republish.file-large': null;
  readonly 'republish.finding': {
    readonly verdict:
      | 'altered'
      | 'ambiguous'
      | 'edited'
      | 'exact'
      | 'not_found'
      | 'orthographic'
      | 'other'
      | 'typographic';
  };
  readonly 'republish.from-file': null;
  readonly 'republish.from-text': null;
  readonly 'republish.how': null;
  readonly 'republish.how-much': null;
  readonly 'republish.index': null;
  readonly 'republish.index-hint': null;
  readonly 'republish.intro': null;
  readonly 'republish.its-address': null;
  readonly 'republish.its-address-hint': null;
  readonly 'republish.lang': null;
  readonly 'republish.left-out': { readonly count: number };
  readonly 'republish.legal-basis': null;
  readonly 'republish.legal-basis-hint': null;
  readonly 'republish.licence': null;
  readonly 'republish.licence-hint': null;
  readonly 'republish.look-again': null;
  readonly 'republish.make-draft': null;
  readonly 'republish.mode': null;
  readonly 'republish.mode-name': { readonly mode: 'excerpt' | 'other' | 'whole' };
  readonly 'republish.newest-copy': null;
  readonly 'republish.no-capture': null;
  readonly 'republish.no-file': null;
  readonly 'republish.no-post': null;
  readonly 'republish.no-text': null;
  readonly 'republish.not-fetched': null;
  readonly 'republish.nothing-found': { readonly reason: 'hard' | 'large' | 'other' };
  readonly 'republish.offer': null;
  readonly 'republish.offer-canonical': null;
  readonly 'republish.offer-html': null;
  readonly 'republish.offer-intro': null;
  readonly 'republish.offer-licence-hint': null;
  readonly 'republish.offer-plain': null;
  readonly 'republish.offer-plainly': null;
  readonly 'republish.offer-text': null;
  readonly 'republish.offered': null;
  readonly 'republish.offered-choice': { readonly choice: 'other' | 'site' | 'yes' };
  readonly 'republish.old': null;
  readonly 'republish.old-address': null;
  readonly 'republish.old-bind': null;
  readonly 'republish.old-bound': null;
  readonly 'republish.old-dismiss': null;
  readonly 'republish.old-dismiss-host': { readonly host: Text };
  readonly 'republish.old-done': { readonly count: number };
  readonly 'republish.old-edit': null;
  readonly 'republish.old-from': null;
  readonly 'republish.old-gone': null;
  readonly 'republish.old-host': null;
  readonly 'republish.old-hosts': null;
  readonly 'republish.old-link': null;
  readonly 'republish.old-look': null;
  readonly 'republish.old-looking': null;
  readonly 'republish.old-name': null;
  readonly 'republish.old-name-host': { readonly host: Text };
  readonly 'republish.old-none': null;
  readonly 'republish.old-part': null;
  readonly 'republish.old-post': null;
  readonly 'republish.old-preview': null;
  readonly 'republish.old-refused': { readonly reason: 'address' | 'other' | 'stale' };
  readonly 'republish.old-reopen': null;
  readonly 'republish.old-side': { readonly side: 'inside' | 'other' };
  readonly 'republish.old-source': null;
  readonly 'republish.old-source-hint': null;
  readonly 'republish.old-state': { readonly state: 'bound' | 'found' | 'other' };
  readonly 'republish.old-states': null;
  readonly 'republish.old-text': null;
  readonly 'republish.old-to': null;
  readonly 'republish.old-words': null;
  readonly 'republish.only-here': null;
  readonly 'republish.only-source': null;
  readonly 'republish.origin': null;
  readonly 'republish.origin-text': null;
  readonly 'republish.original': null;
  readonly 'republish.original-dead': null;
  readonly 'republish.original-drifted': null;
  readonly 'republish.otherwise': null;
  readonly 'republish.own-words': null;
  readonly 'republish.paragraph': { readonly number: Text };
  readonly 'republish.permission': null;
  readonly 'republish.permission-hint': null;
  readonly 'republish.policy': { readonly policy: 'noindex' | 'other' | 'self' | 'source' };
  readonly 'republish.post-link': null;
  readonly 'republish.post-none': null;
  readonly 'republish.post-title': { readonly title: Text };
  readonly 'republish.problem': { readonly field: 'lang' | 'other' | 'published' | 'title' };
  readonly 'republish.published': null;
  readonly 'republish.published-hint': null;
  readonly 'republish.publisher': null;
  readonly 'republish.record': null;
  readonly 'republish.republished-hint': null;
  readonly 'republish.republished-text': null;
  readonly 'republish.rights': null;
  readonly 'republish.saved': null;
  readonly 'republish.share': null;
  readonly 'republish.source-desk': null;
  readonly 'republish.source-title': null;
  readonly 'republish.start-again': null;
  readonly 'republish.supplied': null;
  readonly 'republish.supply-instead': null;
  readonly 'republish.supply-link': null;
  readonly 'republish.take-all': null;
  readonly 'republish.taken': { readonly percent: Text };
  readonly 'republish.taken-from': { readonly from: 'article' | 'other' };
  readonly 'republish.text': null;
  readonly 'republish.text-hint': null;
  readonly 'republish.text-refused': null;
  readonly 'republish.title': null;
  readonly 'republish.tool-quote': null;
  readonly 'republish.tool-quote-text': null;
  readonly 'republish.tool-republish': null;
  readonly 'republish.tool-republish-text': null;
  readonly 'republish.tools': null;
  readonly 'republish.tools-by-hand': null;
  readonly 'republish.tools-link': null;
  readonly 'republish.tools-phone': null;
  readonly 'republish.tools-phone-text': null;
  readonly 'republish.tools-text': null;
  readonly 'republish.translation-note': null;
  readonly 'republish.translator': null;
  readonly 'republish.translator-hint': null;
  readonly 'republish.try-again': null;
  readonly 'republish.try-browser': null;
  readonly 'republish.unchecked': null;
  readonly 'republish.use-file': null;
  readonly 'republish.use-text': null;
  readonly 'republish.verdict': {
    readonly verdict:
      | 'altered'
      | 'cannot_check'
      | 'edited'
      | 'exact'
      | 'not_found'
      | 'orthographic'
      | 'other'
      | 'typographic';
  };
  readonly 'republish.via': null;
  readonly 'republish.via-hint': null;
  readonly 'republish.what-was-seen': null;
  readonly 'search.ask': null;
  readonly 'search.capped': { readonly query: Text; readonly total: Text };
  readonly 'search.field': null;
  readonly 'search.nothing-hint': null;
  readonly 'search.results': { readonly query: Text; readonly total: number };
  readonly 'search.submit': null;
  readonly 'search.title': null;
  readonly 'security.application-login': { readonly login: Text };
  readonly 'security.application-made': { readonly name: Text };
  readonly 'security.application-make': null;
  readonly 'security.application-name': null;
  readonly 'security.application-name-hint': null;
  readonly 'security.application-once': null;
  readonly 'security.application-problem': { readonly problem: 'other' | 'too_many' };
  readonly 'security.applications': null;
  readonly 'security.applications-count': { readonly count: number };
  readonly 'security.applications-explain': null;
  readonly 'security.applications-list': null;
  readonly 'security.applications-none': null;
  readonly 'security.browser-on': { readonly browser: Text; readonly system: Text };
  readonly 'security.end': null;
  readonly 'security.end-named': { readonly name: Text };
  readonly 'security.end-others': null;
  readonly 'security.factor-off': null;
  readonly 'security.factor-on': null;
  readonly 'security.last-used': { readonly day: Text };
  readonly 'security.made-on': { readonly day: Text };
  readonly 'security.never-used': null;
  readonly 'security.revoke': null;
  readonly 'security.revoke-named': { readonly name: Text };
  readonly 'security.sessions': null;
  readonly 'security.since': { readonly since: Text };
  readonly 'security.this-one': null;
  readonly 'security.title': null;
  readonly 'security.unknown-program': null;
  readonly 'setting.akismet-key': null;
  readonly 'setting.akismet-key-hint': null;
  readonly 'setting.akismet-url': null;
  readonly 'setting.author-box': null;
  readonly 'setting.capture-links': null;
  readonly 'setting.capture-links-hint': null;
  readonly 'setting.close-after': null;
  readonly 'setting.comments-depth': null;
  readonly 'setting.comments-open': null;
  readonly 'setting.comments-order': null;
  readonly 'setting.comments-order.newest': null;
  readonly 'setting.comments-order.oldest': null;
  readonly 'setting.comments-per-page': null;
  readonly 'setting.contents-from': null;
  readonly 'setting.dates': null;
  readonly 'setting.dates.none': null;
  readonly 'setting.dates.published': null;
  readonly 'setting.dates.updated': null;
  readonly 'setting.default-category': null;
  readonly 'setting.default-category-hint': null;
  readonly 'setting.email-required': null;
  readonly 'setting.email-required-hint': null;
  readonly 'setting.feed-items': null;
  readonly 'setting.front-page': null;
  readonly 'setting.front-page-hint': null;
  readonly 'setting.gravatar': null;
  readonly 'setting.gravatar-hint': null;
  readonly 'setting.guests': null;
  readonly 'setting.link-letters': null;
  readonly 'setting.link-letters-hint': null;
  readonly 'setting.max-links': null;
  readonly 'setting.name-required': null;
  readonly 'setting.per-page': null;
  readonly 'setting.posts-page': null;
  readonly 'setting.posts-page-hint': null;
  readonly 'setting.premoderation': null;
  readonly 'setting.premoderation.everyone': null;
  readonly 'setting.premoderation.newcomers': null;
  readonly 'setting.premoderation.nobody': null;
  readonly 'setting.reading-time': null;
  readonly 'setting.related': null;
  readonly 'setting.reports-hold': null;
  readonly 'setting.republish-licence': null;
  readonly 'setting.republish-licence-hint': null;
  readonly 'setting.republish-terms': null;
  readonly 'setting.search-engines': null;
  readonly 'setting.watch-links': null;
  readonly 'setting.watch-links-hint': null;
  readonly 'setting.watch-links.all': null;
  readonly 'setting.watch-links.none': null;
  readonly 'setting.watch-links.sources': null;
  readonly 'setting.words-held': null;
  readonly 'setting.words-hint': null;
  readonly 'setting.words-spam': null;
  readonly 'setting.zero-never': null;
  readonly 'setting.zero-none': null;
  readonly 'settings.add-host': null;
  readonly 'settings.bad-calendar': null;
  readonly 'settings.bad-host': null;
  readonly 'settings.bad-locale': { readonly locale: Text };
  readonly 'settings.bad-number': { readonly least: Text; readonly most: Text };
  readonly 'settings.bad-permalinks': null;
  readonly 'settings.bad-time-zone': null;
  readonly 'settings.bad-url': null;
  readonly 'settings.bad-value': null;
  readonly 'settings.calendar': null;
  readonly 'settings.calendar.gregory': null;
  readonly 'settings.calendar.islamic': null;
  readonly 'settings.calendar.persian': null;
  readonly 'settings.host-here': null;
  readonly 'settings.host-taken': { readonly host: Text };
  readonly 'settings.hosts': null;
  readonly 'settings.hosts-hint': null;
  readonly 'settings.hosts-owner': null;
  readonly 'settings.locale': null;
  readonly 'settings.locale-hint': null;
  readonly 'settings.make-primary': null;
  readonly 'settings.new-host': null;
  readonly 'settings.new-host-hint': null;
  readonly 'settings.no-title': null;
  readonly 'settings.none': null;
  readonly 'settings.page': {
    readonly page:
      | 'addresses'
      | 'footer'
      | 'general'
      | 'links'
      | 'moderation'
      | 'other'
      | 'reading'
      | 'replies';
  };
  readonly 'settings.pages': null;
  readonly 'settings.pattern': null;
  readonly 'settings.permalinks': null;
  readonly 'settings.permalinks-fixed': null;
  readonly 'settings.permalinks-hint': null;
  readonly 'settings.primary': null;
  readonly 'settings.remove-host': null;
  readonly 'settings.saved': null;
  readonly 'settings.tagline': null;
  readonly 'settings.tagline-hint': null;
  readonly 'settings.time-zone': null;
  readonly 'settings.time-zone-fixed': null;
  readonly 'settings.title': null;
  readonly 'setup.bad-email': null;
  readonly 'setup.bad-host': null;
  readonly 'setup.bad-locale': null;
  readonly 'setup.bad-login': null;
  readonly 'setup.bad-time-zone': null;
  readonly 'setup.email': null;
  readonly 'setup.email-hint': null;
  readonly 'setup.email-taken': null;
  readonly 'setup.explain': null;
  readonly 'setup.host': null;
  readonly 'setup.host-hint': null;
  readonly 'setup.host-taken': null;
  readonly 'setup.language': null;
  readonly 'setup.link-state': { readonly state: 'expired' | 'other' | 'used' };
  readonly 'setup.login': null;
  readonly 'setup.login-hint': null;
  readonly 'setup.login-taken': null;
  readonly 'setup.name': null;
  readonly 'setup.no-name': null;
  readonly 'setup.no-title': null;
  readonly 'setup.owner': null;
  readonly 'setup.password': null;
  readonly 'setup.password-hint': { readonly least: number };
  readonly 'setup.refused': null;
  readonly 'setup.site': null;
  readonly 'setup.site-title': null;
  readonly 'setup.submit': null;
  readonly 'setup.submit-owner': null;
  readonly 'setup.time-zone': null;
  readonly 'setup.title': null;
  readonly 'setup.weak-password': {
    readonly least: Text;
    readonly most: Text;
    readonly problem: 'long' | 'other' | 'short';
  };
  readonly 'sign-in.by-link': null;
  readonly 'sign-in.forgotten': null;
  readonly 'sign-in.here': { readonly count: number };
  readonly 'sign-in.name': null;
  readonly 'sign-in.or': null;
  readonly 'sign-in.password': null;
  readonly 'sign-in.register': null;
  readonly 'sign-in.submit': null;
  readonly 'sign-in.title': null;
  readonly 'sign-in.too-many': null;
  readonly 'sign-in.with': { readonly provider: Text };
  readonly 'sign-in.wrong': null;
  readonly 'sign-out.all': { readonly count: Text };
  readonly 'sign-out.ask': { readonly name: Text };
  readonly 'sign-out.stays': { readonly host: Text };
  readonly 'sign-out.submit': null;
  readonly 'sign-out.title': null;
  readonly 'skip.content': null;
  readonly 'source.add': null;
  readonly 'source.add-capture': null;
  readonly 'source.added': null;
  readonly 'source.added-capture': null;
  readonly 'source.address-hint': null;
  readonly 'source.all': null;
  readonly 'source.ask-editor': null;
  readonly 'source.bad-address': null;
  readonly 'source.bad-date': null;
  readonly 'source.bad-language': null;
  readonly 'source.bad-target': null;
  readonly 'source.by-state': { readonly said: Text };
  readonly 'source.canonical-hint': null;
  readonly 'source.capture-now': null;
  readonly 'source.capture-status': {
    readonly status: 'done' | 'failed' | 'other' | 'private' | 'queued' | 'refused' | 'removed' | 'running';
  };
  readonly 'source.capture-them': null;
  readonly 'source.captures': null;
  readonly 'source.captures-link': null;
  readonly 'source.capturing': { readonly count: number };
  readonly 'source.changed': null;
  readonly 'source.delete': null;
  readonly 'source.delete-ask': { readonly count: number };
  readonly 'source.delete-hint': null;
  readonly 'source.delete-sure': { readonly count: number };
  readonly 'source.delete-them': null;
  readonly 'source.deleted': { readonly count: number };
  readonly 'source.facts': null;
  readonly 'source.field': {
    readonly name:
      | 'address'
      | 'author'
      | 'canonical'
      | 'kind'
      | 'lang'
      | 'legalBasis'
      | 'licence'
      | 'notes'
      | 'other'
      | 'permission'
      | 'published'
      | 'publisher'
      | 'title';
  };
  readonly 'source.group-ground': null;
  readonly 'source.group-own': null;
  readonly 'source.group-what': null;
  readonly 'source.group-where': null;
  readonly 'source.into': null;
  readonly 'source.into-hint': null;
  readonly 'source.kept': { readonly gone: number; readonly kept: number };
  readonly 'source.kind': {
    readonly kind:
      | 'article'
      | 'book'
      | 'broadcast'
      | 'document'
      | 'interview'
      | 'other'
      | 'post'
      | 'speech'
      | 'statement';
  };
  readonly 'source.known': { readonly name: Text };
  readonly 'source.lang-hint': null;
  readonly 'source.legal-hint': null;
  readonly 'source.licence-hint': null;
  readonly 'source.made': null;
  readonly 'source.merge': null;
  readonly 'source.merge-ask': { readonly count: number };
  readonly 'source.merge-hint': null;
  readonly 'source.merge-into': { readonly name: Text };
  readonly 'source.merge-them': null;
  readonly 'source.merge-two': null;
  readonly 'source.merged': { readonly name: Text };
  readonly 'source.missing': null;
  readonly 'source.nameless': null;
  readonly 'source.new': null;
  readonly 'source.no-address-captures': null;
  readonly 'source.no-captures': null;
  readonly 'source.none': null;
  readonly 'source.none-found': null;
  readonly 'source.notes-hint': null;
  readonly 'source.number': null;
  readonly 'source.order': null;
  readonly 'source.order-by': { readonly order: 'changed' | 'new' | 'other' | 'title' };
  readonly 'source.permission-hint': null;
  readonly 'source.public-page': null;
  readonly 'source.published-hint': null;
  readonly 'source.same': null;
  readonly 'source.same-text': { readonly name: Text };
  readonly 'source.saved': null;
  readonly 'source.search': null;
  readonly 'source.state': { readonly state: 'dead' | 'drifted' | 'live' | 'other' | 'unknown' };
  readonly 'source.state-label': null;
  readonly 'source.states': null;
  readonly 'source.taken': null;
  readonly 'source.unused': null;
  readonly 'source.used': null;
  readonly 'source.used-in': null;
  readonly 'source.used-nowhere': null;
  readonly 'source.uses': { readonly captures: number; readonly quotations: number };
  readonly 'speaker.add': null;
  readonly 'speaker.added': null;
  readonly 'speaker.bad-target': null;
  readonly 'speaker.delete': null;
  readonly 'speaker.delete-ask': { readonly count: number };
  readonly 'speaker.delete-hint': null;
  readonly 'speaker.delete-sure': { readonly count: number };
  readonly 'speaker.delete-them': null;
  readonly 'speaker.deleted': { readonly count: number };
  readonly 'speaker.description': null;
  readonly 'speaker.description-hint': null;
  readonly 'speaker.from': null;
  readonly 'speaker.into': null;
  readonly 'speaker.into-hint': null;
  readonly 'speaker.kept': { readonly gone: number; readonly kept: number };
  readonly 'speaker.kind': { readonly kind: 'organisation' | 'other' | 'person' };
  readonly 'speaker.kind-label': null;
  readonly 'speaker.main-name': null;
  readonly 'speaker.merge-ask': { readonly count: number };
  readonly 'speaker.merge-hint': null;
  readonly 'speaker.merge-two': null;
  readonly 'speaker.merged': { readonly name: Text };
  readonly 'speaker.missing': null;
  readonly 'speaker.moving': null;
  readonly 'speaker.name': null;
  readonly 'speaker.name-lang': { readonly number: number };
  readonly 'speaker.nameless': null;
  readonly 'speaker.names': null;
  readonly 'speaker.names-hint': null;
  readonly 'speaker.new': null;
  readonly 'speaker.none': null;
  readonly 'speaker.none-found': null;
  readonly 'speaker.organisation': null;
  readonly 'speaker.other-name': { readonly number: number };
  readonly 'speaker.role': null;
  readonly 'speaker.role-number': { readonly number: number };
  readonly 'speaker.role-title': null;
  readonly 'speaker.roles': null;
  readonly 'speaker.roles-hint': null;
  readonly 'speaker.saved': null;
  readonly 'speaker.search': null;
  readonly 'speaker.slug': null;
  readonly 'speaker.slug-hint': null;
  readonly 'speaker.taken': null;
  readonly 'speaker.until': null;
  readonly 'speaker.until-hint': null;
  readonly 'speaker.url': null;
  readonly 'speaker.url-hint': null;
  readonly 'speaker.who': null;
  readonly 'subscription.asked.text': null;
  readonly 'subscription.asked.title': null;
  readonly 'subscription.back-to-thread': null;
  readonly 'subscription.confirm.ask': {
    readonly post: Text;
    readonly rhythm: 'daily' | 'other';
    readonly site: Text;
  };
  readonly 'subscription.confirm.link': null;
  readonly 'subscription.confirm.not-you': null;
  readonly 'subscription.confirm.subject': { readonly post: Text; readonly site: Text };
  readonly 'subscription.confirm.submit': null;
  readonly 'subscription.confirm.text': { readonly post: Text };
  readonly 'subscription.confirm.title': null;
  readonly 'subscription.confirmed.text': { readonly post: Text };
  readonly 'subscription.confirmed.title': null;
  readonly 'subscription.digest.more': { readonly count: number };
  readonly 'subscription.digest.subject': { readonly count: number; readonly site: Text };
  readonly 'subscription.digest.text': { readonly count: number; readonly site: Text };
  readonly 'subscription.digest.why': { readonly site: Text };
  readonly 'subscription.done': { readonly state: 'changed' | 'confirmed' | 'other' };
  readonly 'subscription.end.all-link': null;
  readonly 'subscription.end.all-text': { readonly site: Text };
  readonly 'subscription.end.link': null;
  readonly 'subscription.end.submit': null;
  readonly 'subscription.end.text': { readonly post: Text };
  readonly 'subscription.end.title': null;
  readonly 'subscription.ended.text': null;
  readonly 'subscription.ended.title': null;
  readonly 'subscription.known.not-you': null;
  readonly 'subscription.known.subject': { readonly post: Text; readonly site: Text };
  readonly 'subscription.known.text': { readonly post: Text; readonly site: Text };
  readonly 'subscription.link.text': null;
  readonly 'subscription.link.title': null;
  readonly 'subscription.manage.answers': { readonly post: Text };
  readonly 'subscription.manage.by-link': null;
  readonly 'subscription.manage.change': null;
  readonly 'subscription.manage.end': null;
  readonly 'subscription.manage.end-all': null;
  readonly 'subscription.manage.link': null;
  readonly 'subscription.manage.none': null;
  readonly 'subscription.manage.text': { readonly count: number; readonly email: Text };
  readonly 'subscription.manage.thread': { readonly post: Text };
  readonly 'subscription.manage.title': null;
  readonly 'subscription.manage.unconfirmed': null;
  readonly 'subscription.nameless': null;
  readonly 'subscription.new.answers': { readonly author: Text; readonly post: Text };
  readonly 'subscription.new.bad-email': null;
  readonly 'subscription.new.email': null;
  readonly 'subscription.new.hint': null;
  readonly 'subscription.new.known': { readonly email: Text };
  readonly 'subscription.new.submit': null;
  readonly 'subscription.new.thread': { readonly post: Text };
  readonly 'subscription.new.title': null;
  readonly 'subscription.new.too-many': null;
  readonly 'subscription.not-offered.text': null;
  readonly 'subscription.not-offered.title': null;
  readonly 'subscription.reply.link': null;
  readonly 'subscription.reply.subject': { readonly post: Text };
  readonly 'subscription.reply.text': {
    readonly author: Text;
    readonly kind: 'answer' | 'other';
    readonly post: Text;
  };
  readonly 'subscription.reply.why': {
    readonly kind: 'answer' | 'other';
    readonly post: Text;
    readonly site: Text;
  };
  readonly 'subscription.rhythm': null;
  readonly 'subscription.rhythm.name': { readonly rhythm: 'daily' | 'other' };
  readonly 'subscription.untitled': null;
  readonly 'term-desk.add': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.added': { readonly name: Text };
  readonly 'term-desk.address': null;
  readonly 'term-desk.bad-parent': null;
  readonly 'term-desk.bad-target': null;
  readonly 'term-desk.choose': null;
  readonly 'term-desk.default': null;
  readonly 'term-desk.default-stays': null;
  readonly 'term-desk.delete': null;
  readonly 'term-desk.delete-ask': {
    readonly count: number;
    readonly taxonomy: 'category' | 'other' | 'tag';
  };
  readonly 'term-desk.delete-one': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.delete-sure': { readonly count: number };
  readonly 'term-desk.deleted': { readonly count: number };
  readonly 'term-desk.description': null;
  readonly 'term-desk.description-hint': null;
  readonly 'term-desk.facts': null;
  readonly 'term-desk.go-nowhere': null;
  readonly 'term-desk.go-to-default': { readonly name: Text };
  readonly 'term-desk.into': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.is-default': null;
  readonly 'term-desk.merge': null;
  readonly 'term-desk.merge-hint': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.merged': { readonly into: Text; readonly name: Text };
  readonly 'term-desk.missing': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.moving': null;
  readonly 'term-desk.name': null;
  readonly 'term-desk.new': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.no-name': null;
  readonly 'term-desk.none': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.none-found': { readonly taxonomy: 'category' | 'other' | 'tag' };
  readonly 'term-desk.parent': null;
  readonly 'term-desk.posts': null;
  readonly 'term-desk.posts-stay': null;
  readonly 'term-desk.saved': { readonly name: Text };
  readonly 'term-desk.search': null;
  readonly 'term-desk.slug': null;
  readonly 'term-desk.slug-hint': null;
  readonly 'term-desk.taken': null;
  readonly 'term-desk.top': null;
  readonly 'term-desk.with-posts': { readonly count: number; readonly name: Text };
  readonly 'thread.closed': null;
  readonly 'thread.edit-note': { readonly note: Text };
  readonly 'thread.edited': { readonly date: Text };
  readonly 'thread.feed': null;
  readonly 'thread.gone': null;
  readonly 'thread.in-reply-to': { readonly name: Text };
  readonly 'thread.jump': null;
  readonly 'thread.mail': null;
  readonly 'thread.newer': null;
  readonly 'thread.none': null;
  readonly 'thread.older': null;
  readonly 'thread.origin': { readonly origin: 'guest' | 'mention' | 'other' | 'remote' };
  readonly 'thread.pages': null;
  readonly 'thread.removed': null;
  readonly 'thread.role': { readonly badge: 'author' | 'other' | 'staff' };
  readonly 'thread.title': { readonly total: number };
  readonly 'title.author': { readonly name: Text };
  readonly 'title.paged': { readonly page: Text; readonly title: Text };
  readonly 'title.search': { readonly query: Text };
  readonly 'unsourced.address': null;
  readonly 'unsourced.address-filter': null;
  readonly 'unsourced.any-address': null;
  readonly 'unsourced.bind': null;
  readonly 'unsourced.bind-address': { readonly count: number };
  readonly 'unsourced.bound': { readonly count: number };
  readonly 'unsourced.cue': null;
  readonly 'unsourced.dismiss': null;
  readonly 'unsourced.dismissed': { readonly count: number };
  readonly 'unsourced.edit': null;
  readonly 'unsourced.empty': null;
  readonly 'unsourced.empty-dismissed': null;
  readonly 'unsourced.in-post': null;
  readonly 'unsourced.intro': null;
  readonly 'unsourced.keys': {
    readonly b: Text;
    readonly d: Text;
    readonly e: Text;
    readonly j: Text;
    readonly k: Text;
    readonly x: Text;
  };
  readonly 'unsourced.left': { readonly count: Text; readonly why: Text };
  readonly 'unsourced.linked': null;
  readonly 'unsourced.look-all': null;
  readonly 'unsourced.look-hint': null;
  readonly 'unsourced.looking': null;
  readonly 'unsourced.none-selected': null;
  readonly 'unsourced.note': null;
  readonly 'unsourced.refused': { readonly reason: 'address' | 'date' | 'gone' | 'other' | 'spread' };
  readonly 'unsourced.reopen': null;
  readonly 'unsourced.reopened': { readonly count: number };
  readonly 'unsourced.said': null;
  readonly 'unsourced.speaker': null;
  readonly 'unsourced.state': { readonly state: 'dismissed' | 'open' | 'other' };
  readonly 'unsourced.states': null;
  readonly 'unsourced.title': null;
  readonly 'unsourced.untitled': null;
  readonly 'watch.act': { readonly act: 'again' | 'capture' | 'check' | 'fine' | 'other' | 'stop' };
  readonly 'watch.capture-all': null;
  readonly 'watch.changed': null;
  readonly 'watch.checked': null;
  readonly 'watch.copy': null;
  readonly 'watch.copy-column': null;
  readonly 'watch.dead': null;
  readonly 'watch.done': {
    readonly act: 'again' | 'capture' | 'check' | 'fine' | 'other' | 'stop';
    readonly count: number;
  };
  readonly 'watch.empty': null;
  readonly 'watch.empty-shelf': null;
  readonly 'watch.failures': { readonly count: number };
  readonly 'watch.gone': null;
  readonly 'watch.letter.comma': null;
  readonly 'watch.letter.dead': null;
  readonly 'watch.letter.desk': null;
  readonly 'watch.letter.drifted': null;
  readonly 'watch.letter.more': { readonly count: number };
  readonly 'watch.letter.open': null;
  readonly 'watch.letter.subject': { readonly count: number; readonly site: Text };
  readonly 'watch.letter.text': { readonly count: number; readonly site: Text };
  readonly 'watch.letter.used': { readonly posts: Text };
  readonly 'watch.letter.why': null;
  readonly 'watch.link': null;
  readonly 'watch.more-uses': { readonly count: number };
  readonly 'watch.never': null;
  readonly 'watch.nothing': null;
  readonly 'watch.of-source': null;
  readonly 'watch.shelf': {
    readonly shelf: 'all' | 'dead' | 'drifted' | 'failing' | 'live' | 'other' | 'stopped' | 'unknown';
  };
  readonly 'watch.shelves': null;
  readonly 'watch.since': null;
  readonly 'watch.state': null;
  readonly 'watch.state-word': { readonly state: 'dead' | 'drifted' | 'live' | 'other' | 'unknown' };
  readonly 'watch.title': null;
  readonly 'watch.to-settings': null;
  readonly 'watch.used-in': null;
  readonly 'watch.what': { readonly watchLinks: 'all' | 'none' | 'other' | 'sources' };
  readonly 'welcome.after': null;
  readonly 'welcome.explain': null;
  readonly 'welcome.title': null;
};
