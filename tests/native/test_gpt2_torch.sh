#!/usr/bin/env bash
# Pretrained GPT-2 held to PyTorch in float64: logits, gradients, one step of AdamW, and what is written back. Usage:
# test_gpt2_torch.sh PATHSTAR TESTS_DIRECTORY
. "$(dirname "$0")/check.sh"
reference=$tests/golden/gpt2_reference.py

# Debian's package serves Debian's Python, which need not be the first on the PATH. Looked for, not imported: that takes seconds.
has_torch='import importlib.util, sys; sys.exit(not importlib.util.find_spec("torch"))'
python=
for candidate in python3 /usr/bin/python3; do
  if [ -z "$python" ] && "$candidate" -c "$has_torch" 2>"$work/err"; then python=$candidate; fi
done
if [ -z "$python" ]; then
  echo "gpt2_torch: SKIPPED: there is no PyTorch here (apt install python3-torch; make test does)"
  exit 77 # what ctest takes for skipped
fi

# NAME OBJECTIVE "TYPE PLAIN LAYERS HEADS WIDTH INNER POSITIONS" "graph flags" LABELS BATCH
models() {
  "$1" plain teacher_forcing "F16 1 2 3 21 84 61" "--degree=2 --path-length=5" 50 5
  "$1" usual teacherless "F32 0 3 4 32 128 64" "--degree=2 --path-length=5" 50 16
  "$1" narrow reverse "BF16 0 1 1 7 14 40" "--degree=2 --path-length=4" 19 3
}
made() {
  echo "$1.make '$reference' make '$work/$1' 3 $3"
}
trained() {
  local at=$work/$1 graphs="$4 --labels=$5" recipe="--learning-rate=1e-3 --weight-decay=0.1 --epsilon=1e-4 --warmup=0 --clip=0"
  # shellcheck disable=SC2086
  {
    "$program" graph $graphs --split=held_out --count="$6" >"$at.graphs"
    # Given as they are; of a set as large as the batch, each is in a step once.
    local run="--pretrained $at $graphs --objective=$2 --batch=$6 --graphs=3 --train-on $at.graphs"
    expect 0 "digest" train $run --steps=0 --save "$at.before"
    expect 0 "position" evaluate --load "$at.before" --data "$at.graphs" --logits "$at.logits"
    expect 0 "digest" train $run $recipe --steps=1 --threads=2 --save "$at.after" --export "$at.out"
  }
}
compared() {
  local at=$work/$1
  echo "$1.check '$reference' check '$at' '$at.graphs' $2 $5 '$at.logits' '$at.after' '$at.out' 1e-3 0.1 1e-4"
}
agrees() {
  checks=$((checks + 1))
  if [ "$(cat "$work/$1.code")" != 0 ]; then
    failures=$((failures + 1))
    echo "$1 is not what PyTorch has:" >&2
    cat "$work/$1.said" >&2
  fi
}
models made | "$python" -B "$tests/each.py" "$work"
models trained
{
  models compared
  # A checkpoint opens like any other, its tokens in the program's order.
  echo "opened '$tests/../../python/load_checkpoint.py' '$work/plain.before' '$work/plain.logits'"
} | "$python" -B "$tests/each.py" "$work"
for name in plain.check usual.check narrow.check opened; do agrees "$name"; done

# What was written is read again to the same bits, and a checkpoint goes on to the same bits and the same files.
graphs=(--degree=2 --path-length=5 --labels=50 --objective=teacherless --batch=16 --graphs=3 --evaluate-every=0)
digest() { sed -n 's/.*digest //p' "$work/out"; }
expect 0 "digest" train --pretrained "$work/usual" "${graphs[@]}" --steps=3 --export "$work/three"
three=$(digest)
expect 0 "digest" train --pretrained "$work/three" "${graphs[@]}" --steps=0
so "the exported weights are the run's" "$(digest)" = "$three"
expect 0 "digest" train --pretrained "$work/usual" "${graphs[@]}" --steps=1 --save "$work/one"
expect 0 "digest" train --pretrained "$work/usual" --load "$work/one" --graphs=3 --steps=2 --export "$work/again"
so "a checkpoint goes on as if it had not stopped" "$(digest)" = "$three"
for file in model.safetensors config.json vocab.json merges.txt; do
  so "$file is the same" "$(cksum <"$work/three/$file")" = "$(cksum <"$work/again/$file")"
done
expect 2 "is no checkpoint of a model of the size of" train --pretrained "$work/plain" --load "$work/one" --steps=0
conclude gpt2_torch
