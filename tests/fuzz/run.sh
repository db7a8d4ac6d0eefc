#!/bin/sh
# run.sh SECONDS [TARGET...]: fuzzes each target (all of them) for so long, one process at a time, from corpus/TARGET and from
# what earlier runs found, which is kept in build/fuzz/found/TARGET. Prints what was executed and how many edges of code
# were seen. What breaks a target is left in build/fuzz/findings, and ends this with an error.
set -eu
cd "$(dirname "$0")/../.."
seconds=$1
shift
mkdir -p build/fuzz/findings
[ $# -gt 0 ] || set -- $(cd tests/fuzz && ls fuzz_*.c | sed 's/^fuzz_//; s/\.c$//')
code=0
for target; do
  mkdir -p "build/fuzz/found/$target"
  log=build/fuzz/$target.log
  nice -n 19 "build/fuzz/tests/fuzz/fuzz_$target" "build/fuzz/found/$target" "tests/fuzz/corpus/$target" \
    -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -close_fd_mask=3 -print_final_stats=1 -reload=0 \
    -artifact_prefix="build/fuzz/findings/$target-" >"$log" 2>&1 || code=1
  executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  echo "$target: ${executed:-0} executions, ${edges:-0} edges"
  grep -E 'ERROR|SUMMARY|Test unit written' "$log" || true
done
exit $code
