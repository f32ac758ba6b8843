"""Volumes told in sentences of their own that go together, season by season, or settled in the end."""

STREAMS = (  # beside the answers to the other questions
    ("About 400 a day go to buyers. Also on Mondays there goes a letter to 3,000 readers, one each.", 25000, 25000),
    ("Receipts make 2,500 a month. In addition the newsletter goes to 4,000 readers once a month.", 6500, 6500),
    ("The 900 members get my letter once a month. On top come order confirmations, 100 a month.", 1000, 1000),
    ("Unsere 900 Mitglieder bekommen einmal im Monat den Brief. Dazu kommen Rechnungen, 100 im Monat.", 1000, 1000),
    ("Mes 900 clients reçoivent ma lettre une fois par mois. S'y ajoutent 100 factures par mois.", 1000, 1000),
    ("Mandamos 2.000 recibos al mes. Además, el boletín llega a 3.000 lectores una vez al mes.", 5000, 5000),
    ("Mandiamo 2.000 ricevute al mese. Inoltre la newsletter va a 3.000 lettori una volta al mese.", 5000, 5000),
    ("800 tickets a month plus the letter, which is read by 3,000 readers, once a month.", 3800, 3800),
    ("Stream one is receipts, 3k a month. Stream two is reminders, 2k a month.", 5000, 5000),
    ("First the receipts, 3k a month. Second the reminders, 2.5k a month. Third the letter, 3k a month.", 8500, 8500),
    ("每天大约200封,另外每周给1000个客户发一期新品邮件。", 10333, 10333),
    ("There are 410 of us, so 410 letters a month, plus about 90 receipts.", 500, 500),
    ("On est 410, donc 410 lettres par mois, plus environ 90 reçus.", 500, 500),
    ("1,300 employees, each of them receives two such mails a week.", 11267, 11267),
    ("Each booking makes 4 mails. We have 2k bookings a month.", 8000, 8000),
    ("A fortnightly bulletin to 3,000 readers, 26 issues a year.", 6500, 6500),
    ("Im Schnitt 700 Mails im Monat, im Dezember können's schon 2500 werden.", 700, 2500),
    ("Entre 2 000 et 3 000 par mois, plus en août évidemment, disons 9 000 en août.", 2000, 9000),
    ("10k jetzt, 30k im Monat bis Q3.", 10000, 30000),
    ("200 members, one mail a week each, plus 200 bills a quarter... let's say 1,000 a month.", 1000, 1000),
    (
        "200 adhérents, un mail par semaine chacun, plus 200 factures par trimestre, allez, disons 1 000 par mois.",
        1000,
        1000,
    ),
)
LATER = (  # the first answer, what comes later, and the figures then
    ("Receipts 3k a month. Reminders 2k a month.", "Sorry, it's 4k for the receipts, not 3k.", 6000, 6000),
    ("Quittungen 3000 im Monat, Rundbrief 2000 im Monat.", "Es sind 4000 beim Rundbrief, nicht 2000.", 7000, 7000),
    ("2,500 mails a month.", "We close the branch in June, then it will be 1,000 less.", 1500, 2500),
    ("200 mails a week.", "From May there will be 150 more a week.", 867, 1517),
    ("30k a month.", "30k was before we sold the Ohio shops. He says figure a third of that now.", 10000, 10000),
    ("5,000 a month.", "With a newsletter it's 8,000 in that month.", 5000, 8000),
    ("5.000 al mes.", "Corrijo lo del volumen: en total 8.000.", 8000, 8000),
)
WITHDRAWN = (
    "Please don't put that figure in the file, I'll count and come back.",
    "Bitte die Zahl nicht eintragen, ich melde mich.",
    "No ponga esa cifra, por favor, la tengo que contar.",
    "Ne notez pas ce chiffre, je vais recompter.",
)
