#!/usr/bin/env python3
"""Writes cases.json: templates with what Jinja makes of them, in the environment transformers sets up for chat templates.

Usage: python make_cases.py > cases.json     (pip install transformers==5.23.0 jinja2==3.1.6)
Templates are those of snippets.py, and templates/*.jinja, each with every request of templates/requests.json.
"""
import datetime
import json
import pathlib
import sys

import jinja2
import transformers
from jinja2.sandbox import ImmutableSandboxedEnvironment
from transformers.utils import chat_template_utils

import snippets

NOW = datetime.datetime(2026, 3, 14, 9, 26, 53)
HERE = pathlib.Path(__file__).parent


class FrozenDatetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


def unlocked(cls):
    """The sandbox without its ban on changing lists and dicts."""
    class Unlocked(cls):
        def is_safe_attribute(self, obj, attr, value):
            return jinja2.sandbox.SandboxedEnvironment.is_safe_attribute(self, obj, attr, value)
    return Unlocked


def compile_template(source, mutable=False):
    jinja2.sandbox.ImmutableSandboxedEnvironment = unlocked(ImmutableSandboxedEnvironment) if mutable else ImmutableSandboxedEnvironment
    chat_template_utils.ImmutableSandboxedEnvironment = jinja2.sandbox.ImmutableSandboxedEnvironment
    return chat_template_utils._cached_compile_jinja_template(source)


def case(name, source, variables, mutable=False):
    row = dict(name=name, template=source, variables=variables)
    try:
        row["expected"] = compile_template(source, mutable).render(**dict(dict(tools=None, documents=None, add_generation_prompt=False), **json.loads(json.dumps(variables))))
    except Exception as error:  # whatever it is, rendering must fail
        row["error"] = f"{type(error).__name__}: {error}"
    return row


def chat_cases(path):
    source = path.read_text()
    for i, request in enumerate(json.loads((HERE / "templates" / "requests.json").read_text())):
        variables = dict(request)
        variables["messages"] = chat_template_utils._alias_reasoning_fields(request["messages"])
        row = case(f"{path.stem} {i}", source, variables)
        row["variables"] = i
        row["template"] = None
        row["template_file"] = f"templates/{path.name}"
        yield row


def main():
    chat_template_utils.datetime = FrozenDatetime
    cases = []
    for i, line in enumerate(snippets.EXPRESSIONS.replace("\\\nb\"", "\\\0b\"").split("\n")):
        line = line.replace("\\\0b\"", "\\\nb\"")
        cases.append(case(f"expression {i}", "{{ " + line + " }}", snippets.V))
    cases += [case(f"error {i}", "{{ " + line + " }}", snippets.V) for i, line in enumerate(snippets.ERRORS.split("\n"))]
    cases += [case(f"syntax {i}", source, {}) for i, source in enumerate(snippets.SYNTAX)]
    cases += [case(f"block {i}", source, snippets.V) for i, source in enumerate(snippets.BLOCKS)]
    cases += [case(f"mutation {i}", source, snippets.V, mutable=True) for i, source in enumerate(snippets.MUTATIONS)]
    for path in sorted((HERE / "templates").glob("*.jinja")):
        cases += list(chat_cases(path))
    for row in cases:
        if row["variables"] is snippets.V:
            row["variables"] = "shared"
    out = dict(made_with=f"transformers {transformers.__version__}, jinja2 {jinja2.__version__}", now=str(NOW), shared=snippets.V, cases=cases)
    json.dump(out, sys.stdout, ensure_ascii=True, indent=0, separators=(",", ":"))


if __name__ == "__main__":
    main()
