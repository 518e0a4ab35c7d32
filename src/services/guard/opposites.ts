import { baseLanguage } from '../languages.ts';

/**
 * Opposites of the news, one line a pair, forms by their first letters, folded: what stands for the one never means the
 * other. A form that ends with a full stop is a whole word.
 */
const OPPOSITES: Readonly<Record<string, string>> = {
  fr: `avant.|apres.
    debut.|fin.
    debuts.|fins.
    premier|dernier
    homme|femme
    hommes.|femmes.
    accept approuv adopt|refus rejet
    confirm|dement infirm nie.
    augment accroi hausse accru progress|diminu baiss recul reduc rédui chut
    hausse.|baisse.
    plus.|moins.
    jour.|nuit.
    jours.|nuits.
    matin.|soir.
    nord.|sud.
    est.|ouest.
    gauche.|droite.
    pour.|contre.
    ouvr ouver|ferm
    gagn remport victoire|perd defaite
    vainqu|vaincu perdant
    entr|sort
    mont|descend
    acheter acheta achat|vend vent
    autoris permis permet|interdi
    haut.|bas.
    haute.|basse.
    grand|petit
    meilleur|pire.
    nouveau nouvel|ancien vieux
    facile|difficile
    possible|impossible
    legal|illegal
    positif positiv|negatif negativ
    public|prive.
    possibles.|impossibles.
    toujours.|jamais.
    tous.|aucun
    jeune|vieux vieil age
    ami|ennemi
    pere.|mere.
    frere.|soeur.
    fils.|fille.
    mari.|femme. epouse
    roi.|reine.
    mort|vivant vie.
    vrai|faux fausse
    riche|pauvre
    fort|faible
    chaud|froid
    long|court
    rapide|lent
    commenc debut demarr|termin achev fini
    arriv|part quitt
    inclu|exclu
    coupable|innocent
    acquitt relax|condamn
    soutien soutenu soutien|oppos critiqu
    favorable|oppose defavorable
    success|echec
    reuss|echou
    avec.|sans.
    majorit|minorit
    maximum.|minimum.
    interieur|exterieur
    superieur|inferieur
    dessus.|dessous.
    libre|occupe
    liber|arret incarcer
    present|absent
    proche|loin
    allum|etein
    aim|detest
    construi|detrui demol
    maxim|minim
    lourd|leger legere
    blanc|noir
    ici.|ailleurs.
    beaucoup.|peu.
    trop.|peu.`,
  en: `before.|after.
    beginning. start.|end.
    first.|last.
    men.|women.
    man.|woman.
    accept approv|reject refus declin
    confirm|den
    increas rise. rises. rose. risen. grow grew. gain up.|decreas fall. falls. fell. fallen. drop declin shrink down.
    more.|less. fewer.
    most.|least.
    day.|night.
    morning.|evening.
    north|south
    east.|west.
    eastern.|western.
    left.|right.
    for.|against.
    open|clos shut
    win. wins. won. victor|los defeat
    enter|leav left. exit
    buy bought.|sell sold.
    allow permit|ban. bans. banned. forbid prohibit
    high|low
    large big|small
    best.|worst.
    better.|worse.
    new.|old.
    easy.|difficult hard.
    possible|impossible
    legal|illegal
    positive|negative
    public.|private.
    always.|never.
    all.|none. no.
    young|old
    friend|enem
    father.|mother.
    brother.|sister.
    son.|daughter.
    husband.|wife.
    king.|queen.
    dead.|alive.
    true.|false.
    rich|poor
    strong|weak
    hot.|cold.
    long|short
    fast|slow
    begin|end finish
    arriv|depart leav
    includ|exclud
    guilty.|innocent. cleared.
    acquit|convict
    support back|oppos critici
    succe|fail
    with.|without.
    majorit|minorit
    maximum.|minimum.
    inside.|outside.
    above.|below.
    free|jail arrest
    present.|absent.
    near|far.
    build|destroy demolish
    many.|few.
    early.|late.
    improv|worsen deteriorat
    agree|disagree`,
  de: `vor.|nach.
    anfang|ende
    erst|letzt
    mann|frau
    anerkannt akzeptier|abgelehn verweiger
    bestatig|dementier bestritt
    steig gestieg stieg. anstieg erhoh zunahm|sink gesunk sank. ruckgang senk abnahm fall fiel.
    mehr.|weniger.
    tag.|nacht.
    nord|sud
    ost|west
    links.|rechts.
    offn geoffn|schliess geschloss
    gewann gewinn sieg|verlor verlier niederlage
    kauf|verkauf
    erlaub|verbot verbiet
    hoch. hohe|niedrig tief
    gross|klein
    neu|alt
    moglich|unmoglich
    legal|illegal
    positiv|negativ
    immer.|nie. niemals.
    vater.|mutter.
    bruder.|schwester.
    mit.|ohne.
    innen|aussen
    stark|schwach
    fruh|spat`,
  es: `antes.|despues.
    comienzo. inicio.|final. fin.
    primer|ultim
    hombre|mujer
    acept aprob|rechaz
    confirm|desmint neg
    aument sub crec|disminu baj reduc ca
    mas.|menos.
    dia.|noche.
    norte.|sur.
    este.|oeste.
    izquierda.|derecha.
    abr abiert|cerr cierr
    gan victoria|perd derrota
    compr|vend vent
    permit autoriz|prohib
    alt|baj
    grande|pequen
    mejor|peor
    nuev|viej antigu
    posible|imposible
    legal|ilegal
    positiv|negativ
    siempre.|nunca. jamas.
    padre.|madre.
    hermano.|hermana.
    con.|sin.
    fuert|debil`,
};

type Pair = readonly [readonly string[], readonly string[]];
const built = new Map<string, readonly Pair[]>();

function pairsOf(language: string): readonly Pair[] {
  const base = baseLanguage(language);
  const known = built.get(base);
  if (known) return known;
  const lines = (OPPOSITES[base] ?? '').split('\n').map((line) => line.trim());
  const pairs = lines.flatMap((line): Pair[] => {
    const [one, other] = line.split('|').map((forms) => forms.split(' '));
    return one && other ? [[one, other]] : [];
  });
  built.set(base, pairs);
  return pairs;
}

/** Whether one folded word is the opposite of the other. */
export function areOpposite(one: string, other: string, language: string): boolean {
  return pairsOf(language).some(
    ([some, others]) => (isOf(one, some) && isOf(other, others)) || (isOf(one, others) && isOf(other, some)),
  );
}

function isOf(word: string, forms: readonly string[]): boolean {
  return forms.some((form) => (form.endsWith('.') ? word === form.slice(0, -1) : word.startsWith(form)));
}
