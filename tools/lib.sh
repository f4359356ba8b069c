# Sourced by ./run, ./test and the scripts beside this file.

root_folder=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
build_folder="$root_folder/build"

# Progress goes to standard error: the last line on standard output belongs to ./run and ./test.
say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
if [ ! -t 2 ]; then
    say() { printf '== %s\n' "$*" >&2; }
fi
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# A Node of the machine is used if it is new enough and brings npm; else Debian's is installed.
node_is_usable() {
    command -v node >/dev/null && command -v npm >/dev/null || return 1
    local major
    major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
    [ "${major:-0}" -ge 18 ]
}

# How many compilers fit: a file that uses Boost.Beast takes 1.6 GB while it is compiled.
build_jobs() {
    local cores memory_mb limit fitting
    cores=$(nproc)
    memory_mb=$(awk '/^MemAvailable:/ {print int($2 / 1024)}' /proc/meminfo 2>/dev/null || true)
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || echo max)
    if [ "$limit" != max ] && [ $((limit / 1048576)) -lt "${memory_mb:-0}" ]; then
        memory_mb=$((limit / 1048576))
    fi
    fitting=$((${memory_mb:-2000} / 2000))
    [ "$fitting" -lt "$cores" ] || fitting=$cores
    [ "$fitting" -ge 1 ] || fitting=1
    echo "$fitting"
}
