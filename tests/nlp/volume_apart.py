"""Volumes whose parts stand apart: heads and their rates, events and the mails that each makes, what goes by post."""

APART = (  # beside the answers to the other questions
    ("Every horse gets a reminder once a month. I have 210 horses on the book.", 210, 210),
    ("Der Rundbrief erscheint zweimal im Monat, an jede Parzelle eine Mail. Wir haben 212 Parzellen.", 424, 424),
    ("We remind every tenant of the rent on the 1st and again on the 10th. 310 tenants.", 620, 620),
    ("El boletín sale los días 1 y 15 de cada mes a 430 socios.", 860, 860),
    ("Il bollettino parte il 1 e il 15 di ogni mese a 430 soci.", 860, 860),
    ("O boletim sai todas as segundas para 500 leitores.", 2167, 2167),
    ("The letter goes out on the 3rd, the 13th and the 23rd of each month to 400 people.", 1200, 1200),
    ("12 jobs on a normal day, open all days, one mail for one job.", 360, 360),
    ("Three e-mails to every runner. I've 8 races a year and each sells out at 450.", 900, 900),
    ("Three e-mails to every runner. They enter on our site. 8 races a year and each sells out at 450.", 900, 900),
    ("14 courses a year, 25 people each, and everyone gets five mails around the course.", 146, 146),
    ("1.750 Empfänger, sechs Konzerte im Jahr, je Konzert eine Einladung und eine Erinnerung.", 1750, 1750),
    ("Chaque gâteau commandé sur notre site = 2 mails au client. Environ 140 commandes par semaine.", 1213, 1213),
    (
        "Every customer gets the reminder, and on the day a certificate. 2,640 customers, so 2 per head per year.",
        440,
        440,
    ),
    ("A parcel notice every month, and the invoice every three months. 540 club members.", 720, 720),
    ("1,200 families. Newsletter monthly, invoices quarterly.", 1600, 1600),
    ("Our choir has 72 singers; they get the plan weekly by mail and the minutes once a month.", 384, 384),
    ("We mail 388 copies of the newsletter each month, plus 140 on paper.", 388, 388),
    ("Four times a year an appeal, 5,000 letters by post. The same by mail, four times a year, to 1,500.", 500, 500),
    ("In Ramadan it is 14 thousand mails, and in the other eleven months 1 thousand each.", 1000, 14000),
    ("Letter: 2,300 readers, comes out fortnightly... no wait, monthly. Tickets: 640 a month.", 2940, 2940),
)
UNSETTLED = (
    "600 mails a month. Having said that, the report shows 2,500 a month and I can't tell you which is right.",
    "5,000 mails a month by my count and 900 a month by hers. One of them is wrong.",
    "Each mailing goes to 1,300 people.",
    "We send 6,000 mails a month. The report says 20,000 a year.",
)
