/** The commonest function words of languages that share a script, one letter words left out where they are shared widely. */
const LISTS: Readonly<Record<string, string>> = {
  en: 'the and of to in is that it for was on are with as be at this have from or had by not but what were they which their has been would will said his her after its also who than into when more about could over',
  fr: 'le la les de des du et est en une un que qui dans pour pas sur au aux par plus ce cette avec ont été son sa ses il elle sont mais ne se nous ou leur leurs après selon ainsi être avait était ces comme depuis contre',
  de: 'der die das und ist in den von zu mit dem des im auf für nicht sich eine ein einen einer auch es an werden als aus hat dass sie nach wird bei noch wie um über so am sind war haben wurde zum zur vor nur oder sein mehr durch seit gegen',
  es: 'el la los las de del que y en un una por con no para su se al lo es como más o pero sus le ha este esta entre cuando muy sin sobre también ser fue han hay desde está son según contra tras',
  it: 'il lo la gli le di del della dei delle che e in un una per con non è sono si al alla da dal dalla nel nella ha anche come più ma su sul sulla questo questa hanno stato stata essere dopo tra secondo contro',
  pt: 'o os as de do da dos das que e em no na nos nas um uma por para com não se ao à mais como mas foi ele ela seu sua ser são está pelo pela também entre depois sobre segundo contra tem já',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als maar bij door uit naar dan nog over wordt werd deze dit heeft hebben zich tot volgens tegen worden meer na',
  sv: 'och att det i en som är på för med av den till har inte om ett de var från men vi kan sig så ska också efter han hon eller vid när under mot enligt',
  da: 'og at det i en er som på for med af den til har ikke om et de var fra men vi kan sig så skal også efter han hun eller ved når under mod ifølge blev',
  nb: 'og at det i en er som på for med av den til har ikke om et de var fra men vi kan seg så skal også etter han hun eller ved når under mot ifølge ble',
  pl: 'i w na z do że się nie jest to o jak po od za przez dla który która które oraz ale był była było tym tego są przed przy być także czy jego jej ich został według',
  cs: 'a v na se je že o s z do k pro to si jako by za po od podle ale který která které byl byla bylo jsou také při nebo až jeho není jen',
  ro: 'și de la în a cu o că pe din un este nu pentru care se mai prin sau fi au fost sunt ale lui după despre dar fără între această acest potrivit',
  hu: 'a az és hogy nem is egy van meg de ez azt csak mint volt már ki még szerint után ha vagy lesz kell el be ezt ami aki',
  fi: 'ja on ei että se oli hän ovat mutta myös kun niin kuin joka olisi ole mukaan sen tai jos hänen jälkeen voi vain nyt ollut kanssa',
  tr: 've bir bu da de için ile olarak çok daha gibi olan en kadar sonra ama ne olduğu var ki değil göre tarafından ancak her oldu etti',
  ru: 'и в не на что он с как по это к но из у за от о для так же его все она было бы мы они был или если когда еще уже ее до их при была быть также после который',
  uk: 'і в не на що він з як по це до але із у за від про для так його все вона було б ми вони був або якщо коли ще вже її та їх при була бути також після який й',
  bg: 'и в не на че той с като по това към но от за се да са е му ще го си до или ако при още след през който които има беше бъде също',
  id: 'yang dan di ini itu dengan untuk pada adalah dari dalam tidak akan juga oleh telah sebagai karena mereka kepada bahwa lebih dapat atau saat setelah tersebut',
  vi: 'và của là có không được cho trong các một những người với đã này khi đến ra để từ như về cũng tại theo sau',
  ca: 'el la els les de del que i en un una per amb no es al com més però seu seva ha aquest aquesta entre són també va van després segons contra dels',
  et: 'ja on ei et see oli ta kui ka mis ning aga oma või kes selle pole siis nii välja pärast kohta',
  sk: 'a v na sa je že o s z do k pre to si ako by za po od podľa ale ktorý ktorá ktoré bol bola bolo sú aj pri alebo až jeho nie len',
  hr: 'i u na je se da za su od s o kao ali koji koja koje bio bila bilo to po iz ne što prema nakon nije ili te',
};

/** Function words by base language. */
export const FUNCTION_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LISTS).map(([language, words]) => [language, new Set(words.split(' '))]),
);
