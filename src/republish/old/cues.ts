/** Words by which a post says that it comes from elsewhere. */
export type Cue = 'via' | 'source' | 'published';

type Pattern = {
  readonly cue: Cue;
  readonly pattern: RegExp;
  /** Whether the words mean it only with a link right behind them that ends the line. */
  readonly linked: boolean;
};

/** Before a word that begins a note: the beginning of the block, a bracket, a dash, the end of a sentence. */
const start = String.raw`(?:^|[(\[{*•|—–―:]\s*|[.!?…؟۔]["”»’)]?\s+|\n\s*)`;
/** Between such a word and what it names. */
const colon = String.raw`\s*[:：]`;

function spoken(cue: Cue, words: string): Pattern {
  return { cue, linked: false, pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}])`, 'iu') };
}

function noted(cue: Cue, words: string): Pattern {
  return { cue, linked: false, pattern: new RegExp(`${start}(?:${words})${colon}`, 'iu') };
}

/** "Source" that stands alone before a link, without a colon. */
function beside(cue: Cue, words: string): Pattern {
  return { cue, linked: true, pattern: new RegExp(`${start}(?:${words})(?=\\s*$|[\\s—–-])`, 'iu') };
}

const sources =
  "sources?|original source|source originale|sources? d[’']origine|quellen?|originalquelle|fuentes?|fuente original|fonte|kaynak|источник(?:и)?|первоисточник|المصدر|المصادر|مصدر(?: الخبر| المقال)?|منبع|מקור";

/** English, Arabic, French, Russian, German, Spanish; some words of Persian, Hebrew, Italian and Turkish. */
export const patterns: readonly Pattern[] = [
  spoken(
    'published',
    '(?:this (?:article|post|story|essay|statement|piece|text|interview) )?(?:was )?(?:originally|first) (?:published|appeared|posted|ran)|republished (?:from|with permission|here)|reprinted (?:from|with permission)|reposted from|cross-?posted (?:from|at|on)|originally (?:on|at|from) (?=\\S)',
  ),
  spoken(
    'published',
    '(?:zuerst|erstmals|ursprünglich) (?:erschienen|veröffentlicht|publiziert)|erschien (?:zuerst|erstmals|ursprünglich)|übernommen (?:von|aus)|nachdruck aus',
  ),
  spoken(
    'published',
    "(?:publiée?s?|parue?s?) (?:initialement|d[’']abord|à l[’']origine|pour la première fois)|(?:initialement|originellement) (?:publiée?|parue?)|republiée? (?:de|avec)|repris (?:de|du)|reproduit avec",
  ),
  spoken(
    'published',
    '(?:publicad[oa]|aparecid[oa]) (?:originalmente|originariamente|por primera vez)|originalmente publicad[oa]|reproducid[oa] (?:de|con permiso)|tomado de',
  ),
  spoken(
    'published',
    '(?:первоначально|впервые|изначально|ранее) (?:был[аио]? )?опубликован[аоы]?|перепечат(?:ано|ка)(?: из| с)?|по материалам|взято (?:с|из|отсюда)',
  ),
  spoken(
    'published',
    'نقل[اًا]{1,2}\\s*عن|نقلًا عن|نقلاً عن|منقول(?:ة)? (?:عن|من)|نُ?شر(?:ت)? (?:هذا المقال |هذه المقالة )?(?:أصل[اًا]{1,2}|في الأصل|لأول مرة|أولا|أولًا)|المقال الأصلي|الرابط الأصلي|به نقل از|برگرفته از|פורסם (?:לראשונה|במקור)',
  ),
  noted('source', sources),
  beside('source', sources),
  noted('via', 'via|h/t|hat[ -]tip|vía|через|عبر|عن طريق|דרך'),
  {
    cue: 'via',
    linked: true,
    pattern: new RegExp(
      `(?:${start}|(?<!\\p{L})(?:post|posted|article|story|found|seen|repost|republished|translated|gefunden|vu|trouvé|visto)\\s+)(?:via|vía|h/t)\\s`,
      'iu',
    ),
  },
];
