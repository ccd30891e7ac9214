"""Words that texts on other subjects name in passing: alone they do not make a topic.

A head of state is named in every article, and does not make it one on elections; the wounded of any story
are brought to a hospital. So the terms in dictionary form that are nothing but such a word count as weak ones.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "army campaign chairman cloud conference conservation crude defence defense deficit doctor drone "
        "ecosystem evacuation export foundry fuel health hospital immigrant import investigation investor "
        "medicine minister minority negotiation opposition participation patient poll pollution president "
        "refugee rescue resilience sentence smuggler soldier summit survey treaty trial weapon",
        "it": "affluenza arma asilo bilancio borsa carburante clima cloud difesa drone emissione esercito "
        "espulsione evacuazione fonderia greggio imposta indagine investitore medicina medico ministro "
        "minoranza negoziato opposizione ospedale partecipazione paziente presidente processo rifugiato "
        "salute sanitario scossa soccorso soldato sondaggio trafficante trattato vertice",
        "fr": "arme armée asile bourse brut carburant climat cloud drone défense embargo enquête expulsion fonderie "
        "hôpital investisseur ministre minorité médecin médicament négociation opposition participation "
        "passeur patient procès président puces relocalisation retraite réfugié sanitaire santé secours "
        "soldat sommet sondage traité troupe évacuation",
        "de": "abhängigkeit anleger armee arzt ausbruch botschaft börse cloud drohne ermittlung evakuierung "
        "flüchtling gesundheit gipfel haushalt investor klage klima kraftstoff krankenhaus medikament "
        "minderheit minister opposition patient prozess präsident rente resilienz rettung schleuser soldat "
        "steuer strom truppe umfrage umsiedlung verhandlung verteidigung vertrag waffe",
        "es": "arma asilo bloqueo bolsa clima combustible crudo cumbre defensa demanda deportación detención dron "
        "ejército embargo encuesta evacuación hospital inversor investigación juicio medicamento ministro "
        "minoría médico negociación nube oblea oposición paciente paro participación presidente refugiado "
        "rescate salud sanitario sentencia soldado traficante tratado tropa",
        "ja": "クラウド 世論調査 予算 交渉 健康 兵士 医師 医療 大統領 患者 投票率 投資家 捜査 救助 条約 武器 "
        "物価 病院 税 輸入 輸出 避難 部隊 野党",
        "zh": "健康 军队 出口 医生 医疗 医院 卫生 反对党 士兵 庇护 总统 患者 投票率 投资者 救援 条约 武器 疏散 "
        "税 管道 调查 谈判 进口 预算",
    }.items()
}


def names_in_passing(term: str, language: str) -> bool:
    """Tell whether a term of a language (BCP 47, its first part) is a word that is named in passing."""
    return term.lower() in _WORDS.get(language, ())
