#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `weights random` and `forward`: the generator against an implementation of its own, and the ways
# to ask for layers, frames, sizes and modes against each other.
# shellcheck source=test/cli/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
if ! command -v python3 > /dev/null; then
  echo "skipped: python3 is needed to compute what is expected"
  exit 77
fi

cat > "$scratch/tool.py" << 'PYTHON'
import math, struct, sys

MASK, G = (1 << 64) - 1, 0x9E3779B97F4A7C15


def mix(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def u(key, j):
    return (mix((key + (j + 1) * G) & MASK) >> 40) / 2.0**24


def tensor_key(seed, layer, t):
    return mix((seed + G * (layer * 128 + t + 1)) & MASK)


def input_key(seed, frame):
    return mix((seed + G * (0x100000 + frame)) & MASK)


def tensor(seed, layer, t, n, c, a):
    key = tensor_key(seed, layer, t)
    return [c + a * (2 * u(key, j) - 1) for j in range(n)]


def floats(values):
    return struct.pack('<%df' % len(values), *values)


def read(path):
    data = open(path, 'rb').read()
    return struct.unpack('<%df' % (len(data) // 4), data)


def conv(seed, layer, inputs, filters, size, normalized, gain, cal):
    variance, scale = (cal, 1) if normalized else (1, cal)
    out = tensor(seed, layer, 0, filters, 0, 0.1)
    if normalized:
        out += tensor(seed, layer, 1, filters, 1, 0.25)
        out += tensor(seed, layer, 2, filters, 0, 0.1 * math.sqrt(variance))
        out += tensor(seed, layer, 3, filters, variance, 0.5 * variance)
    fan_in = inputs * size * size
    return out + tensor(seed, layer, 4, filters * fan_in, 0, scale * gain * math.sqrt(6 / fan_in))


def classifier(seed, gain=1.0, cal={}):
    """The weights file of lib.bash's classifier_cfg with 3 channels."""
    values = conv(seed, 0, 3, 16, 3, True, gain, cal.get(0, 1))
    values += conv(seed, 2, 16, 64, 3, False, gain, cal.get(2, 1))
    values += conv(seed, 3, 64, 10, 1, False, gain, cal.get(3, 1))
    return struct.pack('<iiiQ', 0, 2, 5, 0) + floats(values)


def check_generator():
    """The published values, so that this file can be trusted."""
    key = tensor_key(1, 0, 4)
    assert key == 0x71BB54D8D101B5B9, hex(key)
    assert [u(key, j) for j in range(4)] == [
        0.2500072121620178, 0.4640777111053467, 0.9268143773078918, 0.5593727827072144]
    key = input_key(1, 0)
    assert key == 0xADD8D3C0BFC634C9, hex(key)
    assert [u(key, j) for j in range(3)] == [
        0.48737508058547974, 0.9835567474365234, 0.2350294589996338]


def check_weights(path, *arguments):
    assert open(path, 'rb').read() == classifier(*arguments), path


def write_input(path, seed, n, frames):
    with open(path, 'wb') as file:
        for f in range(frames):
            key = input_key(seed, f)
            file.write(floats([u(key, j) for j in range(n)]))


def close(a, b, tolerance):
    x, y = read(a), read(b)
    assert len(x) == len(y) > 0, (len(x), len(y))
    worst = max(abs(p - q) for p, q in zip(x, y))
    assert worst <= tolerance, worst


def check_values(jsonl, *paths):
    """Every job's values are one of these outputs: job k has frame k mod their number."""
    import json
    for line in open(jsonl):
        job = json.loads(line)
        want = read(paths[job['job'] % len(paths)])
        assert floats(job['values']) == floats(want), job['job']


exec(sys.argv[1])
PYTHON
tool() { python3 "$scratch/tool.py" "$@"; }

# ---- the generator
check "the generator's published values" tool 'check_generator()'
classifier_cfg 32 32 3 > class.cfg
accept "$program" weights random class.cfg one.weights -seed 1
check "seed 1" tool 'check_weights("one.weights", 1)'
accept "$program" weights random class.cfg big.weights -seed 18446744073709551615 -gain 0.37
check "the largest seed, a gain" tool 'check_weights("big.weights", 2**64 - 1, 0.37)'
echo '{"name": "x", "cal": {"0": 0.271, "2": 1.93}}' > cal.json
accept "$program" weights random class.cfg cal.weights -seed 4242 -cal cal.json
check "a calibration" tool 'check_weights("cal.weights", 4242, 1.0, {0: 0.271, 2: 1.93})'
check "seeds differ" bash -c '! cmp -s one.weights cal.weights'
accept "$program" weights info one.weights class.cfg
check "weights info: what is in the file" grep -q "^   2 convolutional  *weights  *9216 " "$scratch/out"
golden=$root/../shared/golden/train
if [ -d "$golden" ]; then
  accept "$program" weights random "$golden/golden-cls.cfg" golden.weights -seed 777
  check "the published file" cmp golden.weights "$golden/golden-cls.init.weights"
else
  echo "the published file was not compared: ../shared is not here"
fi

# ---- forward: frames
forward() { accept "$program" forward class.cfg one.weights "$@"; }
tool 'write_input("three.bin", 5, 3 * 32 * 32, 3)' || fail "three.bin"
forward -input three.bin -frames 3 -layers all -out three
check "all layers of all frames" [ "$(names three | wc -w)" = 18 ]
for k in 0 1 2; do
  tail -c +$((k * 12288 + 1)) three.bin | head -c 12288 > one.bin
  forward -input one.bin -layers all -out single$k
  for layer in 0 1 2 3 4 5; do
    check "frame $k, layer $layer" cmp three/f$k.L$layer.bin single$k/f0.L$layer.bin
  done
done
check "frames differ" bash -c '! cmp -s three/f0.L0.bin three/f1.L0.bin'
check "sizes" [ "$(stat -c %s three/f0.L0.bin three/f0.L1.bin three/f0.L5.bin | tr '\n' ' ')" = "65536 16384 40 " ]

# ---- layers
forward -input one.bin -out last
check "the last layer by default" [ "$(names last)" = f0.L5.bin ]
check "the last layer" cmp last/f0.L5.bin three/f2.L5.bin
forward -input one.bin -layers 3,1 -out some
check "some layers" [ "$(names some)" = "f0.L1.bin f0.L3.bin" ]
check "layer 1 of some" cmp some/f0.L1.bin three/f2.L1.bin
check "layer 3 of some" cmp some/f0.L3.bin three/f2.L3.bin
for layers in 6 -1 '1,,2' x '1,' ','; do
  refuse 2 "-layers" "$program" forward class.cfg one.weights -input one.bin -layers $layers -out no
done
{ cat class.cfg; printf '\n[cost]\n'; } > cost.cfg
refuse 2 "layer 6, cost, has no output" "$program" forward cost.cfg one.weights -input one.bin -layers 6 -out no
accept "$program" forward cost.cfg one.weights -input one.bin -layers all -out cost
check "all layers that have an output" [ "$(names cost | wc -w)" = 6 ]

# ---- sizes
tool 'write_input("wide.bin", 6, 3 * 48 * 20, 1)' || fail "wide.bin"
forward -input wide.bin -wh 48,20 -layers 0,1,5 -out wide
check "sizes of another input" [ "$(stat -c %s wide/* | tr '\n' ' ')" = "61440 15360 40 " ]

# ---- modes
forward -input one.bin -mode raw -layers all -out raw
forward -input one.bin -mode binary -layers all -out binary
forward -input one.bin -reference -layers all -out reference
forward -input one.bin -threads 1 -layers all -out thread
for layer in 0 1 2 3 4 5; do
  check "raw, layer $layer" tool "close('raw/f0.L$layer.bin', 'three/f2.L$layer.bin', 1e-4)"
  check "reference, layer $layer" tool "close('reference/f0.L$layer.bin', 'three/f2.L$layer.bin', 1e-4)"
  check "binary without xnor layers, layer $layer" cmp binary/f0.L$layer.bin three/f2.L$layer.bin
  check "one thread, layer $layer" cmp thread/f0.L$layer.bin three/f2.L$layer.bin
done
sed '0,/^filters=64/s//filters=64\nxnor=1/' class.cfg > xnor.cfg
accept "$program" forward xnor.cfg one.weights -input one.bin -mode binary -layers all -out packed
accept "$program" forward xnor.cfg one.weights -input one.bin -layers all -out unpacked
check "before the xnor layer nothing changes" cmp packed/f0.L1.bin three/f2.L1.bin
check "the xnor layer is binary" bash -c '! cmp -s unpacked/f0.L2.bin three/f2.L2.bin'
check "borders differ with packed bits" bash -c '! cmp -s packed/f0.L2.bin unpacked/f0.L2.bin'

# ---- bad input
refuse 2 "-input is missing" "$program" forward class.cfg one.weights -out no
refuse 2 "no.bin" "$program" forward class.cfg one.weights -input no.bin -out no
refuse 2 "one.bin: it has 12288 bytes" "$program" forward class.cfg one.weights -input one.bin -frames 2 -out no
refuse 2 "three.bin: it has 36864 bytes" "$program" forward class.cfg one.weights -input three.bin -out no
refuse 2 "wide.bin" "$program" forward class.cfg one.weights -input wide.bin -out no
refuse 2 "-mode quick" "$program" forward class.cfg one.weights -input one.bin -mode quick -out no
refuse 2 "-frames" "$program" forward class.cfg one.weights -input one.bin -frames 0 -out no
refuse 2 "golden.weights" "$program" forward class.cfg golden.weights -input one.bin -out no
refuse 3 "one.bin" "$program" forward class.cfg one.weights -input one.bin -out one.bin

# ---- the executor computes the same: its random input is the generator's frame 0
sed '/^\[avgpool\]/,$d' class.cfg > values.cfg
printf 'policy: fifo\njobs: 3\ntasks:\n  - {name: v, cfg: values.cfg, weights: one.weights, input: "random:9", period: 20ms, deadline: 30s}\n' > t.yaml
tool 'write_input("nine.bin", 9, 3 * 32 * 32, 1)' || fail "nine.bin"
accept "$program" forward values.cfg one.weights -input nine.bin -out nine
accept "$program" rtswap run t.yaml --force --quiet --results t.jsonl
check "rtswap run and forward give the same numbers" tool 'check_values("t.jsonl", "nine/f0.L3.bin")'

finish
