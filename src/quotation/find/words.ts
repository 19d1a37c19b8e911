/**
 * The words by which English, French, Russian and Arabic say that somebody said something, and those that stand where a
 * speaker's name ends. As sources of regular expressions: alternatives without capitals, parted by bars.
 */
export type Words = {
  /** `said`: its subject is who said it. */
  readonly said: string;
  /** `according to`: a name follows. */
  readonly according: string;
  /** `he`: somebody who was named before. */
  readonly pronoun: string;
  /** `the`: begins a speaker without a name of their own. */
  readonly article: string;
  /** Ends a name. */
  readonly stop: string;
};

const latin: Words = {
  said: alternatives(
    // English.
    'said says saying told tells wrote writes stated states declared declares argued argues added adds replied replies',
    'answered answers asked asks explained explains insisted insists claimed claims warned warns noted notes observed',
    'remarked announced announces admitted admits acknowledged denied denies promised promises recalled recalls',
    'testified tweeted posted repeated shouted whispered cried concluded concludes continued commented confirmed confirms',
    'urged urges demanded vowed pledged quipped complained responded put\\sit',
    // French.
    'dit disait dira déclare déclarait déclara déclaré affirme affirmait affirma affirmé explique expliquait expliqua',
    'expliqué écrit écrivait écrivit ajoute ajoutait ajouta ajouté répond répondait répondit répondu précise précisait',
    'précisa précisé souligne soulignait souligna souligné estime estimait estima estimé assure assurait assura assuré',
    'indique indiquait indiqua indiqué annonce annonçait annonça annoncé rappelle rappelait rappela rappelé demande',
    'demandait demanda demandé reconnaît reconnu raconte racontait raconta raconté confie confiait confia confié lance',
    'lançait lança lancé martèle avertit prévient dénonce dénonçait dénonça dénoncé conclut poursuit poursuivi s’exclame',
    "s'exclame s’interroge s'interroge",
  ),
  according: "according\\sto|in\\sthe\\swords\\sof|as\\squoted\\sby|selon|d[’']après|comme\\sl[’']a\\sdit",
  pronoun: 'he|she|they|it|i|we|il|elle|ils|elles|on|t-il|t-elle|t-on',
  article: "the|a|an|my|your|his|her|their|our|mon|ma|le|la|les|un|une|l[’']\\p{L}+|son|sa|leur",
  stop: 'nobody|everybody|somebody|anybody|who|so|as|if|then|here|there|these|those|what|how|why|now|yes|no|not|you|while|because|although|si|ainsi|quand|comme|on|in|at|during|to|that|when|after|before|who|which|about|and|but|of|for|with|from|by|as|last|this|dans|lors|à|au|en|sur|que|qui|pendant|après|avant|mais|et|pour|avec|hier|ce|cette|vendredi|lundi|mardi|mercredi|jeudi|samedi|dimanche',
};

const cyrillic: Words = {
  said: alternatives(
    'сказал сказала сказали говорит говорил говорила говорят заявил заявила заявили заявляет отметил отметила отметили',
    'отмечает подчеркнул подчеркнула подчёркивает подчеркивает написал написала написали пишет сообщил сообщила сообщили',
    'добавил добавила добавили считает считал считала пояснил пояснила поясняет объяснил объяснила ответил ответила ответили',
    'спросил спросила утверждает утверждал утверждала признал признала признался призналась предупредил предупредила',
    'напомнил напомнила уточнил уточнила рассказал рассказала рассказали объявил объявила воскликнул воскликнула',
    'прошептал прошептала крикнул крикнула продолжил продолжила повторил повторила возразил возразила пообещал пообещала',
  ),
  according: 'по\\sсловам|по\\sмнению|согласно|как\\s(?:сказал|заявил|отметил|написал|сообщил)а?',
  pronoun: 'он|она|они|я|мы',
  article: 'этот|эта|наш|наша',
  stop: 'так|если|как|тогда|здесь|это|или|в|во|на|о|об|что|когда|после|до|который|которая|и|но|для|с|со|из|от|по|вчера|сегодня',
};

const arabic: Words = {
  said: alternatives(
    'قال قالت قالوا يقول تقول يقولون صرح صرّح صرحت صرّحت أكد أكّد أكدت أكّدت يؤكد تؤكد أعلن أعلنت يعلن أضاف أضافت',
    'وأضاف ذكر ذكرت كتب كتبت شدد شدّد شددت شدّدت أوضح أوضحت أفاد أفادت نفى نفت اعتبر اعتبرت رأى رأت حذر حذّر حذرت حذّرت',
    'أشار أشارت وصف وصفت تابع تابعت أجاب أجابت سأل سألت غرد غرّد غردت رد ردّ ردت ختم ختمت اختتم علق علّق علقت لفت لفتت',
  ),
  according: 'بحسب|حسب|وفق|وفقا\\sل|وفقًا\\sل|وفقاً\\sل|نقلا\\sعن|نقلًا\\sعن|نقلاً\\sعن|على\\sلسان',
  pronoun: 'هو|هي|هم',
  article: '',
  stop: 'إن|أن|إنه|إنها|أنه|أنها|بأن|في|خلال|على|عن|من|يوم|أمس|اليوم|إلى|بعد|قبل|لوكالة|لصحيفة|لقناة|للصحفيين|للصحافيين|حول|أمام|عبر|ردا|إذ|حيث|الذي|التي',
};

function alternatives(...lines: readonly string[]): string {
  return lines.join(' ').split(' ').join('|');
}

/** By the letters that a text is in. English and French share theirs, and are looked for together. */
export function wordsFor(text: string): Words {
  if (/\p{Script=Arabic}/u.test(text)) return arabic;
  if (/\p{Script=Cyrillic}/u.test(text)) return cyrillic;
  return latin;
}

/** Whether names are told by their capitals. */
export function hasCapitals(words: Words): boolean {
  return words !== arabic;
}
