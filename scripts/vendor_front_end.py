"""Write kg/view/vendor: ``python scripts/vendor_front_end.py`` (needs Node.js and npm).

The packages of scripts/front_end/package-lock.json, bundled into two scripts, with their licences and a map.
The wheel carries what is written here, so that neither installing nor showing a page needs Node.js or a network.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).resolve().parents[1]
SOURCE, TARGET = ROOT / "scripts" / "front_end", ROOT / "kg" / "view" / "vendor"
TERRITORIES = ROOT / "ontology" / "actors" / "rigour_territories.tsv"
BUNDLES = ("charts", "measures")
PLOT_CLASS = "kg-plot"
"""Class of every plot, which Plot names in the style that it adds; pages allow that style by its hash."""


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for file in SOURCE.iterdir():
            shutil.copy(file, work / file.name)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, check=True)
        packages: set[str] = set()
        for name in BUNDLES:
            packages |= _bundle(work, name)
        (TARGET / "plot.css").write_text(_plot_style(work), encoding="utf-8")
        (TARGET / "LICENSES.txt").write_text(_licences(work, packages | {"world-atlas"}), encoding="utf-8")
        made = subprocess.run(["node", "atlas.mjs"], cwd=work, check=True, capture_output=True, text=True).stdout
    atlas = _with_codes(json.loads(made))
    (TARGET / "world.json").write_text(json.dumps(atlas, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _bundle(work: Path, name: str) -> set[str]:
    """Bundle one entry, and name the packages that went into it."""
    command = [
        "node_modules/.bin/esbuild", f"{name}.mjs", "--bundle", "--minify", "--format=iife", "--target=es2020",
        "--charset=utf8", "--legal-comments=none", f"--outfile={TARGET / name}.js", "--metafile=meta.json",
    ]  # fmt: skip
    subprocess.run(command, cwd=work, check=True)
    inputs = json.loads((work / "meta.json").read_text(encoding="utf-8"))["inputs"]
    found = (re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", path) for path in inputs)
    return {names[-1] for names in found if names}


def _plot_style(work: Path) -> str:
    """The style that Plot puts into every plot, as it stands in its source."""
    source = (work / "node_modules/@observablehq/plot/src/plot.js").read_text(encoding="utf-8")
    (style,) = re.findall(r'append\("style"\)\.text\(\s*`(.*?)`', source, re.DOTALL)
    return str(style).replace("${className}", PLOT_CLASS)


def _licences(work: Path, packages: set[str]) -> str:
    parts = ["Licences of what kg/view/vendor was made of.\n"]
    for name in sorted(packages):
        folder = work / "node_modules" / name
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        texts = sorted(path for path in folder.iterdir() if path.name.lower().startswith("licen"))
        text = "\n".join(path.read_text(encoding="utf-8").strip() for path in texts) or "(no text of its own)"
        parts.append(f"{name} {about['version']} ({about['license']})\n\n{text}\n")
    return f"\n{'=' * 80}\n\n".join(parts)


def _with_codes(atlas: dict[str, Any]) -> dict[str, Any]:
    """States by ISO 3166-1 alpha-3 code as the gazetteer writes it, in place of the numbers that the atlas has."""
    with TERRITORIES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    by_code = {row["code"]: row["alpha3"].upper() for row in rows if row["alpha3"]}
    by_name = {row["name"]: row["alpha3"].upper() for row in rows if row["alpha3"]}
    aliases = get_global("territory_aliases")

    def code(number: str | None, name: str) -> str:
        known = next((by_code[two.lower()] for two in aliases.get(number or "", ()) if two.lower() in by_code), None)
        return known or by_name.get(name, "")

    for state in atlas["topology"]["objects"]["countries"]["geometries"]:
        state["id"] = code(state.get("id"), state["properties"]["name"])
    points = [point | {"id": code(point.get("id"), point["name"])} for point in atlas["points"]]
    there = {state["id"] for state in atlas["topology"]["objects"]["countries"]["geometries"]}
    return atlas | {"points": [point for point in points if point["id"] and point["id"] not in there]}


if __name__ == "__main__":
    main()
