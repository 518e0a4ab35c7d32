import type { VoiceProfile } from './profile.ts';

/** Stems of verbs in -er; a class of letters where an accent or cedilla moves. */
const SAY_STEMS =
  'affirm|déclar|ajout|expliqu|précis|indiqu|soulign|not|assur|estim|annon[cç]|détaill|racont|confi|rappell?|insist|martel|déplor|regrett|jug(?:e(?=a))?|consid[éè]r|constat|observ|signal|r[ée]v[éè]l|témoign|plaid|avan[cç]|all[éè]gu|nuan[cç]|ironis|répliqu|rétorqu|ripost|rép[éè]t|réit[éè]r|confirm|ni|jur|alert|avou|conc[éè]d|sugg[éè]r|pens|esp[éè]r|recommand|préconis|exig(?:e(?=a))?|réclam|rapport|relat|alarm|inqui[éè]t|indign|insurg|étonn|félicit|réjou|dénon[cç]|relev|rel[èe]v|argu|expos|tweet|assén|ass[èe]n|argument|tabl';
const QUOTE_STEMS =
  'lan[cç]|comment|résum|analys|tranch|tacl|compl[éè]t|critiqu|justifi|qualifi|évoqu|salu|accus|clam|proclam|cri|scand|murmur|gliss|souffl|interrog|écri|exclam|demand|appell?|continu|plaisant|enchaîn|fustig|vis|invoqu|scandalis|invit|menac|soupir|pest|tonn|grin[cç]|lâch|rassur|exhort|fulmin|hurl|approuv|acquies[cç]|attaqu|balay|réagi|défend|promul|prôn|vant|félicit|agac|dout';
const SAY_FINITE =
  'dit|disent|disait|disaient|écrit|écrivent|écrivait|répond|répondent|répondait|répondit|soutient|soutiennent|soutenait|soutenaient|prévient|préviennent|prévenait|reconnaît|reconnait|reconnaissent|reconnaissait|admet|admettent|admettait|avertit|avertissent|avertissait|dément|démentent|démentait|prétend|prétendent|prétendait|croit|croient|croyait|prédit|prédisent|craint|craignent|craignait|fait savoir|font savoir|faisait savoir|fait valoir|font valoir|faisait valoir|laisse entendre|met en garde|mettent en garde';
const SAY_PARTICIPLE =
  'dit|écrit|répondu|soutenu|prévenu|reconnu|admis|averti|démenti|prétendu|cru|prédit|fait savoir|fait valoir|fait part|laissé entendre|mis en garde';
const QUOTE_FINITE =
  'conclut|concluent|poursuit|poursuivent|poursuivait|décrit|décrivent|renchérit|se réjouit|se félicite|sourit|reprend|promet|promettent';
const QUOTE_PARTICIPLE = 'conclu|poursuivi|décrit|renchéri|promis|repris';

const ENDINGS = '(?:e|ent|ait|aient|a|èrent)';
const AUXILIARY =
  "(?:(?:l['’]|s['’]|lui |leur |y |en |nous |m['’]|s['’]en )*(?:a|ont|avait|avaient|aura|aurait|est|sont|était|étaient))";
const ADVERBS =
  "(?: (?:également|aussi|encore|ensuite|enfin|par ailleurs|en outre|par la suite|d['’]ailleurs|cependant|toutefois|notamment|déjà|ainsi|toujours|régulièrement|longuement|pour sa part|de son côté|d['’]abord|lui-même|elle-même|aujourd['’]hui|immédiatement|vivement|clairement|simplement|bien|jamais|pas|plus))*";

const say = `(?:${AUXILIARY}${ADVERBS} (?:(?:${SAY_STEMS})ée?s?|${SAY_PARTICIPLE})|(?:${SAY_STEMS})${ENDINGS}|${SAY_FINITE})`;
const quoted = `(?:${AUXILIARY}${ADVERBS} (?:(?:${SAY_STEMS}|${QUOTE_STEMS})ée?s?|${SAY_PARTICIPLE}|${QUOTE_PARTICIPLE})|(?:${QUOTE_STEMS})${ENDINGS}|${QUOTE_FINITE})`;
const stems = `(?:${SAY_STEMS}|${QUOTE_STEMS})`;
const pronoun = '(ils?|elles?)';

export const FRENCH: VoiceProfile = {
  says: say,
  saysQuoted: quoted,
  saying: `(?:(?:${SAY_STEMS}|${QUOTE_STEMS})(?:e(?=a))?ant|disant|soutenant|reconnaissant|écrivant|répondant|prévenant|avertissant|prétendant|craignant|faisant savoir|faisant valoir)`,
  inverted: `(?:(?:a|ont|avait|avaient|est|aurait|aura)[ -]?(?:t-)?${pronoun}${ADVERBS} (?:${stems}ée?s?|${SAY_PARTICIPLE}|${QUOTE_PARTICIPLE})|(?:${stems}${ENDINGS}|${SAY_FINITE}|${QUOTE_FINITE})[ -](?:t-)?${pronoun})`,
  afterQuotation: `(?!(?:dans|pendant|selon|mais|dont|ainsi|alors|avec|sans|contre|entre|parmi|après|avant|depuis|comme|lors|pour|sous|vers|chez|notamment|puis|tandis)(?![\\p{L}]))(?:(?:a|ont|avait|avaient|lui a|s['’]est|s['’]était|se|s['’])\\s?)?\\p{Ll}{4,}(?:-(?:t-)?${pronoun})?`,
  formulas:
    "(?:selon|d['’]après|de l['’]avis de|de l['’]avis du|aux dires de|aux yeux de|à en croire|de l['’]aveu de|pour(?= ces? | cette ))",
  sources:
    "(?:(?:les?|la|l['’]|des?|une?|ses|leurs|plusieurs|de) ?(?:(?:derni[eè]re?s?|nouve(?:lle|aux?)s?|premi[eè]re?s?) )?(?:informations?|données|chiffres|estimations?|étude|rapport|enquête|sondage|communiqué|bilan|calculs?|déclarations?|propos|mots|termes|statistiques)(?: (?:fournie?s?|publiée?s?|communiquée?s?|diffusée?s?|recueillie?s?|obtenue?s?|officielle?s?|menée?|réalisée?s?|transmise?s?))?(?: (?:par|de|du|des|d['’])(?: |(?<=['’])))?)",
  passedOnBy:
    "(?:(?:et |, )?(?:reprise?s?|relayée?s?|citée?s?|rapportée?s?|rapporté|publiée?s?|diffusée?s?|recueillie?s?) par (?:(?:le (?:journal|quotidien|site|magazine)|la (?:chaîne|radio|télévision)|l['’]agence(?: de presse)?) )?)",
  quotedBy: '(?:est|était|sont) cité(?:e|s|es)? par ',
  citing: '(?:citant|qui cite|en citant|qui citait)',
  complement:
    "(?:[^.;:\\uE000]{0,45}?(?:(?<![\\p{L}])que |(?<![\\p{L}])qu['’])|(?:,[^,]{0,30},|[^.;:,\\uE000]{0,12}) (?:avoir|être|pouvoir|vouloir|(?:ne pas |n['’]|se |s['’]|l['’])?\\p{Ll}+(?:er|oir|ettre|endre))(?![\\p{L}])|\\s*:| de | d['’])",
  saysThings:
    '(?:annon[cç]|dénon[cç]|déplor|regrett|exig|réclam|démen|contest|recommand|préconis|rejet|réfut|r[ée]v[éè]l)\\p{L}*$',
  afterSpeaker:
    '(?:,?\\s*(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ce |dans (?:un|une|son|sa) |lors |sur |devant |au micro|en marge|, qui ))',
  betweenVerbAndSubject:
    "(?:\\s*,?\\s*(?:ainsi|alors|récemment|encore|aussi|également|par ailleurs|en outre|de son côté|pour sa part|notamment|d['’]ailleurs|ensuite|enfin|lui|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|après-midi|\\d{1,2}(?:er)? \\p{Ll}+|(?:à|pour|sur|depuis|vers|auprès de|devant|au micro de|sous couvert de) ?(?:l['’]|la |le |les )?[\\p{L}\\d-]+(?: \\p{Lu}[\\p{L}]*| \\d+| heures)*)(?=[ ,]))*\\s+",
  determiners:
    "(?:les? |la |l['’]|une? |des |ce |cet |cette |ces |son |sa |ses |leurs? |plusieurs |certains |certaines |M\\. |Mme |Me |Mgr |sœur |frère |maître |docteur |professeur |tout |d['’]autres |quelques )",
  definite: /^(?:le |la |l['’]|ce |cet |cette )/iu,
  articles: "(?:les? |la |l['’]|une? |des |cette |cet |ces |sa |ses |leurs? |de |d['’])",
  phraseEnds:
    'est|sont|était|étaient|a|ont|avait|avaient|sera|seront|aura|auront|va|vont|peut|peuvent|doit|doivent|ne|se|qui|que|dont|où|dans|lors|sur|au|sans|publiée?s?|diffusée?s?|révélée?s?|interrogée?s?|citée?s?|contactée?s?|jointe?s?|devant|après|avant|depuis|pendant|alors|tandis|mais|car|et|ou|en|ce|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|vers|pour|par|avec|selon|au micro|à',
  clauseStarts:
    "(?:alors|tandis|pendant|tant|bien|parce|lors|dès|sans|afin|après) ?qu[e'’]|qui|que|qu['’]|dont|où|mais|car|puis|lorsqu[e'’]|quand|si|tandis|et|donc",
  notSubjects:
    "à|au|aux|dans|sur|en|par|pour|avec|depuis|après|avant|lors|selon|de|du|d['’]\\S+|dès|vers|chez|sous|entre|pendant|durant|malgré|face|suite|invité|invitée|interrogé|interrogée|alors|quant|outre|sans|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ensuite|enfin|puis|ainsi|toutefois|pourtant|cependant|parallèlement|néanmoins|toujours|actuellement|mais|et|parti|qui|on|il y|ce qu\\S*|s['’]ils?|si|celui|celle|ceux|comme|derrière|chez|rencontrée?s?|près|désormais|déjà|a deux|et de|et d['’]\\S+",
  trailing: `(?:également|aussi|encore|ensuite|enfin|par ailleurs|en outre|cependant|toutefois|notamment|déjà|ainsi|lui-même|elle-même|lui|elle|le|la|les|ne|n['’]|se|s['’]|y|leur|de son côté|pour sa part|d['’]abord)`,
  pronouns: new Set([
    'il',
    'elle',
    'ils',
    'elles',

    'lui',
    'eux',
    'celui-ci',
    'celle-ci',
    'ceux-ci',
    'ce dernier',
    'cette dernière',
    'qui',
  ]),
};
