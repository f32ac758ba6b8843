"""The same turns of speech in other languages: presumed, put off, left to others, optional, talked about."""

_STEP = (
    r"(?:2fa|mfa|smtp|passw\w{1,10}|kennw\w{1,8}|contraseñas?|claves?|senhas?|mots? de passe|clés?|chiav\w|"
    r"hasł\w|hasla)"
)
_GERMAN = (
    r"(?:vermutlich|wahrscheinlich|hoffentlich|mutmaßlich|angeblich|theoretisch|so gut wie|im prinzip|"
    r"soweit (?:ich|wir) (?:weiß|wissen|sehe|sehen)|meines wissens|unseres wissens|mehr oder weniger)[^.;!?\n]{0,40} "
    r"(?:alle|alles|erledigt|geändert|gewechselt|neu|aktiv|an|durch|fertig|getauscht|zurückgesetzt|gemacht)",
    r"(?:müsste|müssten|dürfte|dürften|sollte|sollten)[^.;!?\n]{0,50} (?:sein|haben|worden|laufen)\b",
    r"(?:ich|wir) (?:nehmen? an|vermuten?|hoffen?|glauben?|denken?|gehen? davon aus),? (?:dass )?[^.;!?\n]{0,40} "
    r"(?:erledigt|geändert|neu|aktiv|haben|hat|sind|ist)\b",
    r"(?:bei der|beim|mit der|mit dem|nach dem|bei ihrer|bei seiner) nächsten? (?:anmeldung|login|anmelden|"
    r"einloggen)",
    r"(?:in auftrag gegeben|beauftragt|angewiesen|aufgefordert|gebeten|versprochen|zugesagt|zugesichert)\b",
    rf"{_STEP}[^.;!?\n]{{0,40}} (?:besprochen|beschlossen|vorgesehen|geplant|angekündigt|empfohlen|freiwillig|"
    rf"optional|"
    r"angeboten|bestellt|vorbereitet|angedacht|diskutiert)",
    rf"{_STEP}[^.;!?\n]{{0,30}} (?:steht|stehen|kommt|kommen|folgt|folgen|geht|gehen) [^.;!?\n]{{0,30}}(?:am|ab|"
    rf"nächste\w?|morgen|anfang|ende|"
    r"auf dem (?:plan|zettel)|auf der liste|im anschluss)\b",
    r"(?:kümmert sich|ist dran|in arbeit|im urlaub|krankgeschrieben|in elternzeit|nicht erreichbar|sobald (?:er|sie|"
    r"der|die|wir|das))",
)
_SPANISH = (
    r"(?:supongo|suponemos|imagino|seguramente|probablemente|quizás?|tal vez|en teoría|en principio|que yo sepa|"
    r"hasta donde s(?:é|abemos)|si no me equivoco|si mal no recuerdo|más o menos|prácticamente)\b",
    r"(?:creo|creemos|pienso|espero|esperamos) que (?:ya |sí |también ){0,2}(?:todos? |todas? )?(?:los|las|lo|la|"
    r"el|todos|todas|"
    r"han|ha|tienen|se)\b",
    r"(?:debería\w?|deben|debe) (?:de )?(?:estar|haber|tener)",
    r"(?:en el|al|con el|en su|para el) próximo (?:inicio|acceso|login|ingreso)|próxima vez que",
    rf"{_STEP}[^.;!?\n]{{0,40}} (?:opcional\w{{0,2}}|voluntari\w{{1,2}}|recomendad\w{{1,2}}|comentad\w{{1,2}}|"
    rf"habl\w{{2,4}}|previst\w{{1,2}}|"
    r"pedid\w{1,2}|avisad\w{1,2})\b",
    r"(?:se encarga|se ocupa|se lo (?:pedí|pedimos|dije|dijimos|encargué|encargamos)|de vacaciones|de baja médica|"
    r"(?:lo|la|los|las) (?:vemos|veo|ve|verá|hace|hará) (?:el|la|mañana|cuando|luego)|le pedí|les pedí|"
    r"les pedimos)\b",
)
_FRENCH = (
    r"(?:je suppose|nous supposons|j['’]imagine|sans doute|probablement|en théorie|a priori|à ma connaissance|"
    r"autant que je sache|sauf erreur|si je ne me trompe|vraisemblablement|plus ou moins|normalement)\b",
    r"(?:je crois|je pense|j['’]espère|nous pensons|nous espérons|on pense|on espère) que (?:c['’]est|tout|tous|"
    r"les|le|la|"
    r"ils|elles|ça|chacun)",
    r"(?:devrait|devraient|doit|doivent) (?:\w+ )?(?:être|avoir)",
    r"(?:à|lors de|dès|pour) (?:la|leur|sa|votre) prochaine (?:connexion|session|visite)",
    rf"{_STEP}[^.;!?\n]{{0,40}} (?:facultati\w{{1,3}}|optionnel\w{{0,3}}|recommandé\w{{0,2}}|prévu\w{{0,2}}|"
    rf"évoqué\w{{0,2}}|"
    r"discuté\w{0,2}|demandé\w{0,2}|commandé\w{0,2})\b",
    r"(?:s['’]en (?:occupe|charge|occupera|chargera)|en (?:vacances|congé|arrêt)|injoignable|le temps (?:que|de)|"
    r"j['’]ai demandé (?:à|au|aux)|on a demandé (?:à|au|aux)|nous avons demandé (?:à|au|aux)|tourne encore|"
    r"au choix)\b",
)
_PORTUGUESE = (
    r"(?:suponho|imagino|provavelmente|talvez|em tese|em teoria|em princípio|que eu saiba|se não me engano|"
    r"mais ou menos|praticamente)\b",
    r"(?:acho|achamos|creio|acredito|acreditamos|espero|penso) que (?:já |sim |tudo |todos |todas |"
    r"também ){0,2}(?:está\w{0,2}|os|as|o|a|foi|foram|"
    r"têm|tem|ficou|todos|tudo)\b",
    r"(?:deve|devem|deveria|deveriam) (?:já )?(?:estar|ter)\b",
    r"(?:no|ao fazer o|com o) próximo (?:login|acesso)|próxima vez que",
    rf"{_STEP}[^.;!?\n]{{0,40}} (?:opciona\w{{1,2}}|voluntári\w{{1,2}}|recomendad\w{{1,2}}|prevista?s?|"
    rf"combinad\w{{1,2}}|conversad\w{{1,2}})\b",
    r"(?:cuida disso|vai cuidar|está cuidando|de férias|de licença|pedi (?:a|ao|para)|pedimos (?:a|ao|para)|"
    r"até o fim d)\b",
)
_ITALIAN = (
    r"(?:suppongo|immagino|probabilmente|forse|in teoria|in linea di massima|per quanto ne so|per quanto ne sappiamo|"
    r"che io sappia|se non sbaglio|più o meno|praticamente)\b",
    r"(?:credo|crediamo|penso|pensiamo|spero|speriamo) (?:che|di) (?:tutt\w|l\w|sia|siano|abbia|abbiano|aver|i|"
    r"gli|si)\b",
    r"(?:dovrebbe|dovrebbero|deve|devono) (?:già )?(?:essere|aver)",
    r"(?:al|dal|con il|col) prossimo (?:accesso|login)",
    rf"{_STEP}[^.;!?\n]{{0,40}} (?:facoltativ\w|opzional\w|consigliat\w|previst\w|discuss\w|ordinat\w|richiest\w)\b",
    r"(?:se ne occup\w{1,4}|ci pensa|in ferie|in malattia|ho chiesto (?:a|al|alla|ai)|abbiamo chiesto (?:a|al|"
    r"alla|ai)|"
    r"in attesa d|(?:stiamo|sto) aspettando|aspettiamo (?:i|il|la|le|gli|che))\b",
)
_DUTCH = (
    r"(?:waarschijnlijk|vermoedelijk|hopelijk|misschien|in theorie|in principe|als het goed is|voor zover (?:ik|"
    r"wij|we) "
    r"weet\w{0,2}|min of meer|zo goed als)\b",
    r"(?:ik|we|wij) (?:neem|nemen|denk|denken|geloof|geloven|hoop|hopen) (?:aan )?dat\b"
    r"(?! (?:u|jullie)\b| (?:dit|het|dat) (?:zo )?(?:voldoende|genoeg))",
    r"(?:zou|zouden)[^.;!?\n]{0,30} moeten (?:zijn|hebben)|moet(?:en)? (?:nu |inmiddels )?(?:klaar|gedaan|gewijzigd)",
    r"(?:bij|vanaf|na) (?:de|het|hun|zijn|haar) (?:eerst)?volgende (?:login|aanmelding|inlog\w{0,3}|keer)",
    r"(?:gevraagd|verzocht|opgedragen|beloofd|toegezegd|verzoek|opdracht) (?:om|of|gegeven|te|dat|het)\b",
    r"(?:optioneel|vrijwillig|aanbevolen|ingepland|op vakantie|met vakantie|met verlof|ziek thuis)\b",
)
_POLISH = (
    r"(?:prawdopodobnie|chyba|przypuszczam|zakładam|teoretycznie|podobno|rzekomo|raczej|o ile wiem|z tego co wiem|"
    r"mniej więcej|praktycznie)\b",
    r"powin(?:no|ny|ien|na|ni)\b|mam nadzieję, że (?:wszys|już|to(?! wystarcz)|hasł)",
    r"przy (?:następnym|kolejnym|najbliższym) (?:logowaniu|zalogowaniu)",
    r"(?:poprosi\w{2,5}|zlecon\w|zleci\w{2,5}|obieca\w{1,4}|opcjonaln\w|dobrowoln\w|zalecan\w|omówi\w{2,4}|"
    r"na urlopie|"
    r"na zwolnieniu|zajmie się|zajmuje się)\b",
)
PRESUMPTIONS_ABROAD = (*_GERMAN, *_SPANISH, *_FRENCH, *_PORTUGUESE, *_ITALIAN, *_DUTCH, *_POLISH)
