import type { VoiceProfile } from './profile.ts';

const DAYS = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today';

export const ENGLISH: VoiceProfile = {
  says: '(?<!(?:was|were|is|are|be|been|being|it) )(?:said|says|say|saying(?= that)|told|tells|added|adds|announced|announces|explained|explains|claimed|claims?|warned|warns?|insisted|insists?|argued|argues?|stated|states|wrote|reported(?= that|[.,]|$)|reports?(?= that|[.,]|$)|indicated|indicates|specified|specifies|declared|declares|concluded|conceded|concedes|tweeted|commented|denied|denies|admitted|admits|revealed|reveals|suggested|noted|notes|stressed|confirmed|confirms|replied|acknowledged|acknowledges|estimated|estimates|predicted|predicts|dismissed|believed|believes?|feels?|felt(?= [^.]{0,40}would| that| it)|thinks?|thought(?= that)|urged|urges|complained|pointed out|points out|point out|asserted|testified|alleged|alleges|vowed|maintains|recommended|recommends|called for|calls for|spoke of|speaks of)',
  saysQuoted:
    '(?:reported|continued|continues|asked|asks|recalled|joked|quipped|went on|began|shouted|called|calls|described|describes|labelled|labeled|praised|hailed|blasted|concluded|declared|remarked|observed|responded|exclaimed|posted|read|reads|promised|cited|welcomed|criticized|criticised|expressed|dubbed|branded|laughed|mused|reflected|boasted|agreed|sees)',
  saying:
    '(?:saying|adding|claiming|warning|insisting|arguing|stating|stressing|noting|explaining|suggesting|denying|announcing|writing|telling)',
  inverted: '',
  afterQuotation: '(?!)',
  formulas: '(?:according to|in the words of|in the view of)',
  sources:
    '(?:(?:(?:an?|the|its|his|her|their|new|recent|official) )?(?:(?:new|recent|latest|official|preliminary) )?(?:information|figures|data|study|report|survey|poll|statement|estimates?|analysis)(?: (?:published|released|provided|issued|conducted|compiled|carried out))?(?: (?:by|from|of) ))',
  passedOnBy:
    '(?:(?:,? ?(?:and |is |was |were |as )?)(?:quoted|reported|cited|carried|relayed|picked up) by (?:the (?:newspaper|news agency|paper|daily) )?)',
  quotedBy: '(?:is|was|are|were) quoted (?:by|in) (?:the (?:newspaper|news agency) )?',
  citing: '(?:citing|quoting|which cited|who cited)',
  complement: '',
  saysThings: '(?!)',
  afterSpeaker: '',
  betweenVerbAndSubject: '\\s+',
  determiners:
    '(?:the |an? |this |that |these |those |his |her |its |their |our |some |several |many |one |two |another |Mr\\.? |Mrs\\.? |Ms\\.? |Dr\\.? |Lord |Lady |Sir )',
  definite: /^(?:the |this )/iu,
  articles: '(?:the |an? |this |that |these |his |her |its |their |our |any |no |of |to )',
  phraseEnds: `is|was|are|were|has|had|have|will|would|can|could|may|might|did|does|who|which|that|whose|when|where|while|as|in|on|at|after|before|during|but|and|with|from|for|about|last|this|late|earlier|${DAYS}|to|by`,
  clauseStarts:
    'that|which|while|whereas|but|because|although|though|when|where|if|as|after|before|since|and|so|who|until',
  notSubjects: `there|in|on|at|after|before|during|with|from|for|about|by|of|as|to|since|despite|according|meanwhile|however|but|and|when|while|last|earlier|later|also|then|still|instead|yet|if|because|${DAYS}`,
  trailing:
    '(?:also|later|then|has|had|have|previously|recently|repeatedly|now|still|once|again|further|simply|never|not|did|does|do|would|will|could|may|yesterday|apparently|only|even|previously|always|reportedly)',
  pronouns: new Set(['he', 'she', 'they', 'it', 'him', 'her', 'them', 'who', 'i', 'we']),
};
