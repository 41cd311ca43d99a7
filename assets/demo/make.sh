#!/bin/bash
# Makes the built-in model from nothing: environment, tokenizer, training, export, evaluation.
# Tokenizer, ends of the training and their mean are made once, and training goes on from its last checkpoint, so the
# script can be stopped at any time and called again. DEMO_RUN is where the work lies (default build/demo), DEMO_ENDS
# another training (a small one: DEMO_ENDS="100=0.5 200=0.5" DEMO_MTP_STEPS=50).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
run=$(realpath -m "${DEMO_RUN:-$here/../../build/demo}")
mean="$run/mean"
# The learning rate rises and falls once up to each of these steps, and the model is the mean of the ends, N=WEIGHT.
ends=${DEMO_ENDS:-24000=0.015 33000=0.03 35000=0.03 39500=0.075 45500=0.35 47700=0.5}
mtp_steps=${DEMO_MTP_STEPS:-1975}
bits=8
seed=1
# A thread without work spins for some microseconds, since the next task is near, and then gives its core to others.
export GOMP_SPINCOUNT=20000
# glibc hands each step's large buffers back to the system and takes them again, which halves the speed.
compgen -G '/usr/lib/*/libjemalloc.so.2' > /dev/null ||
  { echo "libjemalloc2 is missing; make demo-deps installs it" >&2; exit 1; }
export LD_PRELOAD=libjemalloc.so.2
export MALLOC_CONF=thp:always,metadata_thp:always,dirty_decay_ms:-1,muzzy_decay_ms:-1

mkdir -p "$run"
python3 -m venv "$run/venv"
"$run/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
python="$run/venv/bin/python"
cd "$here"

echo "== tokenizer"
if [ ! -f "$run/tokenizer.json" ]; then
  "$python" -m ponder_demo.data.tokens "$run/tokenizer.json.new" --seed $seed
  mv "$run/tokenizer.json.new" "$run/tokenizer.json"
fi
echo "== training"
"$python" -m ponder_demo.train.run "$run" --ends $(printf '%s\n' $ends | cut -d= -f1) --seed $seed
echo "== mean of the ends, and its MTP head"
made_of="$ends, MTP $mtp_steps"
if [ "$(cat "$mean/made_of" 2> /dev/null)" != "$made_of" ]; then
  rm -rf "$mean"
  "$python" -m ponder_demo.train.average "$run" "$mean" $ends
  "$python" -m ponder_demo.train.mtp "$mean" --steps $mtp_steps --seed $seed
  echo "$made_of" > "$mean/made_of"
fi
echo "== export to $run/hf"
"$python" -m ponder_demo.export.folder "$mean" "$run/hf"
"$python" -m ponder_demo.train.plot "$run" "$run/curve.png"
echo "== the form to embed, in $run/model (copy it to assets/demo/model), and its goldens"
"$python" -m ponder_demo.export.affine "$run/hf" "$run/model" --bits $bits
"$python" -m ponder_demo.export.goldens "$run/hf" "$run/goldens" --bits $bits
echo "== evaluation on the held-out split"
"$python" -m ponder_demo.evaluate.table "$mean/last.pt" --split test --cases 100 | tee "$run/table.md"
