# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# What the command tests share; read by them with ".", with $program set. Not a test by itself.

failed=0

fail() {
    echo "FAIL $1"
    failed=1
}

# must_refuse STATUS WHAT ARGUMENTS...: the program ends with that status and one line on stderr,
# behind the layer table where it came that far, and leaves no result behind.
must_refuse() {
    wanted=$1
    what=$2
    shift 2
    rm -f predictions.jpg out.json
    "$program" "$@" >output 2>log </dev/null
    status=$?
    grep -v -e '^ *[0-9]* \(conv\|avg\|softmax\|cost\|yolo\)' -e '^\[yolo\] params' -e '^   layer ' \
        -e '^Total BFLOPS' -e '^avg_outputs' -e '^Loading weights' log >message
    [ $status -eq "$wanted" ] || fail "$what: exit status $status instead of $wanted"
    [ "$(wc -l <message)" -eq 1 ] || fail "$what: not one line but: $(cat message)"
    [ ! -e predictions.jpg ] || fail "$what: predictions.jpg was left behind"
    [ ! -e out.json ] || fail "$what: the JSON file was left behind"
}

# refuse_bad_files COMMAND SUB-COMMAND: with my.data, net.cfg, net.weights and street.jpg here.
refuse_bad_files() {
    head -c 5000 street.jpg >truncated.jpg
    : >empty.jpg
    head -c 100 net.weights >truncated.weights
    cat net.weights street.jpg >longer.weights
    grep -v activation=linear net.cfg | sed 's/filters=.*/filters=-1/' >wrong.cfg
    printf 'dog\n' >few.names
    printf 'names=few.names\n' >few.data
    printf 'classes=2\n' >without.data
    good="my.data net.cfg net.weights"
    must_refuse 2 "a missing image" "$@" $good none.jpg
    must_refuse 2 "a truncated image" "$@" $good truncated.jpg
    must_refuse 2 "an empty image" "$@" $good empty.jpg
    must_refuse 2 "a directory as image" "$@" $good .
    must_refuse 2 "a text as image" "$@" $good net.cfg
    must_refuse 2 "a missing .data file" "$@" none.data net.cfg net.weights street.jpg
    must_refuse 2 "a missing cfg" "$@" my.data none.cfg net.weights street.jpg
    must_refuse 2 "a wrong cfg" "$@" my.data wrong.cfg net.weights street.jpg
    must_refuse 2 "an image as cfg" "$@" my.data street.jpg net.weights street.jpg
    must_refuse 2 "missing weights" "$@" my.data net.cfg none.weights street.jpg
    must_refuse 2 "a directory as weights" "$@" my.data net.cfg . street.jpg
    must_refuse 2 "truncated weights" "$@" my.data net.cfg truncated.weights street.jpg
    must_refuse 2 "weights that are too long" "$@" my.data net.cfg longer.weights street.jpg
    must_refuse 2 "a seed that is no number" "$@" my.data net.cfg random:x street.jpg
    must_refuse 2 "too few names" "$@" few.data net.cfg net.weights street.jpg
    must_refuse 2 "no names" "$@" without.data net.cfg net.weights street.jpg
    must_refuse 2 "an unknown flag" "$@" $good street.jpg -tresh .5
    must_refuse 2 "a bad number" "$@" $good street.jpg -threads x
    must_refuse 2 "a flag without its value" "$@" $good street.jpg -threads
    must_refuse 2 "too few arguments" "$@" my.data net.cfg
    must_refuse 2 "too many arguments" "$@" $good street.jpg street.jpg
    must_refuse 2 "an unknown sub-command" "$1" tset $good street.jpg
    must_refuse 2 "no arguments" "$1"
}
