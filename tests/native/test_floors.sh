#!/bin/bash
# Includes point only to the left or down: a file includes from its own floor and the floors before it, and no two files
# include one another, however long the way round. Usage: test_floors.sh PATHSTAR TESTS_DIRECTORY
set -euo pipefail
root=$2/../..

# faults FOLDER "floors, the lowest first": one line a fault.
faults() {
  (cd "$root/$1" && find . -name '*.[ch]' | sed 's|^\./||' | sort | while read -r file; do
    { grep -oE '^#include "[^"]+"' "$file" || true; } | sed 's|.*"\(.*\)"|\1|' | while read -r included; do
      # A kernel is included by kernels.c beside it, without its folder.
      case $included in
        */*) ;;
        *) [ -e "$(dirname "$file")/$included" ] && [ "$(dirname "$file")" != . ] && included=$(dirname "$file")/$included ;;
      esac
      # What the program includes of the core is under all of its floors.
      [ -e "$included" ] && echo "$file $included"
    done || true
  done) | awk -v floors="$2" '
    function floor_of(file) { return file ~ /\// ? order[substr(file, 1, index(file, "/") - 1)] : file ~ /\.c$/ ? 99 : 0 }
    # A header and its source are one thing.
    function thing(file) { sub(/\.[ch]$/, "", file); return file }
    function visit(name,   i, names, count) {
      state[name] = 1
      count = split(edges[name], names, " ")
      for (i = 1; i <= count; i++) {
        if (state[names[i]] == 1) print "a circle: " name " includes " names[i]
        else if (!state[names[i]]) visit(names[i])
      }
      state[name] = 2
    }
    BEGIN { count = split(floors, list, " "); for (i = 1; i <= count; i++) order[list[i]] = i }
    {
      from = $1; to = $2
      if (from ~ /\// && !floor_of(from)) print from ": its folder is no floor of the list"
      if (floor_of(from) < floor_of(to)) print from " includes " to ", of a floor above it"
      if (thing(from) != thing(to)) edges[thing(from)] = edges[thing(from)] " " thing(to)
      seen++
    }
    END {
      for (name in edges) if (!state[name]) visit(name)
      if (seen < 10) print "only " seen + 0 " includes found: is this the right folder?"
    }'
}

found=$(faults core "ground kernels task objectives models training questions"; faults cli "base gpt2 sweep report commands")
[ -z "$found" ] || { echo "$found" >&2; exit 1; }
