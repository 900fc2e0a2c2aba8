"""Which texts are English: by their own words, whatever the names in them."""

from __future__ import annotations

import pytest

from kg.read.language import language_of

ENGLISH = [
    "Đặng Thị Ngọc Thịnh becomes Acting President of Vietnam on the death of Trần Đại Quang.",
    "Lê Thị Thu Hằng and Phạm Gia Khiêm are appointed as ministers of Vietnam.",
    "Kılıçdaroğlu meets İmamoğlu and Yavaş in Ankara to discuss Kılıçdaroğlu's plan.",
    "Þorgerður Katrín Gunnarsdóttir is named as Foreign Minister of Iceland at Reykjavík.",
    "Łukasz Wiśniewski of Świętokrzyskie is chosen as mayor of Częstochowa.",
]
OTHERS = [
    ("vi", "Chủ tịch nước Việt Nam thăm Lào và ký một hiệp định về thương mại."),
    ("vi", "Phạm Gia Khiêm được bổ nhiệm làm bộ trưởng của Việt Nam sau cuộc bầu cử."),
    ("tr", "Cumhurbaşkanı Ankara'da bakanlarla görüştü ve anlaşmayı imzaladı."),
    ("pl", "Na razie nie ma decyzji o wysłaniu wojsk do Mali."),
    ("de", "Der Minister war als Gast in Kiew und sprach mit Soldaten über die Lage."),
    ("nl", "De minister is in Brussel om te praten over de oorlog in Oekraïne."),
    ("af", "Die president is in Pretoria om die ministers te ontmoet oor die vrede."),
    ("es", "El presidente de Chile visitó a los ministros de Perú en Lima este lunes."),
    ("cs", "Prezident je v Praze na jednání o obraně."),
    ("ru", "Президент прибыл в Москву на переговоры о мире."),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_is_not_taken_for_their_language(text: str) -> None:
    assert language_of(text) in {"en", None}


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_are_told_by_their_own_words(code: str, text: str) -> None:
    assert language_of(text) == code
