"""The forms of keys, the platform's and those of other services."""

import re

# Forms of the platform's own keys; old ones mix cases or are shorter, some people put spaces in.
PLATFORM_KEYS = (
    re.compile(r"(?:pub)?key-[0-9a-z]{32,80}(?:-[0-9a-z]{8}-[0-9a-z]{8})?", re.I),
    re.compile(r"[0-9a-f]{32}\s?[-–—‐‑]\s?[0-9a-z]{8}\s?[-–—‐‑]\s?[0-9a-z]{8}(?![0-9a-z])", re.I),
    re.compile(r"[0-9a-f]{32}-[0-9a-z]{8}-[0-9a-z]{8}", re.I),
    re.compile(r"(?<![A-Za-z0-9-])[A-Za-z0-9-]{72}(?![A-Za-z0-9-])"),
)
LOOSE_KEYS = (
    re.compile(r"(?:pub)?key-[0-9A-Za-z]{20,80}", re.I),
    re.compile(r"(?:pub)?key-\s{0,3}[0-9a-f]{4,32}(?:\s{1,2}(?=[a-f]{0,6}\d)[0-9a-f]{2,32}){1,12}", re.I),
    re.compile(r"(?:pub)?key-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I),
    re.compile(r"(?:pub)?key\s{0,2}[-_–—‐‑]\s{0,2}(?:[0-9a-f]\s){20,64}", re.I),
    re.compile(
        r"(?:(?<![a-z])(?:(?:api|pub)?k\s?e\s?y|(?:api|access|auth)[ _-]?token|bearer|secret)|[_-]key|schl[üu]ssel"
        r"|cl[ée] api|clave(?: de)? api"
        r"|chave(?: de| da)? api"
        r"|chiave api|klucz(?:a)? api|sleutel|ключ|キー|密钥)(?:(?!commit|md5|sha|hash|message)[^\n]){0,24}?\s{0,4}"
        r"(?P<secret>(?<![0-9a-z])[0-9a-f]{32,64}(?![0-9a-z]))",
        re.I,
    ),
)
OTHER_KEYS = (
    re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    re.compile(r"\baws_secret_access_key\b\W{1,5}(?P<secret>[A-Za-z0-9/+=]{40})", re.I),
    re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,255}|\bgithub_pat_[A-Za-z0-9_]{40,255}"),
    re.compile(r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,128}"),
    re.compile(r"\bSG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}"),
    re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,128}"),
    re.compile(r"\bAIza[0-9A-Za-z_-]{35}"),
    re.compile(r"\beyJ[\w-]{10,600}\.[\w-]{10,2000}\.[\w-]{10,600}"),
    re.compile(r"\b(?:glpat|GOCSPX|npm|hf|shpat|dop_v1|xkeysib|xsmtpsib)[-_](?=[\w-]{0,40}\d)[\w-]{20,200}"),
    re.compile(r"\bre_[A-Za-z0-9]{6,10}_[A-Za-z0-9]{20,40}"),
    re.compile(r"\b(?:Basic|Bearer)\s{1,4}(?P<secret>(?=\S{0,60}\d)(?=\S{0,60}[A-Z])[A-Za-z0-9+/._~-]{20,800}={0,2})"),
    re.compile(
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,4000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
    ),
)
