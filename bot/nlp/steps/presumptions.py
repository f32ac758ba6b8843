"""Turns of speech that sound like a finished step and are none: presumed, planned in the present tense, left to others
or to the next login, allowed, talked about, read about, put off."""

_STEP = (
    r"(?:pass(?:words?|codes?|phrases?)|pws?|2fa|mfa|totp|two.?factor|authenticator|keys?|credentials|creds|smtp|"
    r"postmasters?|logins?|fourth|third|second|first|last)"
)
_DEED = (
    r"(?:done|changed|reset|rotated|enabled|replaced|renewed|covered|sorted|completed?|finished|updated|swapped|"
    r"activated|secured|fixed|switched|turned|set|new|on|fine|taken care|dealt|handled|revoked|deleted|expired)"
)
_WHOM = (
    r"(?:he|she|they|it|we|everyone|everybody|nobody|all|most|some|the (?:others|rest|team|users|old|key|passwords?|"
    r"agency|developer|guys|lads|girls)|that(?:'s| is| was) (?:all|done)|so\b|my|our|his|her|their|those|these)"
)
_CHANCE = (
    r"(?:probably|presumably|hopefully|apparently|supposedly|allegedly|reportedly|theoretically|in theory|on paper|"
    r"most likely|in all likelihood|with luck|with any luck|touch wood|fingers crossed|god willing|inshallah|"
    r"as good as|pretty much|more or less|virtually|practically|all but|perhaps|maybe|possibly)"
)
_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?|tomorrow|(?:the )?(?:next|coming) (?:week|month|monday|year|"
    r"quarter|sprint|release|meeting|shift|\w{3,6}day)|(?:the |this )?weekend|new year|(?:the )?end of|(?:next|"
    r"this) week"
)
_PRESUMED = (
    rf"(?:should|must|ought to|will|would|may|might|could|'ll) (?:all |both |now |already |surely |also |then )?have "
    rf"(?:all |been |now |already |it |everything |the lot |had (?:it|them) ){{0,2}}{_DEED}",
    r"(?:should|must|ought to|will|may|might) (?:all |both |now |already )?(?:have|be) (?:\w+ )?by now",
    rf"(?:assum(?:e|ed|ing)|presum(?:e|ed|ing)|guess|reckon|imagine|suppos(?:e|ing)|figure|gather|suspect|expect|"
    rf"hope|"
    rf"trust|believe|i think|we think|pretty sure|fairly sure|fairly confident|almost certain)(?: that)?,? {_WHOM}"
    rf"(?=[^.;!?\n]{{0,60}}\b(?:{_DEED}|have|has|did)\b)",
    rf"{_CHANCE}[^.;!?\n]{{0,25}} (?:{_DEED}|everyone|everybody|all of)",
    rf"{_DEED}(?: by now| already)?,? (?:i|we) (?:think|believe|hope|guess|suppose|presume|assume|reckon|trust|"
    rf"expect)",
    r"ha(?:s|ve) (?:it|his|hers|theirs|one|that)\b[^.;!?\n]{0,30}?,? (?:i|we) "
    r"(?:think|believe|hope|guess|suppose|presume|assume|reckon)",
    r"(?:should|ought to|must) (?:\w+ )?have (?:it|his|hers|theirs|that)\b",
    r"(?:probably|presumably|hopefully|supposedly|apparently|maybe|perhaps) (?:has|have|did|got) "
    r"(?:it|his|hers|theirs)",
    rf"{_DEED},? (?:probably|presumably|hopefully|supposedly|more or less|in theory|apparently|i'm told to believe)",
    r"to the best of (?:my|our) (?:knowledge|recollection|memory)|if (?:memory serves|i remember|i recall)|"
    r"from memory",
    r"not (?:a hundred|100|entirely|completely|totally|absolutely|quite|really|exactly)? ?(?:%|per ?cent )?"
    r"(?:sure|certain|know)\b[^.;!?\n]{0,30} (?:if|whether|which|about|who|all|everyone|it)",
    r"(?:can't|cannot|couldn't|could not|can not|no way (?:to|of)|not able to|unable to) (?:\w+ )?"
    r"(?<! be )(?:check|verify|confirm|tell (?:if|whether)|say for sure|see whether|see if|vouch)\b",
    r"(?:have not|haven't|hasn't|has not|yet to|still to) (?:\w+ )?(?:checked|verified|confirmed|tested|heard|"
    r"got round|"
    r"gotten|been able|had (?:a|the))",
)
_AHEAD = (
    rf"(?:{_STEP}|rest)[^.;!?\n]{{0,30}} (?:gets?|is|are|goes|go|comes?|happens?|starts?|begins?|follows?) "
    rf"[^.;!?\n]{{0,50}}\b(?:at|on|by|from|over|as of|until|after|before|in|during) (?:the )?(?:{_DAY})",
    rf"(?:{_STEP}|it|that|rest)[^.;!?\n]{{0,30}} (?:is|are|comes?|goes|gets?) (?:\w+ )?(?:tomorrow|next|tonight|"
    rf"monday|"
    r"on my|on our|on the (?:list|agenda|plan|cards|roadmap|to.do)|in the (?:pipeline|works|queue|backlog)|"
    r"coming|due|"
    r"to be|being|in hand|booked|pencilled|queued|lined up|planned|scheduled|ready to|about to|on (?:its|the|"
    r"their) way)",
    rf"{_STEP}[^.;!?\n]{{0,40}} (?:takes? effect|comes? into|effective|kicks? in|goes live|go live|rolls? out|"
    rf"launches)",
    r"effective (?:from |as of )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|"
    r"sun|next|"
    r"tomorrow)",
    r"(?:at|on|upon|with|after) (?:their|his|her|its|the|each|everyone's|your|our|a user's)? ?(?:very )?next "
    r"(?:log-?in|log-?on|sign-?in|session|visit|time)(?![^\n]{0,30} all (?:\w+ ){0,3}(?:since|done|already))|"
    r"next time (?:they|he|she|each|anyone|somebody|someone|everyone|"
    r"we|i|a user|people) (?:log|sign|use|open|come)",
    r"(?:forced|prompted|asked|required|obliged|told|reminded|invited|nudged|requested|expected|urged) to "
    r"(?:change|choose|pick|set|reset|enable|switch|turn|create|update|do|renew|enrol|enroll|activate)",
    r"(?:once|when|as soon as|until|after) (?:\w+ ){1,3}(?:is|are|gets?|comes?|returns?|'s) (?:back|in|home|"
    r"better|well|"
    r"returned|available|from|over)\b",
    r"(?:waiting|wait|waits) (?:for|on) (?:the|our|my|a|an|his|her|their|some|new) (?:new |ordered )?(?:tokens?|"
    r"phones?|"
    r"hardware|yubikeys?|devices?|sim|code|approval|agency|developer|dev|guy|provider|host|it|admin|boss|vendor|"
    r"supplier)",
    r"(?:tokens?|yubikeys?|phones?|security keys?|fobs?) (?:are |is |were |was |have been )?(?:on order|ordered|"
    r"shipping|"
    r"in the post|being delivered|arriv(?:e|es|ing))",
    r"(?:one of these days|get(?:s|ting)? (?:round|around) to|when (?:i|we) (?:find|get|have) (?:the |a |"
    r"some )?(?:time|"
    r"chance|minute|moment|round)|(?:some|first) thing (?:tomorrow|on|in the)|at some (?:point|stage)|in due course|"
    r"in the (?:near|not too)|before long|shortly|by the time you|meant to|"
    r"(?<!been )meaning to|keep meaning|ought to|"
    r"(?:still|yet) to (?:do|change|reset|follow|come))",
    r"(?:(?<!was )on (?:holiday|leave|vacation|sick|maternity|parental|paternity)|off sick|unreachable|"
    r"out of (?:the )?office|"
    r"can't be reached|cannot be reached|(?:is|are|'s) back (?:on|next|in) (?:mon|tues|wednes|thurs|fri|jan|"
    r"feb|the|two|a )|returns (?:on|next|from))",
)
_OTHERS = (
    r"(?:has|have|was|were|been|being|is|are) (?:duly |now |also |already |formally )?(?:commissioned|engaged|"
    r"instructed|"
    r"hired|tasked|asked|briefed|contracted|mandated|delegated|entrusted|charged|assigned|handed|passed|outsourced|"
    r"forwarded|escalated|emailed|mailed|notified|reminded|informed) (?:to|with|over|on|about|that|how)\b"
    r"(?! (?:you|us|me|mailgun|customers|our customers|our clients))",
    r"(?:promised|promises|vowed|agreed|offered|volunteered|undertaken|pledged|swore) (?:me |us )?(?:to|that|he|she|"
    r"they|it)\b|(?:has|have|'s|'ve) (?:promised|agreed)",
    r"(?:left|leave|leaving|given|handed) (?:that|it|this|them|the \w+|those) (?:to|with|over to|for) (?!you)",
    r"no (?:word|reply|answer|news|response|confirmation)(?: back| yet)?(?: from)? (?:him|her|them|yet|from (?!you))",
    r"in (?:hand|progress|train|(?:his|her|their|good|safe|capable) hands)\b|(?:looking|seeing) (?:after|into|to) "
    r"(?:it|that|this|them)|(?:is|are|'s|'re) (?:dealing with|working on|taking care|handling|sorting|"
    r"doing (?:it|that|this|them|theirs|his|hers|so|both|all))\b",
    r"ticket (?:is |was |has been )?(?:raised|opened|logged|open) with (?!you)",
)
_ALLOWED = (
    rf"(?:available|offered|on offer) to (?:all|every|each|anyone|whoever|the|our|users)|"
    rf"{_STEP}[^.;!?\n]{{0,30}} (?:is|are|was|were|remains?|made|been)(?: now| strongly| only| highly)? (?:available|"
    rf"optional|voluntary|offered|recommended|encouraged|advised|suggested|allowed|permitted|possible|supported|"
    rf"preferred|ready|prepared)(?![^\n]{{0,60}} (?:now|mandatory|compulsory|switched on|enforced))",
    r"(?:can|may|free to|able to|welcome to|choose to|want to|wants to|option to) (?:opt|enable|activate|"
    r"turn (?:it|them) "
    r"on|switch (?:it|them) on|set it up)",
    r"(?:opt(?:ed|ing)? (?:in|out)|take-?up|taken (?:it )?up|uptake|exempt(?:ed|ion)?s?|"
    r"waivers?(?! form)|excused|(?<!have )spared|waived|"
    r"out of scope|not in scope|voluntarily|up to (?:them|each|everyone|the individual))",
    r"(?:mandatory|compulsory|required|enforced|obligatory|on|active|enabled|switched on) (?:only )?(?:for|"
    r"on) (?:all )?"
    r"(?:the )?(?:admins?|administrators?|owners?|managers?|management|directors?|office staff|developers|"
    r"production)\b"
    r"(?! and|,| &)",
    r"(?:admins?|administrators?|owners?|managers?|admin role|admin accounts?|privileged \w+) (?:only|alone|first)|"
    r"(?:the )?admin (?:role|tier|level|group)",
)
_TALKED = (
    rf"{_STEP}[^.;!?\n]{{0,30}} (?:have|has|had|were|was|is|are|been) (?:all |also |already |"
    rf"being )?(?:been )?(?:being )?"
    r"(?:discussed|considered|mentioned|noted|debated|talked|approved|agreed|decided|drafted|communicated|announced|"
    r"circulated|ordered|requested|raised|evaluated|assessed|looked (?:at|into)|tried|addressed with|explained|"
    r"proposed|"
    r"tabled|earmarked|flagged|budgeted|documented|written up|minuted|resolved (?:upon|on)|under review|reviewed)\b",
    rf"(?<!new ){_STEP}[^.;!?\n]{{0,30}} (?:have|has|had|were|was|is|are|been) (?:all |also |already )?"
    r"(?:strong|strong enough|good enough|long|complex|safe|secure)\b",
    r"(?:policy|procedure|memo|reminder|circular|announcement|request|instructions?) (?:has |have "
    r")?(?:been |was |were )?(?:drafted|sent|issued|circulated|gone|went|out) (?:to|round|around|out)",
    r"with (?:great|much|keen|considerable|the greatest|utmost|a lot of|some) (?:interest|attention|care)",
    r"(?:taken|took|take|taking) (?:due |full )?(?:note|notice|on board)|duly noted|(?:point|points|all|"
    r"message) (?:noted|"
    r"taken)|familiari[sz]ed|understand why|understood why|makes? sense|very (?:thorough|informative|helpful|"
    r"clear) (?:"
    r"article|guide|list)|bookmarked|printed (?:it|your|the (?:list|steps|instructions|article|guide|page|"
    r"mail|letter|checklist))",
)
PRESUMPTIONS = (*_PRESUMED, *_AHEAD, *_OTHERS, *_ALLOWED, *_TALKED)
