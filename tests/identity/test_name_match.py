"""Which spellings are taken for one name, and which are not."""

from __future__ import annotations

import pytest

from kg.identity.name_match import blocking_keys, name_similarity

ALIKE = [
    ("Muammar al-Qaddafi", "Moammar Gadhafi"),
    ("Muammar Gaddafi", "Muammar Khadafy"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
    ("Kyiv", "Kiev"),
    ("Mohammad Javad Zarif", "Muhammad Zarif"),
    ("V. Putin", "Vladimir Putin"),
    ("Владимир Путин", "Vladimir Putin"),
    ("Kim Jong Un", "Jong-un Kim"),
    ("Kim Jong-un", "Kim Jongun"),
    ("Xi Jinping", "Jinping Xi"),
    ("Abdel Fattah el-Sisi", "Abd al-Fattah al-Sissi"),
    ("Recep Tayyip Erdoğan", "Tayyip Erdogan"),
    ("Alexander Lukashenko", "Aleksandr Lukashenka"),
    ("Hizbullah", "Hezbollah"),
    ("Ali Khamene’i", "Ali Khamenei"),
    ("Yoon Suk Yeol", "Yoon Suk-yeol"),
]

UNALIKE = [
    ("Hassan Nasrallah", "Ali Nasrallah"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Kim Jong Il", "Kim Jong Un"),
    ("Hun Sen", "Hun Manet"),
    ("Imran Khan", "Ahmed Khan"),
    ("A. Khan", "A. Karzai"),
    ("Abdul Haji", "Victor Haji"),
    ("Kim", "Kim Jong Un"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_of_one_name_are_alike_and_meet_under_a_key(one: str, other: str) -> None:
    assert name_similarity(one, other) >= 0.85
    assert set(blocking_keys(one)) & set(blocking_keys(other))


@pytest.mark.parametrize(("one", "other"), UNALIKE)
def test_relatives_and_namesakes_are_not(one: str, other: str) -> None:
    assert name_similarity(one, other) == 0.0


@pytest.mark.parametrize(("one", "other"), ALIKE + UNALIKE)
def test_similarity_is_the_same_both_ways(one: str, other: str) -> None:
    assert name_similarity(one, other) == name_similarity(other, one)


def test_last_name_alone_is_less_sure_than_initial_with_it() -> None:
    assert name_similarity("Zarif", "Javad Zarif") < name_similarity("J. Zarif", "Javad Zarif") < 1.0
    assert name_similarity("Javad Zarif", "Javad Zarif") == 1.0
