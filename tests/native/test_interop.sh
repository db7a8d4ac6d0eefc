#!/usr/bin/env bash
# Checkpoints of the program opened in PyTorch by python/load_checkpoint.py. Usage: test_interop.sh PATHSTAR TESTS_DIRECTORY
. "$(dirname "$0")/check.sh"
script=$tests/../../python/load_checkpoint.py

# Debian's package serves Debian's Python, which need not be the first on the PATH. Looked for, not imported: that takes seconds.
has_torch='import importlib.util, sys; sys.exit(not importlib.util.find_spec("torch"))'
python=
for candidate in python3 /usr/bin/python3; do
  if [ -z "$python" ] && "$candidate" -c "$has_torch" 2>"$work/err"; then python=$candidate; fi
done
if [ -z "$python" ]; then
  if apt-cache show python3-torch >/dev/null 2>&1; then
    echo "interop: FAILED: PyTorch is missing but can be had: apt install python3-torch (make test does)" >&2
    exit 1
  fi
  echo "interop: SKIPPED: there is no PyTorch here, nor a package python3-torch"
  exit 77 # what ctest takes for skipped
fi

# A few steps of each, with logits of held-out graphs: every option that changes the model, in sizes that nothing divides.
pairs=()
trained() { # NAME flags...
  local name=$1
  shift
  expect 0 "digest" train --degree=2 --path-length=4 --labels=9 --batch=5 --steps=8 --warmup=2 --evaluate-every=0 \
    --graphs=5 "$@" --save "$work/$name.ckpt"
  expect 0 "position" evaluate --load "$work/$name.ckpt" --graphs=7 --logits "$work/$name.logits"
  pairs+=("$name")
}
trained reference --layout=paper --layers=2 --heads=3 --width=24 --mlp-ratio=4 --tied-head --biases --init=reference \
  --optimizer=adamw
trained exhibit --layout=edge --layers=3 --heads=2 --width=14 --objective=teacherless
trained rotary --layout=pairs --layers=2 --heads=3 --width=18 --mlp-ratio=2 --positions=none --rope --objective=reverse
trained edges --layout=edge --layers=1 --heads=1 --width=21 --mlp-ratio=1 --tied-head --biases --positions=none
trained mamba --architecture=mamba --layout=edge --layers=2 --width=20 --objective=teacherless
trained mamba_paper --architecture=mamba --layout=paper --layers=1 --width=17 --expand=3 --state=5 --conv=3 --tied-head \
  --biases --positions=none --init=reference --optimizer=adamw
trained top --layout=pairs --layers=2 --heads=2 --width=14 --objective=top --tied-head
trained mlm --layout=edge --layers=2 --heads=2 --width=14 --objective=mlm
trained mlm_rotary --layout=paper --layers=1 --heads=1 --width=12 --objective=mlm --rope --positions=none
trained any_order --layout=edge --layers=2 --heads=2 --width=14 --objective=any_order
trained mamba_any_order --architecture=mamba --layout=pairs --layers=1 --width=11 --objective=any_order --positions=none
trained mamba_top --architecture=mamba --layout=edge --layers=1 --width=11 --objective=top
trained nextlat --layout=pairs --layers=2 --heads=2 --width=14 --objective=nextlat --biases
trained block --layout=edge --layers=2 --heads=2 --width=14 --objective=mtp_block --horizon=3 --biases
trained mamba_block --architecture=mamba --layout=pairs --layers=1 --width=11 --objective=mtp_block
trained chain --layout=pairs --layers=1 --heads=2 --width=14 --objective=mtp_chain --mlp-ratio=2 --tied-head --biases
trained mamba_chain --architecture=mamba --layout=edge --layers=1 --width=11 --objective=mtp_chain --tied-head
trained mamba_nextlat --architecture=mamba --layout=edge --layers=1 --width=11 --objective=nextlat --tied-head

expect 0 "digest" train --load "$work/rotary.ckpt" --steps=1 --graphs=5 --save "$work/later.ckpt"
head -c 3000 "$work/edges.ckpt" >"$work/cut.ckpt"

cat >"$work/compare.py" <<'PYTHON'
import sys
sys.path.insert(0, sys.argv[1].rsplit("/", 1)[0])
from load_checkpoint import compare, load, read_safetensors
work, failed = sys.argv[2], False
for name in sys.argv[3:]:
    model, config = load(f"{work}/{name}.ckpt")
    sheet, _ = read_safetensors(f"{work}/{name}.logits")
    error = compare(model, sheet)
    wrong = not error <= 1e-5 or sheet["logits"].shape[0] != 5
    failed |= wrong
    if wrong:
        print(f"{name}: error {error:.1e}, {tuple(sheet['logits'].shape)}")
print("FAILED" if failed else "passed")
sys.exit(failed)
PYTHON

# All scripts in one process (each.py), then what each said.
goldens=(rotary mamba_paper top nextlat mamba_block chain)
{
  echo "compare '$work/compare.py' '$script' '$work' ${pairs[*]}"
  for name in "${goldens[@]}"; do
    echo "$name '$script' '$work/$name.ckpt' '$work/$name.logits' --golden '$work/$name.golden'"
  done
  echo "later '$script' '$work/later.ckpt' '$work/rotary.logits'"
  echo "cut '$script' '$work/cut.ckpt' '$work/edges.logits'"
  echo "none '$script' '$work/edges.logits' '$work/edges.logits'"
} | "$python" -B "$tests/each.py" "$work"

script_says() { # CODE WORDS NAME
  local code
  code=$(cat "$work/$3.code")
  checks=$((checks + 1))
  if [ "$code" != "$1" ] || ! grep -qF -- "$2" "$work/$3.said"; then
    failures=$((failures + 1))
    echo "$3: exit code $code, expected $1 with '$2'; it said:" >&2
    head -n 5 "$work/$3.said" >&2
  fi
}
script_says 0 "passed" compare
# Files of the script for `pathstar check`
for name in "${goldens[@]}"; do
  script_says 0 "passed" "$name"
  expect 0 "passed" check "$work/$name.golden"
done
script_says 1 "FAILED" later
script_says 1 "cut" cut
script_says 1 "no pathstar checkpoint" none
expect 3 "cannot write" evaluate --load "$work/edges.ckpt" --graphs=5 --logits "$work/no/such/folder"
conclude interop
