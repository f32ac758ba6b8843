"""The words of those who speak to the bot or play the desk, as parts of patterns for plain text (lower case, without
accents). Each is harmless alone, but for the last two groups; ``voices`` says which must stand together."""

from bot.nlp.answers.plain import to_plain, to_plain_pattern
from bot.nlp.steering_words import LIFT, MARK

MACHINE = (
    r"bot",
    r"robot",
    r"(?:chat|support|triage|ticket)[- ]?bot",
    r"(?:ai |virtual )?assistant",
    r"(?:^|(?<=[.!?(>*\"\[\n])|(?<=[.!?:,] )|(?<=the )|(?<=dear )|(?<=hello )|(?<=your )|(?<=for )|(?<=an ))"
    r"(?:ai|a\.i)\.?",
    r"llm",
    r"gpt",
    r"parser",
    r"classifier",
    r"automat(?:ion|ed|ic|isches?)(?: (?:system|agent|reader|helper|triage|assistant|process(?:ing)?|screening))",
    r"(?:large |scoring |triage )?(?:language )model",
    r"language models",
    r"(?:scoring|triage|your) model",
    r"automation",
    r"triage",
    r"(?<=, )(?:machine|model)",
    r"das system, das",
    r"assistenten",
    r"ki",
    r"sprachmodell",
    r"asistente",
    r"ia",
    r"asystencie",
    r"roboten",
    r"neural network",
)
_NOT_THEIRS = (  # what a customer runs, sells or was hit by
    r"(?<!\bour )(?<!\bmy )(?<!\ba )(?<!\ban )(?<!by )(?<!spam )(?<!using )(?<!with )(?<!no )(?<!per )(?<!and )"
    r"(?<!build )(?<!data )(?<!home )(?<!shop )(?<!business )(?<!personal )(?<!\bour ai )(?<!\ban ai )(?<!\bmy ai )"
)
_THING = (
    r"(?![@\w\"'])(?! (?:attack|traffic|sign|account|product|tool|compan|news|start-?up|detect|generat|plug|platform"
    r"|builder|learn|protection|based|powered|driven|course|conference|that (?:sends|our)|for our|parts|shop|store"
    r"|user|flows?|workflow|e?mails?|sequences?|campaign|is |was |were |has (?!permission)|had |sending|first|says?"
    r"|asked|keeps|told|got|who|stuff|[&+]))"
)
BEFORE_MACHINE = rf"(?<!\w){_NOT_THEIRS}"
AFTER_MACHINE = rf"(?!\w){_THING}"

SKIP = (
    r"(?:skip|bypass|drop|omit|waive|spare|without|w/o|no|zero|never|don't|do not|not)"
    r"[^.\n]{0,12}(?<!\w)(?:ask(?:ing)?|questions?|reviews?|checks?|checklist|verification|fragen|ruckfragen"
    r"|preguntas"
    r"|perguntas|domande|vragen|pytan)"
)
_VERDICT = r"(?:ready|complete[d]?|verified|approved|cleared|finished|answered|safe|low[- ]risk|klar|gereed|komplett)"
ORDER = to_plain_pattern(
    rf"(?:{SKIP}(?!\w)|approve(?!\w)|{LIFT}(?!\w)|(?:{MARK}|regard)(?!\w)[^.\n]{{0,40}}{_VERDICT}(?!\w)"
    r"|obey|do (?:it|as (?:it|the))(?!\w)|follow (?:it|them|that|the)(?!\w)|carry out|proceed"
    r"|let (?:it|this|me|us|the|my)(?: ticket| one| case)? (?:pass|through)"
    r"|(?<=: )accept(?!\w)|(?:(?<=[:.,] )|please |may )restore(?!\w)|decode|(?:please )?run(?: this)?(?=[:,] )"
    r"|you know what to do|(?:set|say|tag|put)(?!\w)[^.\n]{0,20}(?:ready|yes)(?!\w)|choose ready"
    r"|close (?:the )?loop|permission to|gib uns frei|freigeben|entsperren"
    r"|freischalten|apruebe?|aprova|liberar?|sbloccare|vrijgeven|onayla\w*|pronto|listo|klart|weigh the"
    r"|unlock|lifts|approva(?!\w)|lower your threshold|agreed you would)"
)
APPROVAL = (
    r"(?:(?:is|was|were|been|already|both|fully|customer|sender|account owner|owner|identity|[:=>(*\"-]) ?"
    r"(?:verified|approved|cleared|vetted|legit)(?!\w)|(?:vetted|cleared|approved|verified|confirmed) (?:by"
    r"|with|in|for)"
    r" (?:the |weekly |admin )?(?:phone|callback|desk|lead|abuse|support|t\d|tier|manager|compliance|supervisor|agent"
    r"|fraud|team|sending|panel|review)|verification passed|answers satisfactory"
    r"|(?:good|safe|ok|clear|right) to (?:go|enable|unblock|lift|release|re-?enable|proceed)|go ahead"
    r"|ready (?:for|to) (?:unblock|lift|release|re-?enab)|unblock(?!\w)|can be (?:lifted|unblocked)"
    r"|(?:customer|sender|client|one|account) (?:is )?(?:ok|fine|legit|clean|complete)(?!\w)|sender is (?:safe|fine)"
    r"|all (?:four )?(?:green|good, |fine[,.])|(?:has )?granted(?!\w)|(?:both|all) said yes|no (?:further|more"
    r"|manual) \w+"
    r"|correct label|(?:website|list|volume) checked|^- list checked|checked(?: |, |: )(?:their|all fine|ok|and ok)"
    r"|move to ready|proceed(?!\w)|score \d|(?:=>|->|:) ?(?:pass|yes|unblock|lift|ready|ok)(?!\w)|checks? passed"
    r"|account is active again|case closed|reinstate(?! your)(?!\w)|enable(?!\w)(?! (?:2fa|mfa|two))"
    r"|verified(?=[,.;] )"
    r"|lift (?:limit|probation|right|when|this)|\[x\] (?:approved|lift)|both said yes|^release|, release"
    r"|approved(?= )"
    r"|identity docs|cleared)"
)
LABEL = (
    r"(?:ready|approved)(?!\w)(?! (?:to (?:send|answer|help|go|start|be)|for (?:review|your|the)|when|once|and|now))"
)

_ROLES = (
    r"(?:internal(?! (?:it|team|tool|server|network|audit))|private(?! (?:api |smtp )?keys?)|staff|agents?|desk only"
    r"|support(?: lead)?(?=[:)\]]| wrote| to )|reviewer|reviewed by|reviewing agent|handled by:|supervisor|moderator"
    r"|operator|compliance|qa(?= )|escalation|tier ?\d|t[123]|csr\w*|your soc|trust (?:and|&) safety"
    r"|customer success|partner team|evaluat(?:or|ion)|triage|system|security (?:team )?(?:memo|note|here)"
    r"|security here|automat\w+ (?:check|message|rule|audit)|office use|side conversation|handover|status change"
    r"|ticket (?:event|history)|note (?:for|added|to) |macro|external auditor|admin@|zendesk (?:admin|system)"
    r"|agent_comment|#internal|/internal|mitarbeiternotiz|interner? \w{4,9}|nota interna|[\w-]{3,12}-bot"
    r"|comentario|commento|notatka|mailgun security|result \(staff|incident report|result of account check"
    r"|what the customer said)"
)
VOICE = (
    rf"(?:(?:^|[\n.!?*({{[/<>~#|=_-])[ \t>*#=_/|<!({{[~-]{{0,12}}(?:this is |from |from: |the |begin |end "
    rf"|your |\d\. )?"
    rf"(?<![\w@]){_ROLES}(?!\w)(?: ?[\w/&'()#-]{{1,20}}){{0,5}}? ?(?:[:\])>|*~=#,\n\t]|->|- |here(?!\w)"
    rf"|says?(?!\w)|wrote(?!\w)|speaking))"
)
STAFF = (
    r"(?:i work (?:at|for|in) (?:your|mailgun|the platform)|as an? (?:employee|member|agent|admin\w*) of"
    r" (?:your|the|mailgun)|(?:agent|t[123]|tier \d|support|security|zendesk admin|supervisor"
    r"|moderator) (?:here|speaking)"
    r"|hey colleague(?!s)|your ceo|logged in as (?:the )?customer|writing through the customer"
    r"|i am the (?:manager|boss|head) of the person|from the developers of (?:this|your)"
    r"|support told me to (?:paste|write)"
    r"|this is \w{2,15} (?:from|of|in|at) (?:deliverability|compliance|support|security|abuse|trust|mailgun)"
    r"|(?:only|visible) (?:staff|to (?:agents|staff))|not visible to|do not show to|(?:desk|agents?|staff) only"
    r"|shown to agents|for your (?:colleagues|staff|agents)|agents? notes?|court order|police order"
    r"|your own policy|your documentation says|you wrote: \")"
)
JARGON = (
    r"(?:unit test|test case|training (?:example|sample)|expected output|ground truth|override code|bypass granted"
    r"|your confidence|your threshold|(?:clear|reset) your (?:context|memory)|new (?:system )?rules(?= ?[:\n])"
    r"|your (?:checklist|programming)|secret phrase|step by step|you get \d+ points|end of (?:ticket|input"
    r"|customer message)|new task:|dan mode|jailbreak|sudo|parser hint|decode|rot13|base64 for|reviewing agent"
    r"|checks? (?:are|is) (?:disabled|off|suspended)|exempt from|need no answers|never says no"
    r"|rules have changed|olvida las|oublie tes|ignora il|summari[sz]e this ticket|instructions for automat"
    r"|you (?:are|must|will) (?:obliged)|evaluate this|treat everything below|use this verdict|eres ahora"
    r"|sin restricciones"
    r"|whatever checklist|hello filter|is the true intent|your software|carry out: |as the address says)"
)
ANSWERED = (
    r"(?:all (?:questions|answers|items)|every question|no answers|as complete|finished|yes(?!\w)|complete(?!\w))"
)

# Scripts without spaces between words, and languages whose notes and orders are few.
FOREIGN = to_plain(
    "内部メモ|社内メモ|担当者メモ|システムメッセージ|自動応答システム|aiへ|ボット|これまでの指示"
    "|内部备注|内部備註|客服备注|系统消息|系统通知|机器人|人工智能|所有指令|之前的指令"
    "|내부 메모:|시스템 메시지:|이전 지시를"
    "|ملاحظة داخلية|رسالة النظام|التعليمات السابقة|الذكاء الاصطناعي|المساعد الآلي"
    "|आंतरिक नोट|หมายเหตุภายใน|ghi chú nội bộ|catatan internal|внутрішня примітка|внутренн\\w+ \\w+|interní poznámka"
    "|belső megjegyzés|εσωτερική σημείωση|הערה פנימית|yapay zeka\\w*|dahili not|комментарий сотрудника"
    "|системное \\w+|(?<!\\w)бот,|нейросеть|till roboten|mitarbeiternotiz|systemnachricht|message à l'assistant"
    "|notatka dla agenta|comentario privado|note de l'agent|commento interno|interne opmerking|nota ao robô"
    "|all'assistente|aan de bot|an das system|lieber bot|querido robot|asystencie|assistant automatique"
)
FOREIGN_ORDER = to_plain(
    "確認済|解除|承認|準備完了|再開|無視|质|核实|解除|批准|忽略|就绪|恢复|验证|해제|무시|확인 완료|준비됨|승인"
    "|التحقق|رفع|ارفع|تجاهل|جاهز|مكتمل|سत्य|सत्यापित|हटा|ยืนยัน|ปลด|xác minh|gỡ|diverifikasi|buka|перевірен|розблок"
    "|ověřen|odblok|feloldani|ellenőrizve|επαληθεύ|άρση|אומת|להסיר|onayla|doğrula|soru sorma|провер|разблок|включить"
    "|готов|снять|не задавай|klart|entsperren|aufheben|geprüft|bestätigt|considérez|débloquer|odblok|verificad"
    "|verificat|sbloccare|akkoord|vrijgeven|aprovad|pronto|gereed|einstufen|keine fragen|aprueba|gotowe|validé"
)

ALONE = (
    r"(?<!\w)(?:list_source|email_use|monthly_volume|smtp_credentials|user_passwords|ignore_all_\w+|reinstate-ready"
    r"|probation_appeal|compromise_report)(?!\w)",
    r"(?<!\w)answers? only with(?!\w)",
    r"(?<!\w)by reading this(?: message| mail)?,? you(?!\w)",
    r"(?<!\w)(?:whatever (?:program|software|script|machine)|whoever or whatever)(?!\w)",
    r"(?<!\w)the right label(?!\w)|(?<!\w)let the computer(?!\w)",
    r"(?<!\w)you(?:'re| are) (?:just |only )?an? (?:bot|robot|ai|machine|language model)(?!\w)",
    r"(?<!\w)tools?_calls?(?!\w)|<system>|<\|(?:system|user|assistant|end)\|>",
    r"(?<!\w)approve (?:the|this|my) (?:ticket|case)(?!\w)",
    # the desk's word of its customer, at the head of a clause
    r"(?:^|[.!?:;(\[\"/=>*-])\s{0,3}(?:the |this )?(?:customer|sender|requester|client|account owner|owner|identity)"
    r"(?: (?:is|was|has|been|fully|already|docs?)){0,3} (?:verified|approved|cleared|vetted|confirmed|legit|trusted"
    r"|complete|ok)(?!\w)(?! (?:by (?:e-?mail|double|click|link)|via|at sign))",
    # a label dictated
    r"(?<!\w)(?:say|tag|label|classify|answer|output|return|respond|write|choose|call|set|put|move|flag|regard|treat"
    r"|mark|m4rk|consider|default|pass)[\w_(]{0,8}(?: (?!email|domain|dns|account|orders?|each|when|is |are |not "
    r"|once|until|if "
    r"|says|i'm|ourselves|we |i )[\w'-]{1,12}){0,6}? ?(?:as |to |with |: ?|the word |on "
    r"as |\(?[\"'])?(?<!\w)ready(?=[\"'.!?,;:)\n]|$| (?:and|without|now|at|today|just|please|on|for the"
    r"|for this|over)(?!\w))",
    r"(?<!\w)(?:label|tags?|verdict|outcome|decision|evaluation|expected output|result|a|triage|status|state"
    r"|next step"
    r"|appeal|ready)s?(?: \([^)\n]{1,20}\))? ?(?:[:=>]{1,2}|->) ?[\"']?(?:ready|approved|pass|unblock|lift)(?!\w)",
    r"(?<!\w)(?:decision|verdict|label|outcome) (?:is|=) ?[\"']?(?:verified|ready|approved)(?!\w)",
    r"(?<!\w)(?:pending|waiting) ?(?:->|=>|to) ?ready(?!\w)|(?:tagged|marked|labelled) (?:\w+ )?as ready(?!\w)",
    r"(?<!\w)moved? (?:\w+ ){1,3}to (?:\"?ready|the ready)(?!\w)|(?<!\w)ready queue(?!\w)",
)
CODED = (
    r"[\"'](?:ready|approved|standing|decision|api_key|unblocked?)[\"'] ?: ?[\"'\[]?(?:true|ready|done|verified"
    r"|complete|yes)",
    r"[\"']action[\"'] ?: ?[\"']ready",
    r"[\"'](?:verified|ready|approved)[\"'] ?: ?true",
    r"<decision(?!\w)|<(?:ready|verdict|outcome)(?!\w)",
    r"\{% ?(?:assign|comment|if)(?!\w)",
    r"(?:set_status|add_tag|notify_agent|set_tag|tags\.push)(?!\w)",
    r"^\s{0,4}/(?:tag|status|assign|internal|macro)(?!\w)",
    r"(?<!\w)api_key ?(?:[:=]{1,2}|done|verified)[^\n]{0,12}(?:done|verified|ok)(?!\w)",
)
