#!/usr/bin/env bash
# Builds the wheel and installs it as a stranger would: without the lock, into an empty environment of each declared Python
# that this machine has, away from the checkout. Python 3.11 gets the pip that came with it. Then runs the commands.
#   scripts/try_wheel.sh [PYTHON]     PYTHON has hatchling and builds the wheel (.venv/bin/python if left out)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
builder=$(realpath -s "${1:-$root/.venv/bin/python}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

interpreter() { # path of Python $1, from PATH or pyenv
  local candidate
  for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python; do
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

must_hold() { # file $1 holds $2
  grep -qF -- "$2" "$1" || { echo "$1 does not hold $2:"; head -c 2000 "$1"; exit 1; }
}

try_commands() { # kg of the environment $1 reads the samples in the folder where it stands, and answers
  local kg=$1/bin/kg
  "$kg" --version
  "$kg" extract news.txt page.html > claims.jsonl
  must_hold claims.jsonl '"relation": "suppliesArmsTo"'
  must_hold claims.jsonl '"relation": "sanctions"'
  "$kg" build . --out out > summary.txt
  must_hold summary.txt '3 articles read'
  "$kg" query out denials --param actor=Iran --format csv > denials.csv
  must_hold denials.csv 'Iran denied supplying drones to Russia'
  "$kg" view out --focus Iran --output iran.html > /dev/null
  must_hold iran.html 'Houthi'
}

PYTHONPATH= "$builder" -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$work/wheel" "$root"
tried=0
for version in 3.11 3.12 3.13; do
  if ! python=$(interpreter "$version"); then
    echo "wheel on Python $version: skipped, this machine has no such Python"
    continue
  fi
  environment=$work/$version
  SECONDS=0
  "$python" -m venv "$environment"
  if [ "$version" = 3.11 ]; then
    "$environment/bin/python" -m pip install --quiet pip==23.2.1
  fi
  "$environment/bin/python" -m pip install --quiet --no-compile "$work"/wheel/*.whl
  "$environment/bin/python" -m pip check
  mkdir "$work/samples-$version"
  cd "$work/samples-$version"
  cp "$root/data/articles/mediators-and-members.md" .
  echo "Iran denied supplying drones to Russia. Iran has sent rockets to the Houthis." > news.txt
  echo "<html><head><title>Sanctions</title></head><body><article><h1>Sanctions</h1>" \
    "<p>Canada imposed sanctions on Belarus, the foreign minister said in Ottawa on Monday.</p></article></body></html>" \
    > page.html
  env -u PYTHONPATH -u VIRTUAL_ENV bash -c "set -euo pipefail; $(declare -f must_hold try_commands); try_commands '$environment'"
  echo "wheel on Python $version with $("$environment/bin/python" -m pip --version | cut -d' ' -f1,2): works, ${SECONDS} s"
  tried=$((tried + 1))
done
[ "$tried" -gt 0 ] || { echo "no Python 3.11, 3.12 or 3.13 here"; exit 1; }
