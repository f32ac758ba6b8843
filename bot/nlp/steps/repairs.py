"""What mends its own word in the same breath, what is thought needless, and what the future tense of other languages
puts off."""

_MENDED = (
    r"(?<!because)[,(–—-] ?(?:well|or rather|or at least|i mean|that is to say|that's to say|or nearly|or almost|okay|"
    r"alright|to be fair|"
    r"to be precise|more precisely|strictly|if you can call it|in a way|ish|naja|also gut|na gut|bueno|"
    r"o mejor dicho|enfin|"
    r"ou plutôt|ou presque|ou melhor|insomma|o meglio|nou ja|of liever|no może|a raczej)\b,?(?! done| well)",
    r"(?:took|taken|taking|takes|turned|switched|turns|switches) (?:his|hers|her|theirs|their|mine|my) "
    r"(?:\w+ )?(?:off|out)\b",
    r"(?:not|\w{2,6}n't) (?:\w+ ){0,2}(?:necessary|needed|required|worth|relevant|worthwhile|warranted|"
    r"make sense)\b",
    r"(?<!so )(?:not|\w{2,6}n't) (?:\w+ ){0,2}bother\w{0,3}",
    r"(?:unnecessary|needless|overkill|pointless|excessive|superfluous|redundant|moot|unneeded|inconvenient|"
    r"impractical)\b",
    r"(?:überflüssig|unnötig|nicht nötig|nicht notwendig|innecesari\w{1,2}|inutile|superflu\w{0,2}|"
    r"pas nécessaire|no hace falta|"
    r"desnecessári\w{1,2}|non serve|niet nodig|overbodig|zbędn\w|niepotrzebn\w)\b",
    r"(?:on|upon|after) (?:his|her|their) return\b|(?:à|dès) (?:son|leur|mon) retour|bei (?:seiner|"
    r"ihrer) rückkehr|a su (?:regreso|"
    r"vuelta)|no (?:seu )?regresso|quando voltar|al suo (?:ritorno|rientro)|bij terugkomst|po powrocie",
)
_POLITE = (
    r"(?!(?:vous |nous |te |le |os |lhe |ne )?(?:remerci|agradec|agradeç|apprécier|ringrazier|seguir|attend|"
    r"reste|saur|pourr|sarem|sare))"
)
_FUTURE = (
    rf"(?:qui|il|elle|on|ils|elles|l['’]|s['’]|j['’]|je|nous) ?(?:le |la |les |l['’]|y |en |s['’]|"
    rf"se )?{_POLITE}"
    r"\w{3,14}(?:era|eront|erons|erai|ira|iront|irons|ttra|ttrons|ndra|ndrons)\b",
    rf"\b{_POLITE}\w{{3,14}}(?:aremos|eremos|iremos|ará|arán|irán|aré)\b",
    rf"\b{_POLITE}\w{{3,14}}(?:erà|eranno|eremo|irà|iranno|iremo|erò|arei)\b",
    r"(?:wird|werden|werde) (?:[\wäöüß-]+ ){1,6}(?:ändern|wechseln|tauschen|zurücksetzen|einrichten|aktivieren|"
    r"erneuern|einschalten|"
    r"nachholen|erledigen|nachziehen|löschen|umstellen|machen|installieren)\b",
    r"(?:zal|zullen|gaat|gaan) (?:\w+ ){1,6}(?:wijzigen|veranderen|resetten|aanzetten|instellen|vernieuwen|"
    r"vervangen|doen|verwijderen|"
    r"regelen|inschakelen)\b",
)
REPAIRS = (*_MENDED, *_FUTURE)
