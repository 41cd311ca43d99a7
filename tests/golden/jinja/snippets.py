"""Small templates, one feature each. Entries are templates, or (template, variables)."""

V = {
    "s": "Hello, World", "t": "  padded\t\n", "u": "naïve Straße 日本語 😀 é", "empty": "", "n": 42, "neg": -7, "f": 3.5, "big": 9007199254740993, "huge": 18446744073709551615,
    "yes": True, "no": False, "nothing": None, "l": [3, 1, 2], "words": ["pear", "Apple", "fig", "apple"], "nested": [[1, [2, 3]], {"a": [4, {"b": 5}]}],
    "d": {"b": 1, "a": 2, "C": 3}, "e": {}, "msgs": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi", "id": 3},
    {"role": "assistant", "content": None, "id": 1, "tool_calls": [{"function": {"name": "f", "arguments": {"x": 1.0, "y": [True, None]}}}]}],
    "users": [{"name": "ann", "age": 31, "city": {"zip": 3}}, {"name": "Bob", "age": 25, "city": {"zip": 1}}, {"name": "cid", "age": 31, "city": {"zip": 2}}],
    "multi": "line1\nline2\n\n  line4", "json": "{\"a\": 1}", "html": "<a href=\"x\">T & 'q'</a>", "keyed": {"items": 1, "keys": 2, "get": 3, "x y": 4, "1": 5},
}

EXPRESSIONS = r"""
1 + 2 * 3 - 4 / 2
7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3
7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2
2 ** 10, 2 ** -1, -2 ** 2, 2 ** 3 ** 2, 2.0 ** 0.5
1 / 3, 10 / 5, 1e3, 1e16, 1e15, 1.5e-5, 0.1 + 0.2, 100000000000000000000.0, 1e22, 123456789.123456789
-0.0, 0.0, 1e-4, 0.00001, 5e-324, 1.7976931348623157e308
1_000_000, 0x1F, 0b101, 0o17, 1_0.5_0
big, huge, huge + 1, big * 3
n + yes, yes + yes, no * 5, not yes, not no
"a" ~ 1 ~ none ~ true ~ 2.0 ~ [1, "x"]
"a" "b" 'c'
"tab\tnl\nq\"s\'b\\u\u00e9x\x41o\101z\q"
'it''s'
"ab" * 3, 3 * "ab", [1, 2] * 2, "x" * 0, "x" * -1
"a" + "b", [1] + [2], (1,) + (2,)
(1, 2, 3), (1,), (), [], {}, {"a": 1, "b": [1, 2.0, none, true]}
[1, "a'b", 'a"b', "a'b\"c", "\n\t\\", "\x00\x1f\x7f", "é日😀", "\u200b\u00a0\u2028"]
{"k": {"n": (1, "x")}, 1: 2, none: 3, (1, 2): 4, true: 5}
1 == 1.0, 1 == true, "1" == 1, [1] == [1.0], (1,) == [1], {"a": 1} == {"a": 1.0}, none == false
1 < 2, 2 <= 2, 3 > 2 > 1, 1 < 2 > 3, "a" < "b", "Z" < "a", [1, 2] < [1, 3], (1,) < (1, 0)
1 != 2 == 2, 1 in [1, 2], 3 not in [1, 2], "ell" in s, "xyz" not in s, "a" in d, 2 in d, "" in s
1 if yes else 2, 1 if no else 2, (1 if no), "x" if no else ("y" if no else "z")
yes and "a", no and "a", yes or "a", no or "a", none or 0 or "", 1 and 2 and 3, not (yes and no)
not yes == no, not 1 in [2]
s[0], s[-1], s[1:4], s[::-1], s[7:], s[:-3], s[::2], s[10:2:-3], s[100:], s[-100:3]
u[3], u[-1], u[2:9], u[::-1], u[13:16], u|length
l[0], l[-1], l[1:], l[::-1], l[:2], l[5:], l[0:3:2]
(1, 2, 3)[1:], range(5)[1], range(5)[-1], range(10)[2:8:3], "abc"[none:2]
l[7] is defined, d["zz"] is defined, d.zz is defined, s.nope is defined, nothing.x is defined, n.x is defined
d.a, d["a"], d.get("a"), d.get("zz"), d.get("zz", 5), d.b
keyed.items is callable, keyed["items"], keyed.get("items"), keyed["x y"], keyed["1"]
msgs[0].role, msgs[-1]["tool_calls"][0].function.arguments.x, msgs.0.content
d.keys(), d.values(), d.items(), d.items()|list, d|items|list, d.keys()|list|length
d|length, d|list, d|first, d|join(","), e|length, msgs|length, s|count
range(3), range(1, 4), range(0, 10, 3), range(5, 0, -2), range(0), range(3)|list, range(5, 0, -2)|list, range(3)|length
s|upper, s|lower, "hELLO wORLD foo-bar (baz) it's"|title, "hELLO"|capitalize, u|upper, u|lower, "ǆ"|upper, "ß"|title
"x"|title, ""|title, "a1b c_d"|title, "don't stop"|title
"hELLO wORLD it's x1y"|string, "hELLO wORLD it's x1y".title(), "aB1".swapcase(), "ÀÉ".lower(), "hello".capitalize(), "".capitalize()
t|trim, "xxaxx"|trim("x"), "xyaxy".strip("yx"), t.strip(), "  a ".lstrip(), "  a ".rstrip(), "abc".strip("z"), "\u00a0a\u3000".strip(), "é1é".strip("é")
s|replace("l", "L"), s|replace("l", "L", 1), s.replace("l", ""), s.replace("", "-"), "aaa".replace("aa", "b"), 1201|replace(1, 7), "abc".replace("", "-", 2)
s.split(", "), s.split(), " a  b ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "abc".split("x"), "".split(), "".split(","), " a b  c ".split(none, 1)
"a,b,c".rsplit(",", 1), " a b  c ".rsplit(none, 1), "aXXb".rsplit("X"), "aaa".rsplit("aa", 1), "aaa".split("aa", 1)
multi.splitlines(), "a\r\nb\rc\n".splitlines(), "a\n\nb".splitlines(true), "".splitlines(), "a\u2028b\x0cc".splitlines()
"a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("x"), "abc".rpartition("x")
s.startswith("Hell"), s.endswith("ld"), s.startswith(("x", "He")), s.endswith(("x", "y")), s.startswith("ello", 1), s.endswith("Hell", 0, 4), s.startswith("")
s.find("o"), s.find("o", 5), s.find("zz"), s.rfind("o"), s.index("W"), s.count("l"), s.count("l", 4), s.count(""), u.find("日"), u.rfind("é"), s.find("o", -4), s.rfind("")
"-".join(["a", "b"]), "".join([]), ", ".join(words), "-".join("abc")
"42".isdigit(), "4a".isdigit(), "".isdigit(), "²".isdigit(), "½".isnumeric(), "abc".isalpha(), "ab1".isalnum(), "  ".isspace(), "AB".isupper(), "ab".islower(), "Ab".isupper(), "1".islower(), "é".isascii(), "日本".isalpha(), "١٢".isdigit(), "١٢".isdecimal()
"7".zfill(3), "-7".zfill(4), "+7".zfill(4), "abc".zfill(2), "ab".center(7, "*"), "abc".center(8, "*"), "ab".ljust(5) ~ "|", "ab".rjust(5), "ab"|center(6), "é".center(4, "日")
"prefix-x".removeprefix("prefix-"), "x.txt".removesuffix(".txt"), "abc".removeprefix("z")
"{} {}".format(1, "b"), "{1} {0}".format("a", "b"), "{x}-{y}".format(x=1, y=[2]), "{{}}".format(), "{0.a} {0[b]} {1[0]}".format(d, l)
"{:5}|{:<5}|{:>5}|{:^5}|{:*^7}".format("ab", "ab", "ab", "ab", "ab"), "{:05d}|{:5d}|{:<5d}|{:+d}|{: d}|{:,}|{:_}".format(42, 42, 42, 42, 42, 1234567, 1234567)
"{:.2f}|{:8.3f}|{:08.2f}|{:.0f}|{:e}|{:g}|{:%}|{:.1%}".format(3.14159, 2.5, -3.14159, 2.5, 12345.678, 0.0001, 0.25, 0.256)
"{:x}|{:X}|{:#x}|{:b}|{:o}|{:#b}|{:c}".format(255, 255, 255, 5, 8, 5, 65), "{!r} {!s} {!r:>6}".format("a", "a", "b"), "{:.3}".format("abcdef"), "{:>{}}".format("a", 4), "{:{w}.{p}f}".format(2.0, w=7, p=2)
"{:.3}|{:.10}|{}|{:,.2f}|{:+.1e}|{:g}|{:g}".format(3.0, 1234.5678, 1e20, 1234567.891, 0.00012, 1000000.0, 10000000.0), "{:010,}".format(1234), "{:=+6}".format(5)
"%s and %s" % ("a", 1), "%d%%" % 5, "%5d|%-5d|%05d|%+d" % (1, 2, 3, 4), "%.2f %5.1f %e %g" % (3.14159, 2.55, 1234.5, 0.1), "%x %X %#o" % (255, 255, 8), "%r %s" % ("q", "q"), "%(a)s-%(b)d" % d, "%5s|%-5s|%.2s" % ("ab", "ab", "abc"), "%c%c" % (65, "z"), "%s" % [1], "%d" % 3.9, "%*d" % (5, 7), "%.3d" % 5, "%s" % none
"%s %s"|format("a", 2), "%(k)s"|format(k=1)
l|sort, l|sort(reverse=true), words|sort, words|sort(case_sensitive=true), users|sort(attribute="age,name")|map(attribute="name")|list, users|sort(attribute="city.zip")|map(attribute="name")|list, d|sort, "hello"|sort|join
l|min, l|max, words|min, words|max, []|min, users|max(attribute="age"), words|min(case_sensitive=true), l|sum, []|sum, l|sum(start=10), users|sum(attribute="age"), [[1], [2]]|sum(start=[])
words|unique|list, [1, 1.0, true, 2]|unique|list, users|unique(attribute="age")|map(attribute="name")|list, words|unique(case_sensitive=true)|list
l|first, l|last, ""|first, []|first is defined, "abc"|first, "abc"|last, d|last, range(3)|last
l|reverse|list, s|reverse, l|list, s|list|length, d|reverse|list, (1, 2)|reverse|list, range(3)|reverse|list
l|join, l|join("-"), users|join(", ", attribute="name"), s|join("."), [none, 1, "a"]|join("|"), d|join, undefined_thing|join(",")
l|map("string")|list, words|map("upper")|list, words|map("length")|list, users|map(attribute="name")|join(","), users|map(attribute="nope", default="?")|list, users|map(attribute="city.zip")|list, ["1", "x"]|map("int", 9)|list, words|map("replace", "p", "P")|list
[0, 1, 2, 3]|select|list, [0, 1, 2, 3]|select("odd")|list, [0, 1, 2, 3]|reject("odd")|list, [1, 2, 3]|select("gt", 1)|list, [1, none, 2]|select("none")|list, ["a", 1]|select("string")|list, [1, 2, 3, 4]|select("divisibleby", 2)|list, [1, 5]|select("in", [5])|list
users|selectattr("age", "equalto", 31)|map(attribute="name")|list, users|rejectattr("age", "eq", 31)|map(attribute="name")|list, msgs|selectattr("id")|list|length, msgs|selectattr("id", "defined")|list|length, msgs|rejectattr("content")|list|length, msgs|selectattr("role", "in", ["user", "system"])|map(attribute="content")|list
users|groupby("age"), users|groupby("age")|map(attribute="grouper")|list, users|groupby("age")|map("last")|map("length")|list, users|groupby("nope", default="-")|length, words|groupby(0)|map("first")|list, words|groupby(0, case_sensitive=true)|map("first")|list
d|dictsort, d|dictsort(true), d|dictsort(false, "value"), d|dictsort(reverse=true)
[1, 2, 3, 4, 5]|batch(2)|list, [1, 2, 3]|batch(2, 0)|list, [1, 2, 3, 4, 5]|slice(2)|list, [1, 2, 3]|slice(2, "x")|list, []|batch(2)|list
"42"|int, "42.9"|int, "x"|int, "x"|int(7), "0x1f"|int(base=16), "ff"|int(0, 16), " 12 "|int, "1_000"|int, 3.9|int, -3.9|int, true|int, none|int, none|int(5), "0b11"|int(0, 2), "1e3"|int, "12a"|int, []|int
"3.5"|float, "x"|float, "x"|float(1.5), "inf"|float, "-nan"|float, 3|float, "1e400"|float, " 1.0 "|float, none|float, "1_0.5"|float, "0x1p3"|float
2.5|round, 3.5|round, 2.675|round(2), 42.55|round(1, "floor"), 42.51|round(1, "ceil"), 1234.5|round(-2), 5|round, -2.5|round, 0.5|round, 1e300|round(2), 15|round(-1), 25|round(-1), 2.4|round("1"|int)
-5|abs, 5.5|abs, -1|abs + 1, (-5)|abs, true|abs
"a b  c"|wordcount, ""|wordcount, "it's über-cool 日本"|wordcount
multi|indent, multi|indent(2), multi|indent(2, true), multi|indent(2, blank=true), multi|indent("> ", true, true), ""|indent, "a\n"|indent(1)
"foo bar baz qux"|truncate(9), "foo bar baz qux"|truncate(9, true), "foo bar baz qux"|truncate(11), "foo bar baz qux"|truncate(11, false, "...", 0), "foobarbazqux"|truncate(6, end="!"), "日本語日本語日本語"|truncate(4, true, "", 0)
html|e, html|escape|string|length, html|safe, "<"|e|e, "<"|forceescape, ("<"|safe)|e, "a" + ("<"|safe), ("<"|safe) + ">", ("<"|safe) ~ ">", ("<b>"|safe)|upper, "%s" % ("<"|safe), ("%s"|safe) % "<", ("<"|safe)|replace("<", "&"), ("<"|safe)|length, ("<"|safe).replace("<", "&"), ("<"|safe)|trim + "&"
html|striptags, "a b/c?d=é&"|urlencode, {"a b": "1/2", "c": "é"}|urlencode, [("x", 1)]|urlencode, 12|urlencode
{"class": "x", "id": none, "n": 1, "q": "<\">"}|xmlattr, {"a": 1}|xmlattr(false), {}|xmlattr
undefined_thing, undefined_thing|default("d"), nothing|default("d"), nothing|default("d", true), ""|d("x", true), no|default("z"), undefined_thing|default, d.zz|default(1), msgs[0].zz|default([])|length
undefined_thing|length, undefined_thing|list, undefined_thing|upper, undefined_thing|trim, undefined_thing|string|length, undefined_thing ~ "x", undefined_thing == other_thing, undefined_thing == none, undefined_thing != 1, not undefined_thing, undefined_thing or 3
undefined_thing is defined, undefined_thing is undefined, undefined_thing is none, undefined_thing is string, undefined_thing is iterable, undefined_thing is sequence, undefined_thing is mapping, undefined_thing is callable, undefined_thing is false, undefined_thing in [1], "a" in undefined_thing, undefined_thing|first is defined
s is string, n is number, f is float, n is integer, yes is integer, yes is number, yes is boolean, n is boolean, nothing is none, l is iterable, s is iterable, n is iterable, l is sequence, d is sequence, d is mapping, l is mapping, s is sequence, s is mapping, range(3) is sequence, d.items() is sequence, l|map("string") is sequence, l|map("string") is iterable, f is integer, 1.0 is float, nothing is defined
3 is odd, 4 is even, 9 is divisibleby 3, 9 is divisibleby(2), 1 is eq 1, 1 is equalto(2), 1 is ne 2, 2 is gt 1, 2 is ge 2, 1 is lt 2, 1 is le 0, 1 is lessthan 2, 2 is greaterthan 1, 1 is in [1, 2], 1 is not in [1], "a" is in "abc", 1 is not none, 3 is not odd, -3 is odd, 2.0 is even
yes is true, n is true, no is false, 0 is false, nothing is sameas none, 1 is sameas true, 1 is sameas 1, l is sameas l, l is sameas [3, 1, 2], "upper" is filter, "nope" is filter, "odd" is test, "abc" is lower, "ABC" is upper, "aB" is lower, range is callable, s.upper is callable, n is callable, html|e is escaped, html is escaped
n is not string and s is string or no, (n is odd) == no, n is even and l is sequence, l[0] is odd|string
nested|tojson, d|tojson, u|tojson, html|tojson, none|tojson, true|tojson, 1.0|tojson, 1e16|tojson, "\u2028\x7f\x00\"\\/"|tojson, (1, 2)|tojson, {1: 2, none: 3, true: 4, 1.5: 5}|tojson, huge|tojson, []|tojson, {}|tojson
nested|tojson(indent=2), d|tojson(indent=4, sort_keys=true), u|tojson(ensure_ascii=true), d|tojson(separators=(",", ":")), [[], {}, [[]]]|tojson(indent=1), d|tojson(true, none, none, true), [1, 2]|tojson(indent="\t"), [1, [2]]|tojson(indent=0), [1]|tojson(indent=2, separators=(", ", " = ")), {"é": "日😀"}|tojson(ensure_ascii=true)
dict(a=1, b=2), dict([("x", 1)]), dict({"a": 1}, b=3), dict(), namespace(a=1).a, namespace({"x": 2}).x, namespace().zz is defined, dict(d, **{"a": 9})
strftime_now("%Y-%m-%d"), strftime_now("%d %b %Y %H:%M:%S %A %B %j %p %y"), strftime_now(""), strftime_now("100%% é")
s|attr("upper") is callable, d|attr("a") is defined, d|attr("keys") is callable
{"a": 1}["a"], [1, 2][1], (1, 2)[0], "abc"[1], {"a": {"b": 1}}.a.b, [[1, 2], [3]][0][1], {"f": "x"}.f|upper
nested[1].a[1].b, nested[0][1][0], users[0]["city"]["zip"], users|length + 1, (users|first).name, users[-1].name|upper|lower|title
"%s" % (l,), l|string, d|string, nothing|string, n|string|length, f|string, s|string, yes|string|upper, (1,)|string
l.index(2), l.count(3), (1, 2, 2).count(2), (1, 2).index(2), "abc".upper().lower().title()
[1, 2, 3,], {"a": 1,}, (1, 2,), dict(a=1,), range(1, 2,)|list
"a" if "x" in "xyz" and not no else "b", [x_undefined|default(1), 2][0], 5 // 2 * 2 + 5 % 2, "a" ~ (1 + 2) ~ "b" if no else "c"
none is none, None is none, True == true, False, none == None, [none, true]
l|map("abs")|sum, l|map("float")|list, ["a", "b"]|map("first")|join, msgs|map(attribute="role")|unique|join("/"), msgs|map("attr", "items")|list|length
words[1:]|first|lower, words|sort|first|upper ~ "!", words|select("in", ["fig"])|first|default("none"), (words|join(",")).split(",")|last
cycler("a", "b").next(), joiner("|")(), cycler(1, 2).current
keyed|items|list, keyed.items()|list|length, keyed|dictsort|first|first, keyed|length
"\u00e9" == "é", "a\
b", 'x\ty', "caf\u00e9"|length, "\U0001F600"|length
"aXbXc".split("X", maxsplit=1), "a b c".split(sep=" "), "x".center(width=5) if no else 0
[] == [], {} == {}, [1, [2, {"a": (1,)}]] == [1, [2, {"a": (1,)}]], "a" == "a", 1 == 2, "a" != "b", none != 1, [1] != [2]
0 or "" or [] or {} or none, 0.0 == 0, not [], not "a", not {}, not range(0), not 0.0
msgs[1].get("id", 0) + 1, msgs[0].get("id", 0), "id" in msgs[1], msgs[2].content is none, msgs[2].tool_calls is defined and msgs[2].tool_calls
12|string ~ "px", 12 ~ "px", -n, +n, - - n, not not n, -f, +yes, -yes
"Ünïcödé".upper(), "STRASSE".lower(), "ΑΒΓ".lower(), "привет".title(), "ŉ".isalpha(), "ǅ".lower()
"ab\tc".split("\t"), "a\u00a0b".split(), "a\x1cb".split(), "a\u200bb".split(), "x\x85y".splitlines()
[3, 1, 2]|sort|map("string")|join(" < "), users|map(attribute="name")|map("lower")|sort|list, users|selectattr("age", "gt", 30)|sum(attribute="age")
"abcdef"|batch(4)|map("join")|list, "abc"|list|tojson, "abc"|map("upper")|join, range(4)|batch(2)|list, range(3)|sum, range(5)|select("even")|list
"{a}".format_map({"a": 5}), "{0!r}".format("é\n"), "{:>8}".format(none|string), "{}".format(none), "{:d}".format(true), "{}".format(true)
1.0, 1.10, 3.0 * 2, 1e2, 5 / 1, 2 ** 0.5, 1.1 + 2.2, 1/3*3, 1e-7, 12345678901234567.0, 0.1|string, 1e5|int
""".strip("\n")

ERRORS = r"""
undefined_thing.x
undefined_thing["x"]
undefined_thing()
undefined_thing + 1
1 - undefined_thing
undefined_thing < 1
-undefined_thing
undefined_thing|int
undefined_thing|abs
undefined_thing|tojson
undefined_thing[1:]
nothing.x.y
d.zz.y
d.zz()
msgs[9].role
s.nope()
n()
"a" + 1
1 + "a"
[1] + (1,)
none + 1
{} + {}
"a" - "b"
"a" * "b"
1 / 0
1 // 0
1 % 0
1.0 / 0
0 ** -1
1 < "a"
none < 1
{} < {}
1 in 5
1 in "a"
none in "a"
1 in none
s|nofilter
s is notest
l|sort(attribute="x", nope=1)
[1, "a"]|sort
[1, "a"]|max
l|join(",", 1, 2, 3)
n|length
none|length
none|list
5|first
l|map("nofilter")|list
l|map()|list
l|select("notest")|list
l|batch
n|items|list
l|items|list
2 + 3 ~ 4
"\N"
{% x
n|dictsort
"x"|round
"x"|abs
1.5|round(1, "up")
l|tojson(indent=2, nope=3)
[undefined_thing]|tojson
range(3)|tojson
d.items()|tojson
{(1, 2): 3}|tojson
{"a": 1, 1: 2}|tojson(sort_keys=true)
range(100001)
range(0, 1, 0)
range("a")
range()
dict(1)
dict([1])
raise_exception("stop here")
raise_exception()
strftime_now()
namespace(_x=1)
"".join([1])
"a".split("")
"a".index("z")
l.index(99)
"a".foo.bar
"%d" % "x"
"%s %s" % ("a",)
"%s" % ("a", "b")
"%z" % 1
"%(x)s" % {"a": 1}
"{".format()
"}".format()
"{0}".format()
"{x}".format()
"{} {0}".format(1)
"{:d}".format("a")
"{:q}".format(1)
s.startswith(1)
s.replace("a")
s.center("x")
[[1]]|unique|list
{[1]: 2}
d.get([1])
l["a"].x
l[::0]
l["a":]
cycler()
loop.index
[1, 2]|first(3)
l|sum("x")
["a", "b"]|sum
"abc"|sum
s|truncate(1)
s|xmlattr
{"a b": 1}|xmlattr
s|indent(width=none)
5|indent
5|truncate
1 is divisibleby 0
1 is divisibleby
"a" is odd
1 is in
s|default(1, 2, 3)
(1).x.y
none()
true + none
d.a.b.c
""|last|upper + undefined_thing
""".strip("\n")

# Wrong or unusual syntax.
SYNTAX = [
    "{{ }}", "{{ 1 + }}", "{{ (1 }}", "{{ [1 }}", "{{ 1 }", "{% if %}x{% endif %}", "{% if 1 %}x", "{% endif %}", "{% for %}{% endfor %}", "{% for x %}{% endfor %}", "{% for x in %}{% endfor %}",
    "{% nope %}", "{% set %}", "{% set x %}", "{% set 1 = 2 %}", "{% set x = %}", "{% set true = 1 %}", "{% set a.b.c = 1 %}", "{% set a[0] = 1 %}", "{% macro %}{% endmacro %}", "{% macro f(a=1, b) %}{% endmacro %}",
    "{% break %}", "{% continue %}", "{{ 'abc }}", "{# open", "{% raw %}x", "{% if 1 %}{% else %}{% elif 2 %}{% endif %}", "{{ a b }}", "{{ a.1.b }}", "{{ a. }}", "{{ a| }}", "{{ a is }}", "{{ a is not }}",
    "{{ f(a=1, 2) }}", "{{ f(*a, 1) }}", "{{ {1} }}", "{{ {1: } }}", "{{ 1 if }}", "{{ not }}", "{{ a is b is c }}", "{{ }} }}", "}}", "%}", "#}", "{", "{{ '{{' }}", "{{ '}}' }}", "{{ \"%}\" }}", "{% call 1 %}{% endcall %}",
    "{% filter %}x{% endfilter %}", "{{ @ }}", "{{ a ? b }}", "{{ 1..2 }}", "{{ a[ }}", "{{ a[1:2:3:4] }}", "{% for a, in [[1]] %}{{ a }}{% endfor %}", "{% with %}x{% endwith %}", "{% generation %}x{% endgeneration %}",
    "{% generation %}{% break %}{% endgeneration %}", "{% for x in [1] %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}", "{% do 1 %}", "{% extends 'x' %}", "{% include 'x' %}", "{{ 'a' 'b' }}", "{{ 1 2 }}", "{% if x = 1 %}{% endif %}",
    "{% for x in [1,2] recursive %}{{ x }}{% endfor %}", "{{ 08 }}", "{{ 1__0 }}", "{{ 1e }}", "{{ '\\x4' }}", "{{ '\\u12' }}", "{% set ns.x = 1 %}", "{% endfor x %}", "{% else %}", "{%%}", "{{ a..b }}", "{{ -}}", "{%- -%}",
]

BLOCKS = [
    # white space control
    "a\n{% if yes %}\nb\n{% endif %}\nc\n", "a\n  {% if yes %}\n  b\n  {% endif %}\nc", "a  {%- if yes -%}  b  {%- endif -%}  c", "a\n\n{%- if yes %}\n\nb{% endif %}", "  {{ n }}  \n  {{- n -}}  \n x", "  {# c #}\nx\n  {# c #} y\n{#- c -#}\n z",
    "  {%+ if yes %}x{% endif %}", "{% if yes +%}\nx{% endif %}", "{% if yes -%}\n\n  x{% endif %}", "\n{% set x = 1 %}\n{% set y = 2 %}\n{{ x }}{{ y }}\n", "\n\n{{ n }}\n\n", "x\r\ny\rz\r\n{% if yes %}\r\nw{% endif %}", "a {# x\ny #} b\n{# z #}\nc",
    "{% raw %}{{ n }}{% if %}{% endraw %}", "a\n  {% raw %}\n  {{ n }}\n  {% endraw %}\nb", "{%- raw -%}  x  {%- endraw -%}  y", "  {% raw +%} x {% endraw +%}\ny", "{{ '{% raw %}' }}", "{{'a'}}{{'b'}}\n{{'c'}}", "{%if yes%}x{%endif%}", "{{ n}}{{n }}", "\t{% if yes %}\tx\n\t{% endif %}y",
    "line\n   {%- set x = 1 -%}   \nnext", "{% for i in l %}\n  {{ i }}\n{% endfor %}\nend\n\n", "{% for i in l -%}\n  {{ i }}\n{%- endfor %}\nend", "\u00a0{% if yes %}x{% endif %}", "a{#- x -#}b", "a \n {#+ x +#}\n b", "{{ n -}}\n\n {{- n }}", "{{ 1 }}\n", "{{ 1 }}\n\n", "\n", "", "{{+ n }}", "{{ n\n\n}}x",
    "{%\n  if\n yes\n%}x{%\nendif\n%}", "{{ {'a': {'b': 1}}['a']['b'] }}", "{{ {'a': {'b': {}}}}}", "{% set x = {'a': {'b': 1}} %}{{ x.a.b }}", "text {% if no %}gone{% endif %}\nafter", "    {% if no %}\n    gone\n    {% endif %}\n    after",
    # loops
    "{% for i in l %}{{ loop.index }}:{{ loop.index0 }}:{{ loop.revindex }}:{{ loop.revindex0 }}:{{ loop.first }}:{{ loop.last }}:{{ loop.length }}:{{ i }};{% endfor %}",
    "{% for i in [] %}x{% else %}none{% endfor %}", "{% for i in l %}{{ i }}{% else %}none{% endfor %}", "{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k in d %}{{ k }}{% endfor %}", "{% for c in u %}[{{ c }}]{% endfor %}",
    "{% for a, (b, c) in [(1, (2, 3)), (4, [5, 6])] %}{{ a }}{{ b }}{{ c }};{% endfor %}", "{% for i in l if i > 1 %}{{ loop.index }}/{{ loop.length }}={{ i }} {% endfor %}", "{% for i in l if i > 9 %}x{% else %}e{% endfor %}",
    "{% for i in range(10) %}{% if i == 3 %}{% continue %}{% endif %}{% if i == 6 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% for i in l %}{% for j in l %}{% if j == 1 %}{% break %}{% endif %}{{ i }}{{ j }} {% endfor %}|{{ loop.index }}{% endfor %}",
    "{% for i in l %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }};{% endfor %}", "{% for i in l %}{% if loop.previtem is defined %}p{% endif %}{% if loop.nextitem is defined %}n{% endif %}{% endfor %}", "{% for i in range(5) %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% for i in [1, 1, 2, 2, 1] %}{% if loop.changed(i) %}{{ i }}{% endif %}{% endfor %}", "{% for i in [1, 2] %}{{ loop.depth }}{{ loop.depth0 }}{% for j in [3] %}{{ loop.depth }}{% endfor %}{% endfor %}",
    "{% for x in [[1, [2, 3]], [4, []]] recursive %}({% for y in x if y is number %}{{ y }}{% endfor %}{{ loop.depth }}{{ loop(x|select('sequence')|list) }}){% endfor %}", "{% for n in [{'v': 1, 'c': [{'v': 2, 'c': []}, {'v': 3, 'c': [{'v': 4, 'c': []}]}]}] recursive %}{{ n.v }}{% if n.c %}[{{ loop(n.c) }}]{% endif %}{% endfor %}",
    "{% set x = 1 %}{% for i in l %}{% set x = i %}{{ x }}{% endfor %}{{ x }}", "{% for i in l %}{{ y is defined }}{% set y = i %}{{ y }}{% endfor %}{{ y is defined }}", "{% set ns = namespace(n=0) %}{% for i in l %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}",
    "{% for i in l %}{% set outer = loop %}{% for j in [1] %}{{ outer.index }}{{ loop.index }}{% endfor %}{% endfor %}", "{% for i in undefined_thing %}x{% else %}e{% endfor %}", "{% for i in none %}x{% endfor %}", "{% for i in 5 %}x{% endfor %}", "{% for a, b in [1] %}x{% endfor %}", "{% for a, b in [[1]] %}x{% endfor %}", "{% for a, b in [[1, 2, 3]] %}x{% endfor %}",
    "{% for i in l %}{{ loop }}{% endfor %}" if False else "{% for i in l %}{{ loop.nope is defined }}{% endfor %}", "{% for x in 1, 2, 3 %}{{ x }}{% endfor %}", "{% for x in (1, 2) if x == 2 %}{{ x }}{% endfor %}", "{% for i in range(3) %}{% for j in range(i) %}{{ i }}{{ j }} {% else %}- {% endfor %}{% endfor %}", "{% for m in msgs %}{{ m.role }}{% if not loop.last %},{% endif %}{% endfor %}",
    "{% for x in l|sort|reverse %}{{ x }}{% endfor %}", "{% for x in d|dictsort %}{{ x[0] }}{{ x.1 }}{% endfor %}", "{% for i in l %}{{ loop(l) }}{% endfor %}", "{% for i in l %}{% if i == 2 %}{{ loop.index }}{% elif i == 1 %}one{% else %}-{% endif %}{% endfor %}", "{% for g in users|groupby('age') %}{{ g.grouper }}:{% for u in g.list %}{{ u.name }}{% endfor %};{% endfor %}", "{% for age, us in users|groupby('age') %}{{ age }}{{ us|length }}{% endfor %}",
    "{% set it = l|map('string') %}{{ it|join }}-{{ it|join }}", "{% set it = d|items %}{% for k, v in it %}{{ k }}{% endfor %}{{ it|list }}", "{% set v = d.items() %}{{ v|list|length }}{{ v|list|length }}", "{% set it = l|map('string') %}{{ it|first }}{{ it|list }}", "{% for i in l %}{{ i }}{% if loop.first %}{% break %}{% endif %}{% endfor %}{{ loop is defined }}",
    # set, if, with
    "{% set a, b = 1, 2 %}{{ a }}{{ b }}", "{% set a, b = [3, 4] %}{{ b }}{{ a }}", "{% set (a, b) = (1, 2) %}{{ a }}", "{% set a = 1, 2 %}{{ a }}", "{% set x %}text {{ n }}{% endset %}[{{ x }}]", "{% set x | upper | replace('T', 't') %}text{% endset %}{{ x }}", "{% set ns = namespace() %}{% set ns.x %}in{% endset %}{{ ns.x }}",
    "{% set x %}{% set y = 1 %}{{ y }}{% endset %}{{ x }}{{ y is defined }}", "{% if no %}a{% elif n > 40 %}b{% else %}c{% endif %}", "{% if yes %}{% set z = 5 %}{% endif %}{{ z }}", "{% if no %}{% set z = 5 %}{% endif %}{{ z is defined }}", "{% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}{{ a is defined }}", "{% set a = 5 %}{% with a = 1, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}", "{% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q is defined }}",
    "{% set ns = namespace(a=1, b='x') %}{% set ns.a = 2 %}{% set ns.c = 3 %}{{ ns.a }}{{ ns.b }}{{ ns.c }}{{ ns.d is defined }}", "{% set ns = namespace(x=[]) %}{% set ns.x = ns.x + [1] %}{% set ns.x = ns.x + [2] %}{{ ns.x }}", "{% set d.x = 1 %}", "{% set ns = namespace() %}{% set ns._x = 1 %}", "{% set undefined_ns.x = 1 %}", "{% set ns, q = namespace(a=1), 2 %}{{ ns.a + q }}", "{% set ns = namespace() %}{% set ns.a, ns.b = 1, 2 %}{{ ns.a }}{{ ns.b }}", "{% set x = x|default(7) %}{{ x }}",
    "{% if (yes and no) or (n == 42) %}y{% endif %}", "{% if msgs[0]['role'] == 'system' %}{% set sys = msgs[0].content %}{% set rest = msgs[1:] %}{% else %}{% set rest = msgs %}{% endif %}{{ sys }}{{ rest|length }}", "{% if not undefined_thing %}u{% endif %}", "{% print n %}{% print 'a', 1 %}", "{% set namespace = 5 %}{{ namespace }}", "{% set loop = 5 %}{{ loop }}", "{% set x = 5 %}{% set x = x + 1 %}{{ x }}",
    "{% if n is odd %}a{% elif n is divisibleby 7 %}b{% endif %}", "{% if 'a' is in d and 'z' is not in d %}ok{% endif %}", "{% set x = 'a' if yes else 'b' %}{{ x }}", "{% if a is not defined %}{% set a = 3 %}{% endif %}{{ a }}", "{% set x = none %}{% if x %}t{% else %}f{% endif %}{{ x }}", "{% if l %}l{% endif %}{% if e %}e{% endif %}{% if empty %}s{% endif %}{% if 0.0 %}z{% endif %}",
    # macros
    "{% macro m(a, b=2, c='x') %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }}|{{ m(1, c=3) }}|{{ m(a=5, b=6) }}|{{ m(*[7, 8]) }}|{{ m(**{'a': 9}) }}", "{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m() }}{{ m(a=none) }}", "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}", "{% macro m() %}x{% endmacro %}{{ m(1) }}", "{% macro m() %}x{% endmacro %}{{ m(x=1) }}", "{% macro m(a) %}x{% endmacro %}{{ m(1, a=2) }}",
    "{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}", "{% macro m(a=1, b=a + 1) %}{{ b }}{% endmacro %}{{ m() }}{{ m(5) }}", "{% macro f(n) %}{% if n > 1 %}{{ n * f(n - 1)|int }}{% else %}1{% endif %}{% endmacro %}{{ f(6) }}", "{% macro m() %}{{ g }}{% endmacro %}{% set g = 'late' %}{{ m() }}", "{% set g = 1 %}{% macro m() %}{% set g = 2 %}{{ g }}{% endmacro %}{{ m() }}{{ g }}", "{% macro m() %}{{ i is defined }}{% endmacro %}{% for i in [1] %}{{ m() }}{% endfor %}",
    "{% macro outer() %}<{{ caller() }}>{% endmacro %}{% call outer() %}in{% endcall %}", "{% macro each(l) %}{% for x in l %}{{ caller(x, loop.index) }};{% endfor %}{% endmacro %}{% call(x, i) each(l) %}{{ i }}={{ x }}{% endcall %}", "{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}", "{% macro m(x) %}x{% endmacro %}{% call m(1) %}y{% endcall %}", "{% macro m(caller=none) %}{{ caller() if caller else 'no' }}{% endmacro %}{{ m() }}{% call m() %}yes{% endcall %}",
    "{% macro m(a, b=1) %}{% endmacro %}{{ m.name }}{{ m.arguments }}{{ m.catch_kwargs }}{{ m.catch_varargs }}{{ m.caller }}", "{% for i in l %}{% macro m(x) %}{{ x }}{{ i }}{% endmacro %}{{ m('a') }}{% endfor %}", "{% macro m() -%}\n  a\n  {%- if yes %} b{% endif -%}\n{% endmacro %}[{{ m() }}]", "{%- macro m(x) %}\n{{ x }}\n{%- endmacro %}{{ m(1)|trim }}", "{{ m(1) }}{% macro m(x) %}{{ x }}{% endmacro %}", "{% macro a() %}A{{ b() }}{% endmacro %}{% macro b() %}B{% endmacro %}{{ a() }}",
    "{% macro m() %}{% for x in l %}{{ x }}{% endfor %}{% endmacro %}{{ m() ~ '!' }}{{ m()|length }}{{ m() == '312' }}", "{% macro deep(v, d=0) %}{% if v is mapping %}{{ '{' }}{% for k, x in v.items() %}{{ k }}:{{ deep(x, d + 1) }}{% if not loop.last %},{% endif %}{% endfor %}{{ '}' }}{% elif v is sequence and v is not string %}[{% for x in v %}{{ deep(x, d + 1) }}{% endfor %}]{% else %}{{ v }}@{{ d }}{% endif %}{% endmacro %}{{ deep(nested) }}", "{% set f = [1] %}{% macro m(f=f) %}{{ f }}{% endmacro %}{{ m() }}",
    "{% filter upper %}a{{ s }}b{% endfilter %}", "{% filter replace('l', 'L')|trim %}  hello  {% endfilter %}", "{% filter indent(2) %}a\nb{% endfilter %}", "{% filter upper %}{% set q = 1 %}{{ q }}x{% endfilter %}{{ q is defined }}", "{% for i in l %}{% filter upper %}{% if i == 1 %}{% break %}{% endif %}a{{ i }}{% endfilter %}{% endfor %}", "a{% generation %}b{{ n }}{% endgeneration %}c", "{% generation %}{% set q = 1 %}{{ q }}{% endgeneration %}{{ q is defined }}", "x{%- generation -%} y {%- endgeneration -%} z",
    "{% set j = joiner(', ') %}{% for i in l %}{{ j() }}{{ i }}{% endfor %}", "{% set c = cycler('odd', 'even') %}{% for i in l %}{{ c.next() }}{% endfor %}{{ c.current }}{% set _ = c.reset() %}{{ c.next() }}", "{{ cycler(1)() }}", "{% set f = 'abc'.upper %}{{ f() }}", "{% set g = d.get %}{{ g('a') }}", "{{ raise_exception('bad ' ~ n) }}", "{% if no %}{{ raise_exception('never') }}{% endif %}ok", "{% set x = raise_exception %}{{ x is callable }}",
    "{% if no %}{{ s|nofilter }}{% endif %}ok", "{{ (s|nofilter) if no else 'ok' }}", "{% set messages = msgs %}{% set ns = namespace(found=false) %}{% for m in messages[::-1] %}{% if not ns.found and m.role == 'user' %}{% set ns.found = true %}{{ loop.index0 }}{% endif %}{% endfor %}",
]

# Upstream's sandbox refuses to change lists and dicts; here the expected text is the unlocked one.
MUTATIONS = [
    "{% set x = [] %}{% for i in range(3) %}{% set _ = x.append(i) %}{% endfor %}{{ x }}", "{% set x = [1] %}{{ x.append(2) }}{{ x }}", "{% set x = [3, 1] %}{% set _ = x.extend([2]) %}{% set _ = x.insert(0, 9) %}{{ x }}{{ x.pop() }}{{ x.pop(0) }}{{ x }}", "{% set x = [1, 2, 1] %}{% set _ = x.remove(1) %}{{ x }}{% set _ = x.reverse() %}{{ x }}{% set _ = x.clear() %}{{ x }}",
    "{% set x = {'a': 1} %}{% set _ = x.update({'b': 2}, c=3) %}{{ x }}{{ x.pop('a') }}{{ x.pop('zz', 7) }}{{ x }}", "{% set x = {} %}{{ x.setdefault('a', 5) }}{{ x.setdefault('a', 6) }}{{ x }}", "{% set x = {'a': 1} %}{% set y = x.copy() %}{% set _ = y.update(a=2) %}{{ x }}{{ y }}", "{% set x = [1] %}{% set y = x.copy() %}{% set _ = y.append(2) %}{{ x }}{{ y }}", "{% set x = [] %}{{ x.pop() }}", "{% set x = {} %}{{ x.pop('a') }}", "{% set x = [1] %}{{ x.insert(-5, 0) }}{{ x.insert(99, 2) }}{{ x }}", "{% set x = [1, 2] %}{% set y = x %}{% set _ = y.append(3) %}{{ x|length }}",
]
