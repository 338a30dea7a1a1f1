#!/usr/bin/env bash
# Installs the programs that tests run as users have them, from the packages of Debian or Ubuntu where they are missing: pre-commit for the hooks, zsh and
# fish for completion, xmllint for the JUnit report.
set -euo pipefail

cannot() {
  printf 'pre-commit, zsh, fish and xmllint cannot be installed: %s\nOutside of CI the tests that need them are skipped without them.\n' "$1" >&2
  exit 1
}

missing=()
for program in pre-commit zsh fish; do
  command -v "$program" >/dev/null || missing+=("$program")
done
command -v xmllint >/dev/null || missing+=(libxml2-utils)

if [ "${#missing[@]}" -gt 0 ]; then
  command -v apt-get >/dev/null || cannot "there is no apt-get; install the packages ${missing[*]} of this system"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || cannot 'that takes root, or sudo without a password'
    as_root=(sudo -n)
  fi
  "${as_root[@]}" apt-get update -qq || cannot 'the list of packages cannot be read'
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || cannot 'apt-get failed'
fi

pre-commit --version
