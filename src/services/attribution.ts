import { baseLanguage } from './languages.ts';

/** How news says that a statement is somebody's, by language: word beginnings. The sure ones, then those that may mean it. */
const SAYING: Readonly<Record<string, readonly [sure: string, maybe: string]>> = {
  en: [
    'according to|said|says|told|claim|announced|stated|added|warned|denied|denies|accus',
    'say|report|insist|argue|acknowledg|admit|explain|note|suggest|believe|call|urge|think|expect|quote|state|declare|affirm|deny|warn|add|describe|critici|promis|confirm|reveal',
  ],
  fr: [
    "selon|d'après|déclar|affirm|a-t-il|a-t-elle|assur|a indiqué|a précisé|a annoncé|a souligné|a expliqué|a ajouté|a dit|ont dit",
    'dit|disent|estim|indiqu|précis|annonc|soulign|expliqu|ajout|dénonc|accus|nie|démen|rapport|confi|jug|averti|préven|rappel|insist|recon|admet|admis|détaill|évoqu|cit|juge|pense|promet|propos|qualifi|critiqu|confirm',
  ],
  de: [
    'laut|zufolge|sagte|erklärte|teilte|betonte|nach angaben|wirft',
    'sagt|erklär|teilt|mitgeteilt|beton|mein|kritisier|berichte|so der|so die|gesagt|warn|kündig|fordert|sprach|spricht|nannte|nennt|bestreite|vorgeworfen|bestätig|versich',
  ],
  es: [
    'según|dijo|declaró|afirmó|aseguró|indicó|señaló|anunció|explicó|añadió|denunció',
    'dice|declar|afirm|asegur|indic|señal|anunci|explic|añad|denunci|acus|inform|advirt|advier|dicho|critic|reconoc|confirm|niega|negó',
  ],
  it: [
    'secondo|ha detto|ha dichiarato|ha affermato|ha spiegato|ha annunciato|ha aggiunto',
    'dice|detto|dichiar|afferm|spieg|annunci|sottoline|aggiun|denunci|accus|riferi|avvert|conferm|nega',
  ],
  pt: [
    'segundo|disse|declarou|afirmou|anunciou|explicou|acrescentou|denunciou|informou',
    'diz|declar|afirm|anunci|explic|acrescent|denunci|acus|inform|confirm|nega|negou|alert',
  ],
  nl: ['volgens|zei|aldus|verklaarde', 'zeg|verklaar|meld|stelt|vertel|waarschuw|noem'],
  ru: ['заявил|сообщил|по словам|по данным', 'сказа|утвержда|отмет|подчеркн|обвин|счита|заявл|сообща|назва|пояснил'],
  uk: ['заявив|заявила|повідомив|за словами|за даними', 'сказа|стверджу|наголос|зазнач|повідом|заяв'],
  pl: ['według|powiedział|oświadczył|stwierdził|poinformował|zdaniem', 'mówi|podkreśl|twierdz|dodał|zapowied|ostrzeg'],
  sv: ['enligt|sade|säger', 'menar|uppger|berätta|hävda'],
  nb: ['ifølge|sier|sa |opplyser|uttalte', 'mener|forteller|hevder|skriver|fortalte'],
  da: ['ifølge|siger|sagde|oplyser', 'mener|fortæller|hævder|skriver'],
};

const patterns = new Map<string, { sure: RegExp; any: RegExp } | undefined>();

/**
 * Whether a point tells as a fact what its evidence tells as somebody's words. `evidence` are whole sentences of the article.
 * False where either language is not known here, and where the point quotes or names its source behind a colon.
 */
export function losesAttribution(
  point: string,
  evidence: readonly string[],
  { from, to }: { from: string; to: string },
): boolean {
  const source = patternOf(from);
  const target = patternOf(to);
  if (!source || !target) return false;
  const level = (text: string) => text.toLowerCase().replaceAll('’', "'");
  const attributed = evidence.some((sentence) => source.sure.test(level(sentence)));
  return attributed && !target.any.test(level(point)) && !/[:«»“”„"]/u.test(point);
}

function patternOf(language: string): { sure: RegExp; any: RegExp } | undefined {
  const base = baseLanguage(language);
  if (!patterns.has(base)) {
    const words = SAYING[base];
    const compile = (beginnings: string) => new RegExp(`(?<![\\p{L}])(?:${beginnings})`, 'u');
    patterns.set(base, words && { sure: compile(words[0]), any: compile(words.join('|')) });
  }
  return patterns.get(base);
}
