#!/usr/bin/env python3
"""Proof that the fuzzers find: each mistake of planted.tsv is planted, and its target has to find it
from an empty corpus within the executions that the table allows, by a promise that is a rule;
without it as many executions find nothing.

planted.py FOLDER [--write] [NAME…]   FOLDER holds the targets of the preset fuzz (build/fuzz/fuzz).
--write puts the table of README.md in. Names: only those mistakes. Exit 1: one was not found."""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DICTIONARY = HERE / 'dict' / 'oauth.dict'
BEGIN, END = '<!-- planted: begin -->\n', '<!-- planted: end -->\n'
# What a target says of itself.
NOT_RULES = {'set-up', 'reason', 'utf-8', 'shown'}
HEAD = '| target | planted mistake | from | broken promise | found after |\n|---|---|---|---|---|\n'


def rows():
    lines = (HERE / 'planted.tsv').read_text().splitlines()
    for line in lines:
        if line and not line.startswith('#'):
            target, planted, most, advisory = line.split('\t')
            yield target, planted, int(most), advisory


def fuzz(folder, target, planted, most):
    """The broken promise and the executions it took; None if nothing was found."""
    with tempfile.TemporaryDirectory() as scratch:
        os.mkdir(scratch + '/corpus')
        command = [str(folder / f'{target}_fuzz'), '-seed=1', f'-runs={most}', '-print_final_stats=1', '-len_control=0', '-entropic=0',
                   '-detect_leaks=0',
                   '-max_len=1024', f'-artifact_prefix={scratch}/', scratch + '/corpus']
        if DICTIONARY.exists():
            command.insert(1, f'-dict={DICTIONARY}')
        surroundings = {**os.environ, 'REHEARSE_PLANTED': planted}
        ended = subprocess.run(command, env=surroundings, capture_output=True, text=True, errors='replace', check=False)
    executions = re.search(r'stat::number_of_executed_units: (\d+)', ended.stderr)
    if ended.returncode == 0 and executions and int(executions[1]) > 1:
        return None, int(executions[1])
    promise = re.search(r'rehearse-fuzz: broken promise ([^:]+):', ended.stderr)
    if promise is None or executions is None:
        sys.exit(f'{target}, {planted or "nothing planted"}: the target ended otherwise ({ended.returncode}):\n'
                 + ended.stderr[-2000:])
    return promise[1], int(executions[1])


def main(words):
    write = '--write' in words
    words = [word for word in words if word != '--write']
    if not words:
        sys.exit(__doc__)
    folder, names = pathlib.Path(words[0]), set(words[1:])
    if write and names:
        sys.exit('planted.py: --write makes the whole table: leave the names out')
    wanted = [row for row in rows() if not names or row[1] in names]
    unknown = names - {row[1] for row in wanted}
    if unknown:
        sys.exit(f'planted.tsv has no mistake {", ".join(sorted(unknown))}')
    missed, table = [], HEAD
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        found = [pool.submit(fuzz, folder, target, planted, most) for target, planted, most, _ in wanted]
        needed = {}
        for (target, planted, most, advisory), one in zip(wanted, found):
            promise, executions = one.result()
            print(f'{target}\t{planted}\t{promise}\t{executions}', flush=True)
            needed[target] = max(needed.get(target, 0), executions)
            if promise is None:
                missed.append(f'{target} did not find {planted} within {most} executions')
            elif promise in NOT_RULES:
                missed.append(f'{target} met {planted} by {promise}, which is no rule')
            table += f'| {target} | `{planted}` | {advisory} | {promise} | {executions:,} executions |\n'
        # As many executions as the slowest needed must find nothing where nothing is planted.
        clean = {target: pool.submit(fuzz, folder, target, '', most) for target, most in needed.items()}
        for target, control in clean.items():
            if control.result()[0]:
                missed.append(f'{target} breaks {control.result()[0]} although nothing is planted')
    for sentence in missed:
        print(f'planted.py: {sentence}', file=sys.stderr)
    if missed:
        sys.exit(1)
    if write:
        readme = HERE / 'README.md'
        before, rest = readme.read_text().split(BEGIN)
        readme.write_text(before + BEGIN + table + END + rest.split(END)[1])
    print(f'{len(wanted)} planted mistakes found')


main(sys.argv[1:])
