#!/bin/sh
# SPDX-License-Identifier: MIT
# Finds and installs the programs, files and Python modules of prerequisites.txt.
#   setup.sh install [GROUP...]
#                             install what is missing (Debian, Ubuntu) or name the packages
#   setup.sh check GROUP...   name what is missing for these groups; exit status 1 if anything is
#   setup.sh python           print the Python that has the modules
set -eu
table=$(dirname "$0")/prerequisites.txt

# The rows "kind name package" that belong to one of the given groups, or to any but `fresh`,
# `proofs`, `docs`, `rust` and `peers`, without which `make` and `make check` do.
rows() {
    awk -v wanted=" $* " -v optional='^(fresh|proofs|docs|rust|peers)$' '/^#/ || NF < 4 { next }
        { take = 0
          for (i = 4; i <= NF; i++)
              if (wanted == "  " ? $i !~ optional : index(wanted, " " $i " ")) take = 1
          if (take) print $1, $2, $3 }' "$table"
}

imports() {
    interpreter=$1
    shift
    [ $# -eq 0 ] || "$interpreter" -c "import $(echo "$*" | tr ' ' ',')" 2>/dev/null
}

# Where several interpreters are installed, each has modules of its own. Prints the first that has
# every module that the table names; fails if none has.
complete_python() {
    modules=$(rows | awk '$1 == "python" { print $2 }')
    for candidate in python3 /usr/bin/python3; do
        # shellcheck disable=SC2086
        if imports "$candidate" $modules; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# The complete one, or one that can run the generator.
choose_python() {
    complete_python && return
    for candidate in python3 /usr/bin/python3; do
        if imports "$candidate" yaml jinja2; then
            echo "$candidate"
            return
        fi
    done
    echo python3
}

# The complete one, or the one that packages complete: half of the modules in each is none.
packaged_python() {
    complete_python || { [ -x /usr/bin/python3 ] && echo /usr/bin/python3; } || echo python3
}

# Prints the missing rows among those on standard input.
missing() {
    python=
    while read -r kind name package; do
        case $kind in
        command) command -v "$name" >/dev/null 2>&1 ;;
        file) [ -e "$name" ] ;;
        library) [ -e "$(clang -print-file-name="$name" 2>/dev/null)" ] ;; # of clang's own
        python) imports "${python:=$(packaged_python)}" "$name" ;;
        esac || echo "$kind $name $package"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        echo "setup: not root and no sudo; run as root: $*" >&2
        exit 1
    fi
}

install_missing() {
    packages=$(rows "$@" | missing | awk '!seen[$3]++ { print $3 }' | tr '\n' ' ')
    if [ -z "$packages" ]; then
        echo "setup: everything is installed"
    elif command -v apt-get >/dev/null 2>&1; then
        echo "setup: installing $packages"
        as_root apt-get -q -o DPkg::Lock::Timeout=300 update
        # shellcheck disable=SC2086
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
            --no-install-recommends install $packages
        check "$@"
    else
        echo "setup: install what contains these Debian packages: $packages" >&2
        exit 1
    fi
}

check() {
    lines=$(rows "$@" | missing)
    [ -n "$lines" ] || return 0
    echo "$lines" | while read -r kind name package; do
        echo "missing: $kind $name (Debian package $package)" >&2
    done
    case $* in
    fresh | proofs | docs | rust | peers) how="$0 install $*" ;;
    *) how='make setup' ;;
    esac
    echo "run '$how' to install what is missing" >&2
    return 1
}

action=${1:-install}
[ $# -eq 0 ] || shift
case $action in
install) install_missing "$@" ;;
check) check "$@" ;;
python) choose_python ;;
*)
    echo "setup.sh: unknown action $action" >&2
    exit 2
    ;;
esac
