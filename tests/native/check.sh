# What the tests of the program from outside share; sourced by each test_*.sh, which runs as: test_X.sh PATHSTAR
# TESTS_DIRECTORY.
set -u
program=$1
tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checks=0
failures=0

# expect CODE WORDS arguments...: the program ends with CODE and says WORDS on stderr (or on stdout for codes 0 and 1).
expect() {
  local wanted=$1 words=$2 code said
  shift 2
  "$program" "$@" >"$work/out" 2>"$work/err" </dev/null
  code=$?
  said=$work/err
  if [ "$wanted" -le 1 ]; then said=$work/out; fi
  checks=$((checks + 1))
  if [ "$code" -ne "$wanted" ] || ! grep -qF -- "$words" "$said"; then
    failures=$((failures + 1))
    echo "pathstar $*: exit code $code, expected $wanted with '$words'; it said:" >&2
    head -n 5 "$work/out" "$work/err" >&2
  fi
}

# so WHAT test-arguments...: a condition that must hold.
so() {
  local what=$1
  shift
  checks=$((checks + 1))
  if ! test "$@"; then
    failures=$((failures + 1))
    echo "not so: $what ($*)" >&2
  fi
}

# conclude NAME: the last line of a test.
conclude() {
  if [ "$failures" -gt 0 ]; then
    echo "$1: $failures of $checks checks FAILED" >&2
    exit 1
  fi
  echo "$1: $checks checks passed"
}
