import { FUNCTION_WORDS } from '../written-language-words.ts';

/** Function words of languages that are only told, never checked against, and such as stand in headlines. */
const MORE: Readonly<Record<string, string>> = {
  en: 's t re ve an or if no new you your your we our my him she he how why what when who after before over under out off up down against amid about from by for with without into gets says said will can may could would should has have had been being than then them these those here there off still first last your',
  fr: 'l d qu c s n j m à où dont chez lors très deux fait pourquoi comment quand même encore toujours vers sous être entre sans aux',
  de: 'ab bei beim vom ins am zwischen unter gegen ohne warum wer wo so will kann soll muss mehr als doch neue neuer neues diese dieser dieses ihr ihre seine seiner nun schon',
  es: 'e ni qué cómo cada ya así tras ante bajo hacia ella nos me te mi todo toda todos fue será sido hay dos',
  it: 'l d un dell nell sull all dall c ai agli alle dai dagli dalle dei degli negli nelle sui sulle così già chi cosa perché quando ecco fra ma ed lui lei loro suo sua suoi',
  pt: 'à ao aos às num numa nas nos pela pelas pelos dele dela isso esta este essa esse quem onde quando sem sob até ou já vai após',
  nl: 'zo hoe wie waarom toch al geen wel onder tussen zonder we je ze hij zij hun ons haar zijn kan moet weer onze ben bent hier daar dus want toen',
  da: 'af blev bliver efter mod ud op ind hvad hvem hvor hvorfor meget nogle noget igen uden selv deres hans hendes sig siger mellem kun hvis få fået gør hos blandt derfor sådan gennem andre være været end nu jeg dig mig os hvilket skulle kunne ville findes ligger',
  no: 'av ble blir etter mot ut opp inn hva hvem hvor hvorfor mye noen noe igjen uten selv deres hans hennes seg sier mellom bare hvis få fått gjør hos blant derfor slik gjennom andre være vært enn nå jeg deg meg oss hvilken skulle kunne ville finnes ligger og at det i en er som på for med den til har ikke om et de var fra men vi kan så skal også han hun eller ved når under ifølge',
  sv: 'ett av blir blev efter mot ut upp in vad vem var varför mycket några något igen utan själv deras hans hennes sig säger mellan bara får fick gör hos bland därför så genom andra vara varit än nu jag dig mig oss skulle kunde ville finns är och att inte från',
  fi: 'myös jo vain kun ennen koska sekä eikä mitä miten kuka tämä tämän se sen ne niiden hänen heidän voi ovat olivat',
  ro: 'la cum ce cine când unde ale lor sa său dar nici doar ar va vor am ai au este sunt o cea cel cei cele',
  cs: 've ze své svou jeho její které který co kdo kde když však už ještě aby být bude jsem jste této toto tento tím těchto více může mohou před mezi pod nad bez',
  sk: 'vo zo svoje svoju jeho jej ktoré ktorý čo kto kde keď však už ešte aby byť bude som ste tejto toto tento tým týchto viac môže môžu pred medzi pod nad bez',
  sl: 'in je v na se za da so z ki pa ne od po tudi kot ali bi ko bil bila bilo iz bo ni še že ter sta zaradi med pri do jih njegov kjer ker lahko bolj',
  hr: 'u i na je se da za su od s iz o a kako ako ali koji koja koje što samo još već biti bude će li ga mu joj nego te bi bio sve ovaj ova ovo nije nisu prema tko gdje zbog između',
  bs: 'u i na je se da za su od s iz o a kako ako ali koji koja koje što samo još već biti bude će li ga mu joj nego te bi bio sve ovaj ova ovo nije nisu prema ko gdje zbog između',
  lt: 'ir į kad iš su yra tai buvo bet kaip per nuo apie už po ar jis jo jų dėl prie taip pat tik jau dar gali kuris kuri kurie buvusi šis ši',
  lv: 'un ir ar ka no uz par kas bet tas arī kā pēc līdz tika bija viņš lai gan vai pie šis tā tie pa var nav kad ja vēl',
  et: 'ning oli olid olnud mis kes kus kui siis veel juba nende tema meie nad mida sellest selle seda',
  is: 'og að í á er sem var til með fyrir ekki við en það af um frá eru hann hún þess þeir verið hafa sér eða þar þegar eftir',
  sq: 'dhe në të e i për me një nga që është se u ka janë më si nuk do tij duke ishte por këtë edhe kur pas',
  az: 'və bu bir ilə üçün də da olan ki daha sonra kimi edir çox olub isə onun görə hər',
  eu: 'eta da zen ez du bat dute izan baina ere hau dira zuen egin baita dela ziren edo bere hori den',
  tl: 'ang ng sa na mga ay at si ni kay para mula hindi ito nito isang kung noong may nang dahil siya sila',
  yo: 'ní ti àwọn tí náà sí wọn jẹ́ láti fún pẹ̀lú bá kan ṣe wà bí ọ̀ kò',
  id: 'akan dapat bisa karena bahwa saat telah oleh tersebut tentang namun juga lebih kami kita antara hingga serta yaitu pun',
  ms: 'akan boleh kerana bahawa apabila telah oleh tersebut tentang namun juga lebih kami kita antara hingga serta iaitu pun ialah beliau yang dan di ini itu dengan untuk pada adalah dari dalam tidak sebagai mereka kepada atau',
  af: 'die n en van in is nie het wat vir te op dat met hy was om sy ook aan as hulle sal kan deur na word ek by maar uit meer baie een ons jy jou moet wees nog daar hierdie dit tussen oor geword',
  cy: 'yn y a o i ar yr r mae ei am ac gan wedi oedd bod fel hyn eu ond roedd nid gyda cael sydd un neu na ni fod at yw dan hwn ddim mewn ers wrth bydd hefyd',
  gl: 'o a os as de do da dos das que e en no na nos nas un unha por para con non se ao á máis como pero foi ten polo pola entre sobre tamén coa co é son dun dunha cando ata seu súa aos ás estes esta moi outros despois pode poden',
  mt: 'li ta u il tal fil għal ma huwa hija din dan minn kien kienet biex bħala fuq wara jew l d t dwar ġie dak kull hemm jista għandu meta mill lill bl is it in ir id ix iż mhux',
  ig: 'na nke ndị ya bụ ka n dị ha site ga ahụ nọ mgbe maka ihe ọ ma iji nwere e ọtụtụ anyị gị si ime otu oge onye ahu ndi',
};

/** Words that tell languages apart by being common in one. */
const WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...new Set([...FUNCTION_WORDS.keys(), ...Object.keys(MORE)])]
    .filter((language) => language !== 'nb')
    .map((language) => [
      language,
      new Set([...(FUNCTION_WORDS.get(language) ?? []), ...(MORE[language]?.split(' ') ?? [])]),
    ]),
);

/** The function words of a base language, as written; none for a language that is not known. */
export function littleWordsOf(language: string): ReadonlySet<string> {
  return WORDS.get(language === 'nb' || language === 'nn' ? 'no' : language) ?? new Set();
}

/** A word of many languages says less of each. */
const WEIGHTS = new Map<string, number>();
for (const words of WORDS.values()) for (const word of words) WEIGHTS.set(word, (WEIGHTS.get(word) ?? 0) + 1);
for (const [word, languages] of WEIGHTS) WEIGHTS.set(word, 1 / (1 + Math.log2(languages)));

/** Endings and groups of letters by which two languages that share their function words differ. */
const MARKS: Readonly<Record<string, RegExp>> = {
  da: /(?:ede|erne|eder|hed|heden|tion|tionen|tioner)$|øj|ghed|lle[dr]e/u,
  af: /sk|like?$/u,
  nl: /ij|sch/u,
  no: /(?:sjon|sjonen|sjoner|het|heten|ene)$|øy|^kj|^skj|^gj|ei[nd]/u,
};

/** The languages that have a function word. */
const LANGUAGES = new Map<string, string[]>();
for (const [language, words] of WORDS)
  for (const word of words) {
    const known = LANGUAGES.get(word);
    if (known) known.push(language);
    else LANGUAGES.set(word, [language]);
  }

/**
 * By language the weight of its function words among a text's words, each word at most 1, with what marks a word as its own;
 * none is 0. `words` in lower case.
 */
export function weighLittleWords(words: readonly string[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const add = (language: string, weight: number) => weights.set(language, (weights.get(language) ?? 0) + weight);
  for (const word of words) {
    for (const language of LANGUAGES.get(word) ?? []) add(language, WEIGHTS.get(word) ?? 0);
    for (const [language, mark] of Object.entries(MARKS)) if (mark.test(word)) add(language, 1);
  }
  return weights;
}
