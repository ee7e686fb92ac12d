# What the scripts in this folder share; it is sourced, never run.
# shellcheck shell=bash disable=SC2034  # each script uses a part of it

docket_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
docket_build=$docket_root/build
# An assignment of a bare ~ also answers when HOME is not set.
docket_home=~
# Things built or fetched once for a user and used by every checkout. Removing the folder is always safe.
docket_cache=${XDG_CACHE_HOME:-$docket_home/.cache}/docket
docket_ksyntax_prefix=$docket_cache/ksyntaxhighlighting-5.116
docket_node_prefix=$docket_cache/node-test
docket_node_bench_prefix=$docket_cache/node-bench

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
    say "$@"
    exit 3
}

# Configures the build folder. Either arguments name a preset, or the folder keeps how it was configured before.
docket_configure() {
    local args=("$@")
    if [[ -d $docket_ksyntax_prefix ]]; then
        args+=("-DCMAKE_PREFIX_PATH=$docket_ksyntax_prefix")
    fi
    # A preset names its build folder relative to the sources, whatever the current folder is.
    (cd "$docket_root" && cmake -S "$docket_root" "${args[@]}")
}

docket_compile() {
    cmake --build "$docket_build" --parallel "$(nproc)" "$@"
}

# Chromium refuses to start its sandbox for root, as in containers and on build machines. Only there is it switched
# off, and only by these scripts: the program itself never does it, and no user should run Docket as root.
docket_allow_webengine_as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        export QTWEBENGINE_DISABLE_SANDBOX=1
    fi
}
