#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that a clean machine needs nothing but README.md: builds a minimal root of a release with
# debootstrap, clones HEAD into it and runs the two commands that README.md gives there.
#   tests/fresh.sh [--release NAME] [--names NAME]...
#   tests/fresh.sh --only-names NAME...
# --release   the release to build (bookworm)
# --names     a release whose indexes must have every package and file of prerequisites.txt (trixie)
# Packages come from where the host's own apt gets them, with the release's name exchanged. Runs as
# root. All mounts and processes are in namespaces of their own, so nothing of them can be left
# behind. Logs are kept in build/fresh/.
set -eu
tree=$(cd "$(dirname "$0")/.." && pwd)
logs=$tree/build/fresh
release=bookworm
names=
only_names=

options() {
    while [ $# -gt 0 ]; do
        case $1 in
        --release) release=${2:?} && shift ;;
        --names) names="$names ${2:?}" && shift ;;
        --only-names) only_names=1 && shift && names="$*" && break ;;
        *) sed -n '/^#   /s/^# *//p' "$0" >&2 && exit 2 ;;
        esac
        shift
    done
    names=${names:-trixie}
}

say() {
    printf '[%4d s] %s\n' "$(($(date +%s) - started))" "$*"
}

die() {
    say "fresh: FAILED: $*" >&2
    exit 1
}

# The host's sources as "URI SUITE KEYRING COMPONENT...", from both formats of apt; `-`: no keyring.
# A key that is written out in the file itself is left to the keyrings that apt trusts anyway.
host_sources() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | awk '
        $1 == "deb" { key = "-"; i = 2
            if ($2 ~ /^\[/) {
                for (; ; i++) {
                    if (match($i, /signed-by=[^] ]+/)) key = substr($i, RSTART + 10, RLENGTH - 10)
                    if ($i ~ /\]$/) break
                }
                i++
            }
            line = $i " " $(i + 1) " " key
            for (i += 2; i <= NF && $i !~ /^#/; i++) line = line " " $i
            print line }'
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -e "$file" ] || { cat "$file" && echo; }
    done | awk '
        function flush(  u, s, i, j) {
            if (field["types"] ~ /(^| )deb( |$)/ && field["enabled"] != "no") {
                key = field["signed-by"] ~ /^\// ? field["signed-by"] : "-"
                split(field["uris"], u); split(field["suites"], s)
                for (i = 1; i in u; i++) for (j = 1; j in s; j++)
                    print u[i], s[j], key, field["components"]
            }
            delete field
        }
        /^#/ { next }
        /^[ \t]*$/ { flush(); next }
        /^[ \t]/ { sub(/^[ \t]+/, ""); field[name] = field[name] " " $0; next }
        { name = tolower($0); sub(/:.*/, "", name); sub(/^[^:]*:[ \t]*/, ""); field[name] = $0 }
        END { flush() }'
}

# The host's sources for another release: those whose suite is the host's release or a part of it.
sources_of() {
    host=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    host_sources | while read -r uri suite key components; do
        case $suite in
        "$host" | "$host"-updates | "$host"-security)
            echo "$uri $1${suite#"$host"} $key $components" ;;
        esac
    done
}

# Lines "URI SUITE KEYRING COMPONENT..." as those of a sources.list.
as_list() {
    while read -r uri suite key components; do
        [ "$key" = - ] && key= || key="[signed-by=$key] "
        echo "deb $key$uri $suite $components"
    done
}

# How the host's apt reaches its sources (proxies, checks of dates), without its hooks.
apt_settings() {
    apt-config dump | grep '^Acquire::'
}

# Runs a command with its output in a log, and shows where it is every few seconds.
logged() {
    log=$1
    shift
    "$@" >"$log" 2>&1 &
    watch $! "$log"
}

watch() {
    ticks=0
    while kill -0 "$1" 2>/dev/null; do
        sleep 1
        ticks=$((ticks + 1))
        [ $((ticks % 10)) -ne 0 ] || say "  $(last_line "$2" | cut -c 1-80)"
    done
    wait "$1"
}

last_line() {
    tr -d '\r' <"$1" | grep -av '^ *$' | tail -n 1 || true
}

# Whether a release has each package of prerequisites.txt, and each file, in whichever package.
check_names() {
    say "names: $1"
    apt=$work/names-$1
    mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
    sources_of "$1" | awk -v suite="$1" '$2 == suite' | as_list >"$apt/sources.list"
    [ -s "$apt/sources.list" ] || die "the host's apt has no source that could have $1"
    contents='Acquire::IndexTargets::deb::Contents-deb'
    cat >"$apt/apt.conf" <<EOF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/parts";
Dir::State::lists "$apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "$apt/cache";
$contents::MetaKey "\$(COMPONENT)/Contents-\$(ARCHITECTURE)";
$contents::ShortDescription "Contents-\$(ARCHITECTURE)";
$contents::Description "\$(RELEASE)/\$(COMPONENT) \$(ARCHITECTURE) Contents";
EOF
    logged "$logs/names-$1.log" env APT_CONFIG="$apt/apt.conf" \
        apt-get -q -o APT::Update::Error-Mode=any update ||
        die "the host's package source has no indexes of $1, see $logs/names-$1.log"
    table=$tree/tests/harness/prerequisites.txt
    APT_CONFIG=$apt/apt.conf apt-cache pkgnames >"$apt/packages"
    awk 'NR == FNR { has[$1] = 1; next }
        !/^#/ && NF && !has[$3] { print "no package " $3 }' "$apt/packages" "$table" >"$apt/lacks"
    for index in "$apt"/lists/*Contents*; do
        /usr/lib/apt/apt-helper cat-file "$index"
    done | awk '
        NR == FNR && (/^#/ || !NF) { next }
        NR == FNR { rows[$1 " " $2] = 1; next }
        { path = "/" $1; sub(/^\/usr/, "", path); name = path; sub(/.*\//, "", name) }
        path ~ /^\/s?bin\/[^\/]*$/ { delete rows["command " name] }
        { delete rows["file " path]; delete rows["file /usr" path]; delete rows["library " name] }
        path ~ /^\/lib\/python3\/dist-packages\/[a-z0-9_]*(\/__init__)?\.py$/ {
            sub(/(\/__init__)?\.py$/, "", path); sub(/.*\//, "", path)
            delete rows["python " path] }
        END { for (row in rows) print "no " row }' "$table" - >>"$apt/lacks"
    [ ! -s "$apt/lacks" ] || die "$1: $(sort -u "$apt/lacks" | tr '\n' ',')"
    result="$result; names of $1: all there"
}

make_root() {
    say "root: debootstrap $release"
    sources_of "$release" | awk -v suite="$release" '$2 == suite { print; exit }' >"$work/main"
    [ -s "$work/main" ] || die "the host's apt has no source that could have $release"
    read -r uri _ key _ <"$work/main"
    proxy=$(apt-config shell proxy Acquire::http::Proxy)
    eval "$proxy"
    [ "$key" = - ] || set -- --keyring="$key"
    logged "$logs/debootstrap.log" env ${proxy:+http_proxy="$proxy"} debootstrap \
        --variant=minbase --include=make,git,ca-certificates "$@" "$release" "$root" "$uri" ||
        die "debootstrap, see $logs/debootstrap.log"
    sources_of "$release" | as_list >"$root/etc/apt/sources.list"
    apt_settings >"$root/etc/apt/apt.conf.d/90host"
    for file in /etc/resolv.conf /etc/hosts /etc/apt/keyrings /etc/apt/trusted.gpg.d; do
        [ ! -e "$file" ] || cp -RL "$file" "$root$(dirname "$file")/"
    done
    sources_of "$release" | while read -r _ _ key _; do
        [ "$key" = - ] || { mkdir -p "$root$(dirname "$key")" && cp "$key" "$root$key"; }
    done
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
}

clone_tree() {
    export HOME="$work"
    # The tree may belong to the user who called sudo.
    git config --global safe.directory '*'
    [ -z "$(git -C "$tree" status --porcelain)" ] || say "uncommitted changes are not tested"
    say "clone: $(git -C "$tree" log -1 --format='%h %s')"
    git clone -q --no-hardlinks "$tree" "$root/root/kozo" || die "git clone"
}

# The commands in README.md's section "Two commands", without their comments.
readme_commands() {
    awk '/^## / { here = /^## Two commands/ } /^```/ { code = !code; next }
         here && code { sub(/ *#.*/, ""); print }' "$root/root/kozo/README.md"
}

in_root() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb CI=true \
        chroot "$root" sh -c "cd /root/kozo && $1"
}

# Waits until the log has a text; fails when the process has ended without it.
wait_for() {
    ticks=0
    until grep -aqF "$2" "$log"; do
        kill -0 "$1" 2>/dev/null || return 1
        sleep 1
        ticks=$((ticks + 1))
        [ $((ticks % 10)) -ne 0 ] || say "  $(last_line "$log" | cut -c 1-80)"
    done
}

# Types at the prompt through a pipe, as a person would, and expects QEMU to end by itself.
run_and_type() {
    mkfifo "$work/keys"
    in_root "$1" <"$work/keys" >"$log" 2>&1 &
    exec 3>"$work/keys"
    wait_for $! 'Init> ' || die "$1: no prompt, see $log"
    printf 'ps\r' >&3
    wait_for $! 'in a call' || die "$1: no answer to ps, see $log"
    printf 'poweroff\r' >&3
    watch $! "$log" || die "$1: did not end well after poweroff, see $log"
    exec 3>&-
    outcome='reached the prompt'
}

run_alone() {
    logged "$log" in_root "$1" </dev/null || {
        tail -n 30 "$log"
        die "$1, see $log"
    }
    outcome=$(last_line "$log")
}

run_commands() {
    readme_commands >"$work/commands"
    [ "$(wc -l <"$work/commands")" -eq 2 ] || die "README.md does not give two commands"
    while read -r command <&4; do
        say "run: $command"
        log=$logs/$(echo "$command" | tr -c 'a-z0-9\n' -).log
        case $command in
        *qemu*) run_and_type "$command" ;;
        *) run_alone "$command" ;;
        esac
        say "  $outcome"
        result="$result; $command: $outcome"
    done 4<"$work/commands"
}

inside() {
    result=
    root=$work/root
    for name in $names; do
        check_names "$name"
    done
    if [ -z "$only_names" ]; then
        make_root
        clone_tree
        run_commands
        result="; $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' "$root/etc/os-release")$result"
    fi
    say "fresh: ${result#; }"
}

outside() {
    [ "$(id -u)" -eq 0 ] || { echo "tests/fresh.sh: run as root" >&2 && exit 1; }
    sh "$tree/tests/harness/setup.sh" check fresh
    mkdir -p "$logs"
    FRESH_STARTED=$(date +%s)
    FRESH_WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/kozo-fresh.XXXXXX")
    chmod 755 "$FRESH_WORK" # apt downloads as a user of its own
    export FRESH_STARTED FRESH_WORK
    # Dies with this script, and with it every process and mount inside.
    unshare --mount --pid --fork --kill-child --mount-proc sh "$0" "$@" &
    child=$!
    trap 'kill $child 2>/dev/null || :; wait $child || :; rm -rf "$FRESH_WORK"' EXIT
    trap 'exit 130' INT TERM HUP
    wait $child
}

options "$@"
if [ -n "${FRESH_WORK:-}" ]; then
    started=$FRESH_STARTED
    work=$FRESH_WORK
    inside
else
    outside "$@"
fi
