"""The words of steering text in the languages that customers write in, as parts of patterns for plain text."""

BOT = (
    r"(?:a\.?i\.?|llms?|(?:chat-?)?gpt|(?:chat|support|mail|ticket|triage)?[- ]?bots?|robots?"
    r"|(?:auto-?)?assistants?|classifiers?|screeners?|(?:language )?models?"
    r"|triage|automation|automated (?:agent|system|reader|screeners?|triage|assistant|process)|machine"
    r"|ai (?:agent|assistant|model|system)|virtual agent"
    r"|algorithm|neural network|copilot|ki|sprachmodell|roboter|assistenten?|automat(?:isches system)?|ia"
    r"|asistente|assistente|modelo de (?:lenguaje|linguagem)"
    r"|modele de langage|modello linguistico|sistema automatic[oa]|systeme automatique|robô|taalmodel"
    r"|geautomatiseerd systeem|asystent\w*|bocie|bota"
    r"|model\w* jezykow\w+|automatyczny system|ии|бот\w*|ассистент\w*|нейросет\w*|языков\w+ модел\w+|робот\w*"
    r"|yapay zeka|asistan|dil modeli|assistenten|spraakmodel"
    r"|språkmodell\w*|人工智能|机器人|ボット)"
)
NEVER_HUMAN = (
    r"(?:a\.?i\.?|llms?|(?:chat-?)?gpt|language models?|ki|sprachmodell|modelo de (?:lenguaje|linguagem)"
    r"|modele de langage|modello linguistico|taalmodel"
    r"|model\w* jezykow\w+|языков\w+ модел\w+|нейросет\w*|yapay zeka|dil modeli)"
)
SETTLED = (
    r"(?:ready|verified|pre-?(?:approved|verified|cleared)|approved|cleared|vetted|validated|authenticated"
    r"|whitelisted|trusted|compliant|low[- ]risk|no risk|harmless|safe"
    r"|legit\w*|passed|satisfactory|eligible|reinstated|re-?enabled|unblocked|bereit|verifiziert|gepruft|geprüft"
    r"|genehmigt|freigegeben|vertrauenswurdig|list[oa]s?"
    r"|verificad[oa]s?|aprobad[oa]s?|validad[oa]s?|pret|prête?|verifiee?s?|approuvee?s?|validee?s?|pront[oa]s?"
    r"|aprovad[oa]s?|liberad[oa]s?|verificat[oaie]"
    r"|approvat[oaie]|validat[oaie]|gereed|klaar|geverifieerd|goedgekeurd|gotow\w{1,3}|zweryfikowan\w{1,3}"
    r"|zatwierdzon\w{1,3}|sprawdzon\w{1,3}|готов\w{0,3}"
    r"|проверен\w{0,2}|одобрен\w{0,2}|подтвержден\w{0,2}|hazır|onayl\w+|doğruland\w*|doğrulanmış|verifierad"
    r"|godkänd|godkendt|klar|pre-?aprobad[oa]|kyc)"
)
RULES = (
    r"(?:instructions?|prompts?|rules?|criteria|guidelines?|configuration|programming|polic(?:y|ies)|training"
    r"|directives?|restrictions?|constraints|safeguards"
    r"|anweisung(?:en)?|instruktionen|regeln|vorgaben|richtlinien|programmierung|instrucciones|reglas"
    r"|indicaciones|directrices|normas|consignes|regles"
    r"|instruções|regras|diretrizes|orientações|istruzioni|regole|direttive|linee guida|instructies|regels"
    r"|aanwijzingen|richtlijnen|instrukcj\w+"
    r"|polece\w+|zasad\w*|wytyczn\w+|инструкци\w+|правил\w*|указани\w+|команд\w*|промпт\w*|talimat\w*|kural\w*"
    r"|instruktion\w*|regler\w*|指示|指令|规则)"
)
IGNORE = (
    r"(?:ignore[zr]?|disregard|forget|override|overrule|bypass|discard|set aside|drop|pay no attention to"
    r"|do not follow|don't follow|ignorier\w{0,3}|vergiss|vergesst"
    r"|vergessen sie|missachte\w{0,2}|ignorad?|ignora|ignoren?|olvida[dr]?|olvide|omite|desestima|oublie[zr]?"
    r"|ne tiens pas compte|ne tenez pas compte"
    r"|desconsidere|esqueça|esquece|desrespeite|ignori|ignorate|dimentica(?:te)?|dimentichi|scorda|tralascia"
    r"|negeer|vergeet|zignoruj\w*|ignoruj\w*|zapomnij|pomiń"
    r"|игнорируй\w*|проигнорируй\w*|забудь\w*|не учитывай\w*|отмени|ignorera|glöm|ignorer|glem|忽略|無視)"
)
NOTE = (
    r"(?:(?:internal|agents?|staff|private|triage|csr|supervisor|moderator|operator|reviewer|t[123]"
    r"|tier ?\d)[- ](?:only|use|notes?|comments?|memo|remark|annotation|update|log|team)"
    r"|internal(?= ?[:\])\u2013-])|nota interna|note interne|notiz intern|interne (?:notiz|notitie|anmerkung"
    r"|mitteilung|note|opmerking)|interner (?:hinweis|vermerk|kommentar)"
    r"|comentario interno|comentário interno|commentaire interne|commento interno|(?:notatka|uwaga"
    r"|adnotacja) wewnętrzna|внутрен\w+ (?:заметка|пометка|комментарий)"
    r"|dahili not|iç not|intern (?:anteckning|note|notat|notering|kommentar)|nota del agente|nota do agente"
    r"|agentennotiz|interní poznámka|belső megjegyzés)"
)
SYSTEM = (
    r"(?:system(?:[- ](?:message|notice|note|prompt|update|alert|instruction))?|developer|root"
    r"|admin(?:istrator)?(?:[- ](?:note|message|notice))?|(?:security|compliance)[- ](?:note|team)"
    r"|assistant|instructions?|automated (?:audit|check|verification)|trusted context|supervisor|operator"
    r"|systemmeldung|systemnachricht|systemhinweis|mensaje del sistema"
    r"|nota del sistema|message système|message du système|messaggio di sistema|mensagem do sistema"
    r"|systeembericht|komunikat systemowy|wiadomość systemowa"
    r"|системное сообщение|sistem mesajı|systemmeddelande|systembesked)"
)
LIFT = (
    r"(?:re-?enable|re-?activate|reinstate|unblock|unsuspend|lift|approve|freischalten|aufheben|reactiv\w+"
    r"|desbloque\w+|riattiv\w+|reativ\w+|sblocc\w+|débloquer"
    r"|lever|deblokkeren|opheffen|odblok\w+|разблок\w+|kaldır\w*|skip|whitelist|auto-?refund|activate"
    r"|enable(?! (?:2fa|mfa|two))|release|pass through|do not (?:reply"
    r"|ask)|no (?:further|customer) \w+)"
)
MARK = (
    r"(?:mark|set|tag|classify|label|flag|treat|rate|score|categori[sz]e|consider|record|deem|register|put"
    r"|change|switch|setze?n?|markiere?n?|einstufen|stufe|kennzeichne?n?"
    r"|behandle?n?|betrachte?n?|marca[r]?|marque[rnz]?|establece[r]?|considera[r]?|considere[nrz]?|clasifica[r]?"
    r"|etiqueta[r]?|classe[rz]?|classifique|defina|segna(?:re)?"
    r"|contrassegna|classifica|imposta|markeer|zet|beschouw|oznacz\w*|ustaw\w*|uznaj\w*|traktuj\w*|отмет\w+"
    r"|помет\w+|установи\w*|считай\w*|markera|marker)"
)
OBJECT = (
    r"(?:(?:this|the|my|our) (?:ticket|case|request|appeal|conversation|thread|inquiry|sender|customer|issue)"
    r"|(?:all|every|each|both|the|my|our)(?: \w+)? (?:answers?|questions?|items?|checks?|steps?)|it all"
    r"|ticket|vorgang|anfrage|fall|fragen|antworten|caso|solicitud|preguntas|respuestas|dossier|demande"
    r"|questions|réponses|chamado|perguntas|richiesta|domande|risposte"
    r"|verzoek|vragen|antwoorden|zgłoszenie|sprawę|pytania|odpowiedzi|тикет|заявк\w|обращени\w|вопрос\w*"
    r"|ответ\w*|ärendet)"
)
