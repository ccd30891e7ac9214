"""The fixed words of briefings by language, which templates can replace."""

from __future__ import annotations

from typing import Literal

Word = Literal[
    "contents",
    "sources",
    "notes",
    "source",
    "reliability",
    "to-complete",
    "no-date",
    "no-outlet",
    "source-not-found",
    "copy",
    "figure",
    "file",
    "edited",
    "usable",
    "closed",
    "named",
    "page",
    "pages",
    "translation",
]

LANGUAGES = ("en", "it", "fr")

WORDS: dict[Word, dict[str, str]] = {
    "contents": {"en": "Contents", "it": "Indice", "fr": "Sommaire"},
    "sources": {"en": "Sources", "it": "Fonti", "fr": "Sources"},
    "notes": {"en": "Notes", "it": "Note", "fr": "Notes"},
    "source": {"en": "Source", "it": "Fonte", "fr": "Source"},
    "reliability": {"en": "Reliability", "it": "Affidabilità", "fr": "Fiabilité"},
    "to-complete": {"en": "to be completed", "it": "da completare", "fr": "à compléter"},
    "no-date": {"en": "no date given", "it": "senza data", "fr": "sans date"},
    "no-outlet": {"en": "outlet not named", "it": "testata non indicata", "fr": "média non précisé"},
    "source-not-found": {
        "en": "source not found in the dossier",
        "it": "fonte non trovata nel dossier",
        "fr": "source introuvable dans le dossier",
    },
    "copy": {"en": "Copy no.", "it": "Copia n.", "fr": "Exemplaire n°"},
    "figure": {"en": "Figure", "it": "Figura", "fr": "Figure"},
    "file": {"en": "file", "it": "file", "fr": "fichier"},
    "edited": {"en": "edited", "it": "testo adattato", "fr": "texte adapté"},
    "usable": {"en": "usable", "it": "utilizzabile", "fr": "utilisable"},
    "closed": {"en": "not for disclosure", "it": "da non divulgare", "fr": "à ne pas divulguer"},
    "named": {"en": "only for", "it": "solo per", "fr": "réservé à"},
    "page": {"en": "p.", "it": "p.", "fr": "p."},
    "pages": {"en": "pp.", "it": "pp.", "fr": "p."},
    "translation": {
        "en": "Working translation, unofficial",
        "it": "Traduzione di lavoro, non ufficiale",
        "fr": "Traduction de travail, non officielle",
    },
}
