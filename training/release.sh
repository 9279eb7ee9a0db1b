#!/bin/sh
# Checkpoint to shipped folder: export, measure, export again (the manifest states what was measured), card.
# usage: ./release.sh RUN_FOLDER OUT_FOLDER [--early]
set -e
cd "$(dirname "$0")"
python3 export.py --run "$1" --out "$2" > /dev/null
python3 benchmark.py --model "$2" --out "$2/benchmark.json" > /dev/null
python3 export.py --run "$1" --out "$2"
python3 card.py --run "$1" --out "$2" $3
