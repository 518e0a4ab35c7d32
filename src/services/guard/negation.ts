import { baseLanguage } from '../languages.ts';
import type { Token } from './tokens.ts';

/** Words that turn a statement into its opposite, folded. French "ne" counts, not its second half: "pas" and "plus" have other uses. */
const NEGATORS: Readonly<Record<string, string>> = {
  fr: 'ne n pas jamais aucun aucune ni sans non nul nulle rien personne',
  en: 'not no never none neither nor without nobody nothing cannot nowhere t dont didnt doesnt isnt wasnt arent werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt',
  de: 'nicht kein keine keinen keiner keinem keines keinerlei nie niemals niemand niemanden niemandem nichts weder ohne nirgends',
  es: 'no nunca jamas ningun ninguna ninguno ni nadie nada sin tampoco',
  it: 'non mai nessun nessuna nessuno ne niente nulla senza',
  pt: 'nao nunca jamais nenhum nenhuma nem ninguem nada sem',
  nl: 'niet geen nooit niemand niets noch zonder nergens',
  ru: 'не ни нет никогда никто ничего без никакой никаких нельзя',
  uk: 'не ні ані немає ніколи ніхто нічого без жодного жодна',
  pl: 'nie ani nigdy nikt nic bez zaden zadna zadnego',
  sv: 'inte ej aldrig ingen inget inga utan ingenting',
  nb: 'ikke aldri ingen intet uten ingenting verken',
  da: 'ikke aldrig ingen intet uden ingenting hverken',
  ro: 'nu niciodata niciun nicio nimeni nimic fara nici',
};

/** Words that deny, refuse, lack or limit: one language says "denied", another "said that it was not". By beginning, folded; a full stop ends a whole word. */
const DENIALS: Readonly<Record<string, string>> = {
  fr: 'refus nie. niai nient. nier. dement interdi empech manqu echou exclu impossib ferme renonc annul cess loin. absen rejet suspen prive. arret peine. evit seul inchang toujours. encore. sauf. contest ignor plus. tot.',
  en: 'refus deny denie ban. bans. banned forbid prohib prevent lack fail imposs unable unlikely unchang unclear unknown unless clos cancel reject exclud stop halt end. ended. far. absen suspend avoid only. hardly. barely. few. rule. ruled. dismiss still. except refrain disput ignor earliest. until. longer. yet. first.',
  de: 'verweiger leugn bestreit bestritt dementier verbot verbiet verhinder fehl scheiter unmog unklar unbekannt unverander schloss geschloss schlies abgesag abgelehn ablehn lehn ausgeschloss ausschlies stopp gestopp ende. endet. gestrich fern. ausfall ausgesetz vermeid nur. kaum. erst. verzicht weiter. weiterhin. ignor frei. fruhestens. bis. mehr.',
  es: 'rechaz nieg nego. negar desmint desment prohib impid imped falta fracas imposib cerrad cierr cerr cancel exclu suspen evit solo. solamente. apenas. renunc sigu aun. salvo. descart ignor dej pronto. hasta. primera. mas.',
};

const sets = new Map<string, ReadonlySet<string>>();

/** The words that negate, among neighboring ones. French "rien que", where no "ne" precedes, says "only". */
export function findNegators(tokens: readonly Token[], language: string): readonly Token[] {
  const isFrench = baseLanguage(language) === 'fr';
  return tokens.filter((token, i) => {
    if (!isNegator(token, language)) return false;
    const isOnly = isFrench && token.key === 'rien' && /^qu(?:e)?$/.test(tokens[i + 1]?.key ?? '');
    return !isOnly || tokens.slice(Math.max(0, i - 3), i).some(({ key }) => key === 'ne' || key === 'n');
  });
}

function isNegator(token: Token, language: string): boolean {
  const base = baseLanguage(language);
  let set = sets.get(base);
  if (!set) {
    set = new Set((NEGATORS[base] ?? '').split(' '));
    sets.set(base, set);
  }
  return set.has(token.key);
}

/** Whether negations of a language are known here. */
export function areNegatorsKnown(language: string): boolean {
  return baseLanguage(language) in NEGATORS;
}

/** Whether a word may say "not" without a negator. */
export function mayDeny(token: Token, language: string): boolean {
  const forms = DENIALS[baseLanguage(language)]?.split(' ') ?? [];
  return forms.some((form) => (form.endsWith('.') ? token.key === form.slice(0, -1) : token.key.startsWith(form)));
}
