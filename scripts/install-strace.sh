#!/usr/bin/env bash
# Installs strace, which the torture suite fails and kills system calls with, from the packages of Debian or Ubuntu where it is missing.
set -euo pipefail

cannot() {
  printf 'strace cannot be installed: %s\nThe tests of system calls are skipped without it.\n' "$1" >&2
  exit 1
}

# What is there must also work: a container may forbid to trace.
works() {
  strace -qq -f --seccomp-bpf -e trace=openat -o /dev/null true
}

if ! command -v strace >/dev/null; then
  [ "$(uname -s)" = Linux ] || cannot "it is of Linux, and this is $(uname -s)"
  command -v apt-get >/dev/null || cannot 'there is no apt-get; install the package strace of this system'
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || cannot 'that takes root, or sudo without a password'
    as_root=(sudo -n)
  fi
  "${as_root[@]}" apt-get update -qq || cannot 'the list of packages cannot be read'
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends strace >/dev/null || cannot 'apt-get failed'
fi

works || cannot 'it is there, but may not trace here (a container needs the right to, and strace must be 5.3 or later)'
strace --version | head -n 1
