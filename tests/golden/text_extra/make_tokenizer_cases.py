#!/usr/bin/env python3
"""Writes tokenizer_cases.json: many tokenizer.json variants over two small vocabularies, what they make of test strings.

Usage: python make_tokenizer_cases.py > tokenizer_cases.json     (pip install tokenizers==0.23.3)
"""
import json
import random
import sys

import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

CORPUS = """The model reads text in small pieces. A piece may be a word, part of a word, or a single byte.
When the number 12345 occurs, some models cut it into 123 and 45, others into single digits: 1 2 3 4 5.
def add(a, b):\n    return a + b\n\n\tfor i in range(10):\n        print(i, "it's", 'don''t', I'LL, WE'VE)
Die Straße führt über Öl und Ärger. Où est le café? ¿Qué tal, señor? Привет, мир! שלום עולם. 你好，世界。こんにちは世界
hello hello world world token tokens tokenizer thinking thinks think 2024 1999 3.14159 http://example.org/path?x=1&y=2
""" * 3

STRINGS = [
    "", " ", "  ", "hello world", " hello", "hello  world   ", "\n", "\n\n hello\r\n\tx", "I'll don't WE'VE it'S",
    "12345 67 8", "abc123def4567", "camelCaseWord ALLCAPS Titlecase", "a b c", "x=y+z;\n\n\n}", "  \n  \n", "tab\tsep\t\t",
    "Straße Öl É e\u0301", "你好，世界。世界hello", "日本語テキスト", "Привет мир", "שלום", "ﬁne ①②Ⅻ ½", "\u212b \u1e9b\u0323",
    "😀👨\u200d👩\u200d👧", "a\u00a0b\u3000c\u2028d\u0085e", "\u180ex\u200bz", "$100 & <tag> | `code` ^~", "...!?;:--__", "#include <x>",
    "<s>hello</s>", "a <mask> b", "a<mask>b", "foo<think>bar</think>", "<|im_start|>user\nhi<|im_end|>", "wordy word swordy",
    "word", "WORD Word", "don\u2019t \u201cquote\u201d", "a" * 40, "the " * 12, "\x00\x01\x7f", "\u0301\u0301a", "ſ ß İ ı K",
    "1,234.56 - 7e-3", "x\u0300\u0316\u0301y", "각 힣 ᄀ", "\u0915\u094d\u0937", "\ufeffbom", "hello\u2581world", "/path//to/",
]

SPECIAL = [
    dict(content="<s>", special=True), dict(content="</s>", special=True), dict(content="<|im_start|>", special=True),
    dict(content="<|im_end|>", special=True), dict(content="<think>", special=False), dict(content="</think>", special=False),
    dict(content="<mask>", special=True, lstrip=True, rstrip=True), dict(content="word", special=False, single_word=True),
    dict(content="Word", special=False, normalized=True),
]


def added(first_id):
    rows = []
    for i, token in enumerate(SPECIAL):
        row = dict(id=first_id + i, single_word=False, lstrip=False, rstrip=False, normalized=False)
        row.update(token)
        rows.append(row)
    return rows


def train(is_bytes):
    tokenizer = Tokenizer(models.BPE(byte_fallback=not is_bytes, unk_token=None if is_bytes else "<unk>"))
    if is_bytes:
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        trainer = trainers.BpeTrainer(vocab_size=520, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.BpeTrainer(
            vocab_size=560, special_tokens=["<unk>"] + [f"<0x{b:02X}>" for b in range(256)], limit_alphabet=90, show_progress=False)
    tokenizer.train_from_iterator(CORPUS.splitlines(), trainer)
    data = json.loads(tokenizer.to_str())
    # Python's hash order decides among equally frequent pairs, so the vocabulary is kept in the output.
    data["added_tokens"] = added(len(data["model"]["vocab"]))
    data["normalizer"] = data["post_processor"] = None
    data["decoder"] = byte_level() if is_bytes else None
    return data


def split(regex, behavior="Isolated", invert=False):
    return {"type": "Split", "pattern": {"Regex": regex}, "behavior": behavior, "invert": invert}


def literal(text, behavior, invert=False):
    return {"type": "Split", "pattern": {"String": text}, "behavior": behavior, "invert": invert}


def byte_level(prefix=False, regex=False):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": True, "use_regex": regex}


def sequence(*steps):
    return {"type": "Sequence", "pretokenizers": list(steps)}


CL100K = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN = CL100K.replace(r"\p{N}{1,3}", r"\p{N}")
POSSESSIVE = (r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s")
O200K = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
KIMI = (r"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
DEEPSEEK = sequence(
    split(r"\p{N}{1,3}"), split("[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"),
    split(r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"),
    byte_level())
TEMPLATE = {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "</s>", "type_id": 0}}], "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}]}


def byte_variants(base):
    ids = {t["content"]: t["id"] for t in base["added_tokens"]}
    template = dict(TEMPLATE, special_tokens={t: {"id": t, "ids": [ids[t]], "tokens": [t]} for t in ("<s>", "</s>")})
    yield "gpt2", dict(pre_tokenizer=byte_level(regex=True), post_processor=byte_level())
    yield "gpt2-prefix", dict(pre_tokenizer=byte_level(prefix=True, regex=True), post_processor=template)
    yield "llama3", dict(pre_tokenizer=sequence(split(CL100K), byte_level()), model=dict(ignore_merges=True),
                         post_processor={"type": "Sequence", "processors": [byte_level(), template]})
    yield "qwen2-nfc", dict(pre_tokenizer=sequence(split(QWEN), byte_level()), normalizer={"type": "NFC"})
    yield "o200k", dict(pre_tokenizer=sequence(split(O200K), byte_level()))
    yield "possessive", dict(pre_tokenizer=sequence(split(POSSESSIVE), byte_level()))
    yield "kimi", dict(pre_tokenizer=sequence(split(KIMI), byte_level()))
    yield "deepseek", dict(pre_tokenizer=DEEPSEEK)
    yield "starcoder", dict(pre_tokenizer=sequence({"type": "Digits", "individual_digits": True}, byte_level(regex=True)))
    yield "digits", dict(pre_tokenizer=sequence({"type": "Digits", "individual_digits": False}, byte_level(prefix=True)))
    for behavior in ("Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous"):
        yield f"split-{behavior}", dict(pre_tokenizer=sequence(split(r"\s|[aeo]", behavior), byte_level()))
        yield f"split-inverted-{behavior}", dict(pre_tokenizer=sequence(split(r"\w+", behavior, True), byte_level()))
        yield f"literal-{behavior}", dict(pre_tokenizer=sequence(literal("l", behavior), byte_level()))
        yield f"punctuation-{behavior}", dict(pre_tokenizer=sequence({"type": "Punctuation", "behavior": behavior}, byte_level()))
    yield "whitespace", dict(pre_tokenizer=sequence({"type": "Whitespace"}, byte_level()))
    yield "whitespace-split", dict(pre_tokenizer=sequence({"type": "WhitespaceSplit"}, byte_level()))
    yield "empty-matches", dict(pre_tokenizer=sequence(split(r"x*|(?=l)", "Isolated"), byte_level()))
    yield "lines", dict(pre_tokenizer=sequence(split(r"^\s*\w|\h{2}$|(?m:a.b)", "MergedWithNext"), byte_level()))
    yield "classes", dict(pre_tokenizer=sequence(split(r"[[:alpha:][0-9]]+|[^[a-z]\s]|[\w&&[^\d]]", "Contiguous"), byte_level()))
    for name in ("NFC", "NFD", "NFKC", "NFKD", "Lowercase"):
        yield f"normalizer-{name}", dict(pre_tokenizer=sequence(split(CL100K), byte_level()), normalizer={"type": name})
    yield "normalizers", dict(pre_tokenizer=byte_level(), normalizer={"type": "Sequence", "normalizers": [
        {"type": "Strip", "strip_left": True, "strip_right": True}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
        {"type": "Replace", "pattern": {"String": "ll"}, "content": "LL"}, {"type": "Prepend", "prepend": ">"}]})
    yield "none", dict(pre_tokenizer=byte_level())


def character_variants(base):
    sentencepiece = {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"},
                     {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
    prepend = {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"},
               {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]}
    yield "llama2", dict(normalizer=prepend, pre_tokenizer=None, decoder=sentencepiece)
    yield "llama2-fuse", dict(normalizer=prepend, pre_tokenizer=None, decoder=sentencepiece, model=dict(byte_fallback=False, fuse_unk=True))
    for scheme in ("always", "first", "never"):
        for cut in (True, False):
            meta = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": scheme, "split": cut}
            yield f"metaspace-{scheme}-{cut}", dict(pre_tokenizer=meta, decoder=meta, model=dict(byte_fallback=False))


def build(base, patch):
    data = json.loads(json.dumps(base))
    for key, value in patch.items():
        if key == "model":
            data["model"].update(value)
        else:
            data[key] = value
    return Tokenizer.from_str(json.dumps(data))


def main():
    random.seed(7)
    extra = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    pieces = STRINGS + [" ", "\n", "'s", "'LL", "x", "9", "É", "世", ".", "\t"]
    strings = STRINGS + ["".join(random.choice(pieces)[:9] for _ in range(random.randint(2, 9))) for _ in range(extra)]
    out = dict(made_with=f"tokenizers {tokenizers.__version__}", strings=strings, bases={}, variants=[])
    for name, is_bytes, variants in (("bytes", True, byte_variants), ("characters", False, character_variants)):
        base = train(is_bytes)
        out["bases"][name] = base
        for variant, patch in variants(base):
            tokenizer = build(base, patch)
            ids = [tokenizer.encode(s, add_special_tokens=True).ids for s in strings]
            out["variants"].append(dict(name=variant, base=name, patch=patch, ids=ids, decoded=[tokenizer.decode(i) for i in ids],
                                        decoded_all=[tokenizer.decode(i, skip_special_tokens=False) for i in ids]))
    json.dump(out, sys.stdout, ensure_ascii=True, separators=(",", ":"))


main()
