/** Words by which pages say what they are, in English, French, German, Spanish, Russian and Arabic. */

export const notFoundWords = words([
  '^(?:error |http )?404(?:$|[ :.,!–—-])',
  '^(?:error|page|site|article|document|file|post|content)?\\s*not found\\.?$',
  "^(?:this |the |sorry,? (?:this |the )?)?(?:page|article|content|story)(?: you (?:requested|are looking for))? (?:was|could|can|is|cannot|can’t|can't|does|doesn’t|doesn't)[ \\w]*(?:found|exist|available|be found|gone)",
  '^(?:oops|uh[ -]oh|sorry)[!,.… ]+.{0,40}(?:found|exist|missing)',
  '^nothing (?:was )?found',
  '^(?:cette )?page (?:introuvable|non trouvée|inexistante)',
  "^(?:la page|cette page|l’article|l'article) .{0,40}(?:n’existe|n'existe|introuvable|n’a pas été trouvée)",
  '^(?:erreur|fehler|error|ошибка|خطأ) 404',
  '^(?:die )?seite (?:wurde )?nicht gefunden',
  '^(?:diese|die) seite (?:existiert nicht|konnte nicht gefunden)',
  '^(?:la )?página no (?:encontrada|existe)',
  '^(?:no se (?:ha )?encontr)',
  '^страница не (?:найдена|существует)',
  '^(?:такой )?страницы не существует',
  '^(?:لم يتم العثور على|الصفحة غير موجودة|هذه الصفحة غير موجودة|عذرا[ًا]?،? (?:الصفحة|هذه الصفحة))',
]);

export const logInWords = words([
  '^(?:please )?(?:log|sign)[ -]?in\\b',
  '\\b(?:log|sign) in to (?:your|continue|view|read)',
  '^login\\b',
  '^(?:se connecter|connexion|connectez-vous|identifiez-vous)',
  '^(?:anmelden|anmeldung|einloggen|login)',
  '^(?:iniciar sesión|inicia sesión|acceder|identifícate)',
  '^(?:вход|войти|авторизация)',
  '^(?:تسجيل الدخول|سجل الدخول|دخول)',
]);

export const consentWords = words([
  'we (?:and our (?:\\d+ )?partners )?(?:use|value|store|care about)[^.]{0,60}(?:cookies|privacy|information on)',
  '(?:accept|agree to|manage) (?:all )?(?:the )?(?:use of )?cookies',
  'before you continue to',
  'your (?:privacy|data)(?: choices| matters|,? your)',
  'nous (?:et nos (?:\\d+ )?partenaires )?(?:utilisons|stockons|respectons)[^.]{0,60}(?:cookies|vie privée|informations)',
  '(?:accepter|gérer|refuser) (?:tous )?les cookies',
  "avant d(?:’|')accéder",
  '(?:wir|wir und unsere (?:\\d+ )?partner)[^.]{0,60}(?:cookies|daten)',
  'zustimmung erforderlich|ihre privatsphäre|(?:alle )?(?:cookies )?akzeptieren',
  '(?:nosotros y nuestros (?:\\d+ )?socios|utilizamos)[^.]{0,60}cookies',
  '(?:aceptar|rechazar|gestionar) (?:todas )?(?:las )?cookies',
  '(?:мы используем|использовани[ея]|принять)[^.]{0,40}(?:cookie|куки)',
  '(?:نستخدم|نحن وشركاؤنا|قبول)[^.]{0,60}(?:ملفات تعريف الارتباط|الكوكيز|cookies)',
]);

export const paywallWords = words([
  '(?:subscribe|log in|sign up|register|create an account) (?:now )?(?:to|and) (?:continue|keep) reading',
  'to (?:continue|keep) reading(?: this article)?,? (?:please )?(?:subscribe|log in|register|sign)',
  '(?:this|the rest of this) (?:article|content|story) is (?:for|only for|reserved for|available to) (?:our )?(?:subscribers|members)',
  'already a subscriber\\?',
  '(?:article|contenu) (?:est )?réservé (?:aux|à nos) abonnés',
  'il vous reste \\d+ ?% de cet article',
  'la suite (?:de cet article )?est réservée',
  '(?:weiterlesen mit|jetzt weiterlesen|nur für abonnenten|dieser artikel ist (?:für )?abonnenten)',
  '(?:artículo|contenido) (?:exclusivo )?(?:solo )?para suscriptores',
  'suscríbe(?:te|se) para (?:seguir|continuar) leyendo',
  '(?:полный текст|материал|статья) доступ[^.]{0,20}(?:подписчик|по подписке)',
  '(?:هذا المقال|المحتوى)[^.]{0,20}(?:للمشتركين|المشتركين)',
]);

function words(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'iu');
}
