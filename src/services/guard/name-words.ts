/** Words of offices, bodies and places that are written with a capital in one language and not in another: no names by themselves. Folded. */
export const INSTITUTIONAL: ReadonlySet<string> = new Set(
  `minister ministers ministry president vice chancellor secretary general deputy chief director head chair chairman chairwoman
  mayor governor senator king queen prince princess duke lord lady sir dame pope bishop cardinal imam rabbi judge justice
  court council parliament senate congress house assembly committee commission commissioner councillor councilor department
  office agency authority board bureau party government state states union federation association alliance league
  organization organisation bank fund institute university school college academy hospital church police army navy force
  forces guard fleet service services corps military defense defence foreign affairs interior health finance economy
  education agriculture environment energy transport trade labor labour justice culture sport home sea ocean bay gulf river
  lake mountain mount island islands peninsula strait canal city town county province region district street avenue square
  road park airport station bridge port north south east west northern southern eastern western central great new old
  saint st dr prof professor mr mrs ms miss captain colonel major lieutenant sergeant admiral marshal inspector doctor
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december i internet web ok cup championship open league tour grand prix olympic olympics games world
  war treaty agreement act law bill constitution republic kingdom empire democratic people national international federal
  ministre ministere presidente premier chef secretaire maire gouverneur senateur roi reine pape eveque juge cour conseil
  parlement senat congres assemblee comite departement bureau agence autorite parti gouvernement etat etats syndicat
  banque fonds institut universite ecole lycee college hopital eglise armee marine flotte mer golfe riviere fleuve lac mont
  ile iles ville comte rue place avenue nord sud est ouest monsieur madame mme mlle me docteur professeur colonel general
  republique royaume affaires etrangeres defense sante interieur coupe championnat ligue jeux guerre traite loi
  ministro ministra presidenta alcalde alcaldesa gobernador rey reina papa obispo juez corte tribunal consejo congreso
  senado asamblea comite departamento oficina agencia autoridad partido gobierno estado estados sindicato banco fondo
  instituto universidad escuela hospital iglesia policia ejercito marina flota mar golfo rio lago isla islas ciudad calle
  norte sur este oeste senor senora don dona doctor republica reino defensa exteriores salud sanidad interior guerra
  bundeskanzler bundeskanzlerin prasident prasidentin minister ministerin ministerium burgermeister gericht rat bundestag
  herr frau partei regierung staat bank universitat krankenhaus polizei armee marine meer see insel stadt norden suden osten
  westen konig konigin papst bischof richter krieg republik prozent euro dollar million millionen milliarde milliarden`.split(
    /\s+/,
  ),
);

/** Capitalized words that begin sentences in English, French, German and Spanish and are no names. Folded. */
export const OPENING: ReadonlySet<string> = new Set(
  `the a an this that these those it he she they we you i his her their our its in on at by for from to of with and but or so
  as if when while after before since until because although though however meanwhile there here now then yet still also
  both all some many most more several each every one two three four five six seven eight nine ten no not only just even
  what who where why how which according about around under over between during within without despite following last next
  le la les un une des du de d l ce cet cette ces il elle ils elles on nous vous je tu son sa ses leur leurs mon ma notre
  au aux en dans sur sous par pour avec sans chez vers entre depuis pendant apres avant selon mais et ou donc or ni car si
  quand lorsque comme ainsi alors puis aussi enfin deja encore tout tous toute toutes plusieurs chaque aucun pas plus moins
  qui que quoi dont cela ceci ca y c j n s t m qu d a
  der die das ein eine einer eines einem einen er sie es wir ihr ich sein seine ihre unser in im an am auf aus bei mit nach
  von vom zu zum zur fur uber unter vor seit laut wegen trotz und aber oder denn doch auch noch schon nur nicht kein keine
  wenn als wie weil da dass so dann hier dort heute gestern morgen dies diese dieser dieses rund etwa weder sowohl beide
  el los las lo un una unos unas este esta estos estas ese esa su sus mi al del en con sin por para segun sobre entre desde
  hasta tras ante y o pero si no que quien cuando como donde porque aunque tambien ya aun mas menos muy todo todos cada
  ambos hoy ayer`.split(/\s+/),
);
