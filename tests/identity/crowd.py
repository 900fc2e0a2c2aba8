"""Articles of our own about one man in three spellings, his namesake, and whom they deal with."""

from __future__ import annotations

from kg.model import Entity
from kg.resources import BASE
from tests.graph.samples import IRAN, KNOWN, RUSSIA, USA, article, claim

ZARIF = Entity(BASE + "person/javad-zarif", "Javad Zarif", "Person", "IRN", "GOV", IRAN.id)
ZAREEF = Entity(BASE + "person/jawad-zareef", "Jawad Zareef", "Person", "IRN", "GOV", IRAN.id)
LAVROV = Entity(BASE + "person/sergey-lavrov", "Sergey Lavrov", "Person", "RUS", "GOV", RUSSIA.id)
LAVROFF = Entity(BASE + "person/sergei-lavroff", "Sergei Lavroff", "Person", "RUS", "GOV", RUSSIA.id)

MEETING = article("meeting", "Javad Zarif met Sergey Lavrov. Javad Zarif accused the United States.", day="2019-05-08")
MEETING_CLAIMS = [
    claim(MEETING, "Javad Zarif met Sergey Lavrov", ZARIF, "meetsWith", LAVROV, plover="CONSULT",
          subject_text="Javad Zarif", object_text="Sergey Lavrov"),
    claim(MEETING, "Javad Zarif accused the United States", ZARIF, "accuses", USA, plover="ACCUSE",
          subject_text="Javad Zarif"),
]  # fmt: skip

CALL = article("call", "Jawad Zareef called Sergei Lavroff. The United States denied it.", day="2019-05-09")
CALL_CLAIMS = [
    claim(CALL, "Jawad Zareef called Sergei Lavroff", ZAREEF, "meetsWith", LAVROFF, plover="CONSULT",
          subject_text="Jawad Zareef", object_text="Sergei Lavroff"),
    claim(CALL, "The United States denied it", ZAREEF, "accuses", USA, plover="ACCUSE", polarity="negated",
          attributed_to=USA),
]  # fmt: skip

NEWS = [(MEETING, MEETING_CLAIMS), (CALL, CALL_CLAIMS)]
BACKGROUND = KNOWN
