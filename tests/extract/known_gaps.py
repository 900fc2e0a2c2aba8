"""Write tests/cases/known_gaps.yaml anew: ``python -m tests.extract.known_gaps``; look at the difference."""

from __future__ import annotations

import yaml

from kg.extract.frames import load_frames
from tests.extract.cases import CASES, claims_in, failures, fits, table
from tests.extract.test_case_tables import TABLES
from tests.extract.test_frames import example_failure


def main() -> None:
    gaps = {
        "rows": [row["text"] for name in TABLES for row in table(name) if list(failures(row))],
        "paraphrases": [
            text
            for group in table("paraphrases")
            for text in group["texts"]
            if not any(fits(claim, group["claim"]) for claim in claims_in(text))
        ],
        "frames": [
            *(text for frame in load_frames().frames for text in frame.examples if example_failure(text)),
            *(text for frame in load_frames().frames for text in frame.counterexamples
              if any(claim.rule == frame.name for claim in claims_in(text))),
        ],
    }  # fmt: skip
    head = "# Rows that the extractor can't do yet, each an expected failure. Written by tests/extract/known_gaps.py.\n"
    (CASES / "known_gaps.yaml").write_text(
        head + yaml.safe_dump(gaps, allow_unicode=True, width=1000), encoding="utf-8"
    )
    print({kind: len(texts) for kind, texts in gaps.items()})


if __name__ == "__main__":
    main()
