#!/usr/bin/env bash
# What `cmake --install` leaves: a program over the library is built with pkg-config and with CMake, runs, and trains to
# the installed program's digest. Usage: test_install.sh PATHSTAR TESTS_DIRECTORY
. "$2/check.sh"
build=$(dirname "$program")
root="$work/a place"

# cached NAME: what the build was configured with; a sanitized library needs the same compiler and flags in its user.
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt"; }
compiler=$(cached CMAKE_C_COMPILER)
flags=$(cached CMAKE_C_FLAGS)
libdir=$(cached CMAKE_INSTALL_LIBDIR)

# must WHAT command...: a command that must succeed; what it said is shown if it does not.
must() {
  local what=$1
  shift
  checks=$((checks + 1))
  if ! "$@" >"$work/out" 2>&1; then
    failures=$((failures + 1))
    echo "$what failed:" >&2
    tail -n 20 "$work/out" >&2
  fi
}

must "cmake --install" cmake --install "$build" --prefix "$work/before"
so "nothing installed holds the prefix" -z "$(grep -rlF "$work/before" "$work/before" --include='*.cmake' --include='*.pc')"
mv "$work/before" "$root"
so "the public header is the only one" "$(cd "$root/include" && find . -type f)" = ./pathstar.h
[ ! -e "$build/pathstar.1" ] || so "the manual page is installed" -s "$root/share/man/man1/pathstar.1"

expected=$("$root/bin/pathstar" train --steps 2 --json | grep -oE '[0-9a-f]{16}-(no)?fma' | tail -n 1)
so "the installed program trains" -n "$expected"

mkdir "$work/user"
cp "$tests/consumer.c" "$work/user"
cat >"$work/user/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES C)
find_package(pathstar 0.1 REQUIRED)
add_executable(user consumer.c)
target_link_libraries(user PRIVATE pathstar::pathstar)
END
must "find_package(pathstar)" cmake -S "$work/user" -B "$work/user/build" -DCMAKE_PREFIX_PATH="$root" \
  -DCMAKE_C_COMPILER="$compiler" -DCMAKE_C_FLAGS="$flags"
must "building with CMake" cmake --build "$work/user/build"
so "the program built with CMake trains to the same digest" "$("$work/user/build/user")" = "$expected"

if command -v pkg-config >"$work/out"; then
  export PKG_CONFIG_PATH=$root/$libdir/pkgconfig
  so "pkg-config says the version" "$(pkg-config --modversion pathstar)" = "$("$root/bin/pathstar" version)"
  # pkg-config writes a shell's words: the space in the folder's name is escaped.
  must "building with pkg-config" sh -c "'$compiler' $flags '$tests/consumer.c' -o '$work/consumer' $(pkg-config --cflags --libs pathstar)"
  so "the program built with pkg-config trains to the same digest" "$("$work/consumer")" = "$expected"
elif [ "$failures" = 0 ]; then
  echo "test_install: no pkg-config here; all else was checked" >&2
  exit 77
fi
conclude test_install
