"""Days written in words or figures; what can be read in two ways is not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

_MONTHS = (
    """
    january janvier gennaio enero januar janeiro januari styczeń stycznia jan gen ene janv января январь янв
    ledna leden január januára januarja ianuarie tammikuuta tammikuu ιανουαρίου ocak януари siječnja jaanuar
    janvārī janvāris sausio січня يناير ינואר בינואר जनवरी
    """,
    """
    february février febbraio febrero februar fevereiro februari luty lutego feb fév févr fev февраля
    февраль фев února únor február februára februarja februarie helmikuuta helmikuu φεβρουαρίου şubat
    февруари veljače veebruar februārī februāris vasario лютого فبراير פברואר בפברואר फरवरी फ़रवरी
    """,
    """
    march mars marzo märz maart março marzec marca mar марта март мар března březen március marec martie
    maaliskuuta maaliskuu μαρτίου mart ožujka märts martā marts kovo березня maret مارس מרץ מרס במרץ במרס
    मार्च
    """,
    """
    april avril aprile abril kwiecień kwietnia apr avr abr апреля апрель апр dubna duben április apríla
    aprila aprilie huhtikuuta huhtikuu απριλίου nisan април travnja aprill aprīlī aprīlis balandžio квітня
    أبريل ابريل אפריל באפריל अप्रैल
    """,
    """
    may mai maggio mayo maio mei maj maja mag мая май května květen május mája toukokuuta toukokuu μαΐου
    μαίου mayıs svibnja maijā maijs gegužės травня مايو מאי במאי मई
    """,
    """
    june juin giugno junio juni junho czerwiec czerwca jun giu июня июнь июн června červen június júna
    junija iunie kesäkuuta kesäkuu ιουνίου haziran юни lipnja juuni jūnijā jūnijs birželio червня يونيو יוני
    ביוני जून
    """,
    """
    july juillet luglio julio juli julho lipiec lipca jul lug juil июля июль июл července červenec július
    júla julija iulie heinäkuuta heinäkuu ιουλίου temmuz юли srpnja juuli jūlijā jūlijs liepos липня يوليو
    יולי ביולי जुलाई
    """,
    """
    august août agosto augustus sierpień sierpnia aug ago augusti августа август авг srpna srpen augusztus
    augusta avgusta elokuuta elokuu αυγούστου ağustos kolovoza augustā augusts rugpjūčio серпня agustus
    أغسطس اغسطس אוגוסט באוגוסט अगस्त
    """,
    """
    september septembre settembre septiembre setembro wrzesień września sep sept set сентября сентябрь сен
    сент září szeptember septembra septembrie syyskuuta syyskuu σεπτεμβρίου eylül септември rujna septembrī
    septembris rugsėjo вересня سبتمبر ספטמבר בספטמבר सितंबर सितम्बर
    """,
    """
    october octobre ottobre octubre oktober outubro październik października oct ott okt октября октябрь окт
    října říjen október októbra oktobra octombrie lokakuuta lokakuu οκτωβρίου ekim октомври oktoober oktobrī
    oktobris spalio жовтня أكتوبر اكتوبر אוקטובר באוקטובר अक्टूबर अक्तूबर
    """,
    """
    november novembre noviembre novembro listopad listopada nov ноября ноябрь ноя listopadu novembra
    noiembrie marraskuuta marraskuu νοεμβρίου kasım ноември studenoga studenog novembrī novembris lapkričio
    نوفمبر נובמבר בנובמבר नवंबर नवम्बर
    """,
    """
    december décembre dicembre diciembre dezember dezembro grudzień grudnia dec dic déc dez декабря декабрь
    дек prosince prosinec decembra decembrie joulukuuta joulukuu δεκεμβρίου aralık декември prosinca
    detsember decembrī decembris gruodžio грудня desember ديسمبر דצמבר בדצמבר दिसंबर दिसम्बर
    """,
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTHS = frozenset(_NUMBER_OF)
"""The names of months in the languages that are read, in small letters."""

_DIGITS = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
    for value, digit in enumerate(digits)
}
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d{2})-(\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_VIETNAMESE = re.compile(r"\b(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:,|năm)?\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_NAME = r"([^\s\d.,;:()/-]{2,20})"
"""A month's name; vowel signs of Indian scripts are no letters to a regular expression."""

_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|°|\.|-го|-а)?\s+(?:de\s+|d['’])?"
    + _NAME
    + r"\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(
    r"(?<![^\s(>|·•,:])" + _NAME + r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b"
)
_YEAR_NAMED = re.compile(r"\b((?:19|20)\d\d)\.?\s+(?:m\.\s+)?" + _NAME + r"\.?\s+(\d{1,2})(?!\d)")
_LATVIAN = re.compile(r"\b((?:19|20)\d\d)\.\s+gada\s+(\d{1,2})\.\s+" + _NAME)
_FIGURES = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)\b")


def read_date(text: str) -> date | None:
    """Return the day that a text names, or None where it names none or could mean two."""
    found = find_date(text)
    return found[0] if found else None


def find_date(text: str) -> tuple[date, int, int] | None:
    """Return the day that a text names with where it stands, or None where it names none or could mean two."""
    figures = text.translate(_DIGITS)
    for pattern, read in _READERS:
        found = pattern.search(figures)
        day = read(found) if found else None
        if found and day is not None:
            return day, found.start(), found.end()
        if found and pattern in _SURE:
            return None
    return None


def _year_first(found: re.Match[str]) -> date | None:
    return _date(int(found[1]), int(found[2]), int(found[3]))


def _day_first(found: re.Match[str]) -> date | None:
    month = _NUMBER_OF.get(found[2].lower())
    return _date(int(found[3]), month, int(found[1])) if month else None


def _month_first(found: re.Match[str]) -> date | None:
    month = _NUMBER_OF.get(found[1].lower())
    return _date(int(found[3]), month, int(found[2])) if month else None


def _year_named(found: re.Match[str]) -> date | None:
    month = _NUMBER_OF.get(found[2].lower())
    return _date(int(found[1]), month, int(found[3])) if month else None


def _latvian(found: re.Match[str]) -> date | None:
    month = _NUMBER_OF.get(found[3].lower())
    return _date(int(found[1]), month, int(found[2])) if month else None


def _vietnamese(found: re.Match[str]) -> date | None:
    return _date(int(found[3]), int(found[2]), int(found[1]))


def _figures(found: re.Match[str]) -> date | None:
    """Read 13/05/2024 and 05/13/2024, but not 05/06/2024; a full stop always puts the day first."""
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if "." in found[0] or first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SURE = (_ISO, _YEAR_FIRST, _CJK)
"""Forms that mean a day and nothing else: where one names no day that there is, none is looked for."""

_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
    *((pattern, _year_first) for pattern in _SURE),
    (_VIETNAMESE, _vietnamese),
    (_LATVIAN, _latvian),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_YEAR_NAMED, _year_named),
    (_FIGURES, _figures),
)
