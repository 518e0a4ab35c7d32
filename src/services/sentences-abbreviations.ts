/** Abbreviations that a capital or a number may follow, by language, without their last point. Titles and months above all; '' is every language. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  '': 'Dr Prof St vs etc cf No Nr Mr Mrs Ms Jr Sr ca art fig vol pp al ed',
  fr: 'M MM Mme Mmes Mlle Me Mgr Dr Pr St Ste av apr J.-C p n éd env adj gén col lt cap janv févr juill sept oct nov déc tél chap réf',
  en: 'Gen Col Lt Capt Sgt Maj Adm Sen Rep Gov Rev Hon Pres Messrs Jan Feb Aug Sept Oct Nov Dec Co Corp Inc Ltd Ave Blvd Rd Mt Ft approx a.m p.m U.S U.K U.N E.U e.g i.e p no Op',
  de: 'Hr Fr Hl hl Bd bzw d.h evtl ggf Hrsg inkl Jh Mio Mrd Str u.a usw v.a vgl z.B z.T z v n Chr Abs Art Jan Feb Aug Sept Okt Nov Dez geb gest S St',
  es: 'Sr Sra Sres sr sra Dr Dra D Dña Ud Uds Lic Ing Gral EE.UU EE núm pág aprox a d',
  it: 'Sig Sig.ra sig Dott dott Dott.ssa Avv avv Ing On on Gen ecc pag n N p d',
  pt: 'Sr Sra sr sra Dr Dra Exmo D Av Gen pág núm n p a d',
  nl: 'dhr mevr drs mr ir ing prof bv enz nr blz jr',
  da: 'f.eks bl.a kr nr kl ca',
  nb: 'f.eks bl.a kr nr kl ca',
  sv: 't.ex bl.a kr nr kl ca',
  pl: 'dr prof inż mgr ul im np m.in tzw św gen płk kpt mjr por podkom kom asp sierż st ks godz wyd str rys ur zm pocz poł ws pn pkt ust poz tys mln mld ok tel lok u',
  ru: 'им ул т.е т.к тыс млн млрд руб ген акад проф св с п ст пр род ум митр',
  uk: 'ім вул тис млн млрд грн ген акад проф св с п ст',
};

/** Those that also end a sentence: they do where a word follows that opens one. */
const MAY_END: ReadonlySet<string> = new Set(
  'Jr Sr etc Co Corp Inc Ltd a.m p.m U.S U.K U.N E.U J.-C Chr usw ecc enz EE.UU al tys mln mld тыс млн млрд руб'.split(
    ' ',
  ),
);

/** Capitalized words that open a sentence far more often than they carry on a name. */
const OPENERS: Readonly<Record<string, string>> = {
  fr: 'Le La Les Un Une Des Du De Il Elle Ils Elles On Ce Cet Cette Ces En Dans Depuis Pour Par Sur Sous Avec Sans Selon Après Avant Mais Et Puis Si Son Sa Ses Leur Leurs Au Aux À Nous Vous Je Plus Plusieurs',
  en: 'The A An He She It They We I You But And In On At This That These Those Since After Before For From With His Her Its Their There When While As If However Many Some',
  de: 'Der Die Das Den Dem Des Ein Eine Einen Er Sie Es Wir Ich In Im Am An Auf Aus Bei Mit Nach Seit Vor Zu Und Aber Doch Auch So Dies Diese Dieser Dieses Damit Dabei Dort Für Von Während Wenn Als',
  es: 'El La Los Las Un Una Unos Al Del De En Es Se Su Sus Por Para Con Sin Según Desde Tras Pero Y Este Esta Estos Estas No Lo Cuando Como Si Ha Fue',
  it: 'Il Lo La I Gli Le Un Una Uno Del Della Nel Nella In Di Da Per Con Secondo Dopo Ma E Si Non È Questo Questa Al Alla Se Quando Come',
  pt: 'O A Os As Um Uma No Na Em De Do Da Por Para Com Segundo Desde Após Mas E Este Esta Ele Ela Se Não Quando Como Ao',
  nl: 'De Het Een Hij Zij Ze Er In Op Aan Met Na Voor Maar En Dit Dat Deze Die Volgens',
  pl: 'W We Na Po Od Do Z Ze Za O To Ten Ta Te Jest Nie Ale I A Jak Jego Jej Ich',
  ru: 'В Во На По С Со К Из За О Он Она Оно Они Это Этот Эта Но И А Как Его Её Их При После',
  uk: 'У В На По З Із За О Він Вона Вони Це Цей Але І Й А Як Його Її Їх Після',
};

const sets = new Map<string, ReadonlySet<string>>();

function wordSet(table: Readonly<Record<string, string>>, kind: string, language: string): ReadonlySet<string> {
  const key = `${kind} ${language}`;
  let set = sets.get(key);
  if (!set) {
    set = new Set(`${table[''] ?? ''} ${table[language] ?? ''}`.split(' ').filter((word) => word !== ''));
    sets.set(key, set);
  }
  return set;
}

/** Whether `word` (without its last point) is an abbreviation in the language: its point ends no sentence as a rule. */
export function isAbbreviation(word: string, language: string): boolean {
  return wordSet(ABBREVIATIONS, 'abbreviation', language).has(word);
}

/** Whether an abbreviation may also stand at the end of a sentence: initials and acronyms may. */
export function mayEndSentence(word: string): boolean {
  return MAY_END.has(word) || /^\p{Lu}$/u.test(word) || word.includes('.');
}

/** Whether `text` begins with a word that opens sentences: articles, pronouns, prepositions with a capital. */
export function startsWithOpener(text: string, language: string): boolean {
  if (language === 'fr' && /^(?:[LDJCSN]|Qu)[’']/.test(text)) return true;
  return wordSet(OPENERS, 'opener', language).has(/^\p{L}+(?=[\s,])/u.exec(text)?.[0] ?? '');
}
