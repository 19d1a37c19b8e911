import { primary } from './language.ts';

/**
 * Words that turn a sentence round, and words that say how sure or how bound somebody is. They raise warnings
 * and decide about nothing, so the lists err on the long side. Written without vowel marks, in small letters.
 */
type Words = {
  readonly negations: string;
  readonly modals: string;
  /** What a negated word looks like where the language makes it by an affix or writes no spaces. */
  readonly negated?: RegExp;
};

const languages: Readonly<Record<string, Words>> = {
  en: {
    negations:
      'no not never none nobody nothing nowhere neither nor without cannot non hardly scarcely barely unless except',
    modals: 'may might can could must shall should will would ought cannot',
    negated: /n[ʼ'’"]t$/,
  },
  ar: {
    negations: 'لا لم لن ليس ليست ليسوا لسنا لست ما غير دون بدون بلا كلا عدم إلا سوى لات',
    modals: 'قد سوف يجب ينبغي يمكن ربما لعل لابد يجوز',
    negated: /^(?:[وفأ](?:لا|لم|لن|ليس.?|ما)|بلا|ألا|أليس)$/,
  },
  fa: {
    negations: 'نه نیست نيست نیستند بدون بی هیچ هيچ هرگز مگر نباید نبايد نشد نبود ندارد ندارند نکرد نخواهد',
    modals: 'باید بايد شاید شايد ممکن خواهد می‌تواند تواند',
    negated: /^ن(?:م[یي]|خواه|با[یي]د|شا[یي]د)/,
  },
  ur: { negations: 'نہیں نہ مت بغیر کبھی', modals: 'چاہیے شاید سکتا سکتے سکتی' },
  ps: { negations: 'نه مه نشته هیڅ پرته', modals: 'باید ښایي' },
  he: {
    negations: 'לא אין אל בלי ללא אינו אינה אינם אינן איננו בל מעולם לעולם אף חוץ',
    modals: 'אולי חייב חייבת חייבים צריך צריכה צריכים יכול יכולה יכולים עשוי עלול מותר אסור',
    negated: /^[וש](?:לא|אין|בלי|ללא|אינ.*)$/,
  },
  yi: {
    negations: 'ניט נישט ניטאָ נישטאָ קיין קײן קײנער קיינער אָן אן',
    modals: 'קען מוז זאָל זאל מעג װעט וועט',
  },
  ru: {
    negations:
      'не ни нет нельзя без никто никогда ничего ничто нигде никак ничуть никакой никакая никакие никаких никакого кроме вряд отнюдь',
    modals:
      'может могут мог могла могли должен должна должно должны следует надо нужно можно возможно вероятно обязан обязаны',
  },
  uk: {
    negations: 'не ні немає нема без ніхто ніколи нічого ніде крім',
    modals: 'може можуть повинен повинні слід треба можна мусить',
  },
  fr: {
    negations: 'ne n pas jamais non aucun aucune sans rien personne ni guère point nul nulle plus sauf',
    modals:
      'peut peuvent peux pouvons pourrait pourraient doit doivent devons devrait devraient faut faudrait',
  },
  de: {
    negations:
      'nicht kein keine keinen keinem keiner keines nie niemals ohne nichts niemand weder noch nein nirgends kaum',
    modals:
      'kann können könnte könnten muss müssen müsste soll sollen sollte sollten darf dürfen dürfte will wollen mag möchte wird werden würde',
  },
  es: {
    negations: 'no nunca jamás sin ningún ninguna ninguno nada nadie tampoco ni excepto salvo',
    modals: 'puede pueden podría podrían debe deben debería deberían quizás tal',
  },
  pt: {
    negations: 'não nunca jamais sem nem nenhum nenhuma nada ninguém tampouco',
    modals: 'pode podem poderia deve devem deveria talvez',
  },
  it: {
    negations: 'non mai senza nessuno nessuna nessun né niente nulla neanche nemmeno',
    modals: 'può possono potrebbe deve devono dovrebbe forse',
  },
  nl: {
    negations: 'niet geen nooit zonder niemand niets noch nergens',
    modals: 'kan kunnen zou zouden moet moeten mag mogen zal zullen',
  },
  pl: {
    negations: 'nie ni bez nigdy żaden żadna żadne żadnego żadnej nikt nikogo nic niczego ani',
    modals: 'może mogą powinien powinna powinny musi muszą można należy',
  },
  el: {
    negations: 'δεν δε μη μην όχι ούτε χωρίς ποτέ κανείς κανένας καμία κανένα τίποτα τίποτε μηδέ',
    modals: 'πρέπει μπορεί μπορούν ίσως θα οφείλει',
  },
  tr: { negations: 'değil yok hayır asla hiç ne', modals: 'belki gerek lazım olabilir' },
  vi: { negations: 'không chẳng chưa đừng chớ chả', modals: 'phải có thể nên sẽ cần' },
  hi: { negations: 'नहीं न मत ना बिना कभी', modals: 'चाहिए सकता सकते सकती शायद होगा' },
  ta: {
    negations: 'இல்லை அல்ல இன்றி அன்றி கூடாது',
    modals: 'வேண்டும் முடியும் கூடும்',
    negated: /(?:ாது|ாத|ில்லை|லாகாது)$/,
  },
  am: { negations: 'የለም አይደለም አይደሉም ያለ', modals: 'ይገባል ይችላል አለበት', negated: /^(?:አይ|አል|የማይ|ሳይ|እንዳይ)/ },
  ka: {
    negations: 'არ ვერ ნუ არა აღარ ვეღარ არც არავინ არავითარი არასოდეს არაფერი',
    modals: 'უნდა შეიძლება შეუძლია',
  },
  ko: { negations: '안 못 없 아니', modals: '수 반드시', negated: /(?:않|없|아니|못하|말아)/ },
  zh: {
    negations: '',
    modals: '可 能 可能 必須 必须 應 应 應該 应该 會 会',
    negated: /[不没沒無无非未勿莫别別否毋]/,
  },
  ja: {
    negations: '',
    modals: 'べき はず かも だろう',
    negated: /(?:ない|なく|なかっ|なけれ|ません|ませ|ぬ|ず|不|無|非|未)/,
  },
  th: { negations: 'ไม่ มิ ห้าม ไร้ อย่า มิได้ ปราศจาก', modals: 'อาจ ต้อง ควร จะ', negated: /^(?:ไม่|มิ|ปราศ)/ },
  km: { negations: 'មិន ពុំ គ្មាន កុំ ឥត', modals: 'អាច ត្រូវ គួរ នឹង', negated: /^(?:មិន|ពុំ|គ្មាន)/ },
};

const sets = new Map(
  Object.entries(languages).map(([language, { negations, modals, negated }]) => [
    language,
    { negations: new Set(negations.split(' ')), modals: new Set(modals.split(' ')), negated },
  ]),
);

/** What looks like a negation in one language is an everyday word of another: asked about only where the language is named. */
const doubtful = new Set(
  'sin mai plus ni nul nulle ne noch tal point personne salvo mag can will gerek ما न ना 수'.split(' '),
);

export type Lexicon = {
  readonly isNegation: (word: string) => boolean;
  readonly isModal: (word: string) => boolean;
};

/** The words of a language; of all that are known where none is named. */
export function lexiconOf(lang: string | undefined): Lexicon {
  const own = lang === undefined ? undefined : sets.get(primary(lang));
  const asked = own ? [own] : [...sets.values()];
  const says = (word: string, list: 'negations' | 'modals') =>
    !(own === undefined && doubtful.has(word)) && asked.some((each) => each[list].has(word));
  return {
    isNegation: (given) => {
      const word = given.toLowerCase();
      return says(word, 'negations') || asked.some(({ negated }) => negated?.test(word) === true);
    },
    isModal: (given) => says(given.toLowerCase(), 'modals'),
  };
}
