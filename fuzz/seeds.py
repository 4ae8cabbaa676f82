#!/usr/bin/env python3
"""Writes seeds out of what the scenarios send: seeds.py REPORT, where REPORT is the report.json of
`rehearse run --all --report DIR`. Each request to an endpoint that has a target becomes an input of
its corpus, with the words of support/furnished_org.h for what a report never shows; those that come
to the same are written once, as `scenario-NAME-N`."""
import json
import pathlib
import re
import sys
import urllib.parse

CORPUS = pathlib.Path(__file__).resolve().parent / 'corpus'
TARGETS = {'token': 'token', 'authorize': 'authorize', 'revoke': 'revoke', 'introspect': 'introspect'}
WORDS = {'code': '$code', 'refresh_token': '$refresh', 'token': '$refresh', 'client_id': '$key', 'client_secret': '$secret',
         'code_verifier': '$verifier', 'code_challenge': '$challenge'}
CALLBACK = 'https://www.workato.com/oauth/callback'


def pair(field):
    name, value = field['name'], field.get('value', '')
    if name == 'redirect_uri' and value == CALLBACK:
        value = '$callback'
    elif name in WORDS and value:
        value = WORDS[name]
    elif re.search(r'\[.*redacted.*\]|^…|\*\*\*', value):
        value = 'x'
    quoted = value if value.startswith('$') else urllib.parse.quote(value, safe='')
    return f'{urllib.parse.quote(name, safe="")}={quoted}'


def text_of(exchange):
    head = []
    if exchange['method'] != 'POST':
        head.append(exchange['method'])
    query = '&'.join(pair(field) for field in exchange['query'] or [])
    form = '&'.join(pair(field) for field in exchange['form'] or [])
    if any(header['name'].lower() == 'authorization' for header in exchange.get('headers') or []):
        head.append('Authorization: Basic $basic')
    if exchange['method'] == 'GET':
        form, query = query, ''
    if query:
        head.append('?' + query)
    return '\n'.join(head) + ('\n\n' if head else '') + form


def main(words):
    if len(words) != 1:
        sys.exit(__doc__)
    report = json.loads(pathlib.Path(words[0]).read_text())
    known = {target: {path.read_text(errors='replace') for path in (CORPUS / target).iterdir()} for target in TARGETS.values()}
    written = 0
    for scenario in report['scenarios']:
        for exchange in (scenario.get('transcript') or {}).get('exchanges', []):
            target = TARGETS.get(exchange['route'])
            if target is None or exchange['side'] != 'salesforce':
                continue
            text = text_of(exchange)
            if not text or text in known[target] or len(text) > 1000:
                continue
            known[target].add(text)
            name = scenario['name'].replace('/', '-')
            number = sum(1 for path in (CORPUS / target).glob(f'scenario-{name}-*')) + 1
            (CORPUS / target / f'scenario-{name}-{number}').write_text(text)
            written += 1
    print(f'{written} seeds written')


main(sys.argv[1:])
