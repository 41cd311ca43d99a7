// Hostile templates end with an error, soon and without a crash.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text/chat_template.h"
#include "core/text/jinja/loop.h"

namespace ponder {
namespace {

using nlohmann::ordered_json;
using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;

std::string ErrorOf(const std::string& source) {
  const auto parsed = ChatTemplate::Parse(source, "t");
  if (!parsed) return parsed.error().message;
  const auto text = parsed->Render(ordered_json::object(), std::tm{});
  return text ? "no error" : text.error().message;
}

std::string Repeated(const std::string& part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

// Any limit will do.
auto IsLimit() {
  return AnyOf(HasSubstr("more than"), HasSubstr("deep"), HasSubstr("too large"),
               HasSubstr("longer than"), HasSubstr("number above"));
}

TEST(JinjaLimits, Steps) {
  const std::string loops = "{% for a in range(100000) %}{% for b in range(100000) %}";
  EXPECT_THAT(ErrorOf(loops + "{% endfor %}{% endfor %}"), HasSubstr("steps"));
  EXPECT_THAT(ErrorOf("{{ range(100001) }}"), IsLimit());
  EXPECT_THAT(ErrorOf("{% set n = namespace(a=[1]) %}{% for i in range(60) %}"
                      "{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a == (n.a + []) }}{{ n.a }}"),
              IsLimit());
}

TEST(JinjaLimits, Memory) {
  EXPECT_THAT(ErrorOf("{{ 'a' * 10 ** 9 }}"), HasSubstr("memory"));
  EXPECT_THAT(ErrorOf("{{ [0] * 10 ** 12 }}"), HasSubstr("memory"));
  EXPECT_THAT(ErrorOf("{{ ('a' * 10 ** 38)|length }}"), HasSubstr("memory"));
  const std::string begin = "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = ";
  const std::string end = " %}{% endfor %}";
  for (const char* doubling :
       {"n.s ~ n.s", "n.s + n.s", "n.s * 2", "[n.s, n.s]|join", "n.s|replace('a', 'aa')",
        "n.s.replace('', 'x')", "'%s%s' % (n.s, n.s)", "'{0}{0}'.format(n.s)", "n.s|list|tojson",
        "n.s|list|string", "n.s|urlencode ~ n.s", "n.s|indent(900, true) ~ n.s",
        "n.s|center(1000000) ~ n.s", "n.s.join([n.s, n.s, n.s])", "n.s.split('') + n.s"}) {
    EXPECT_THAT(ErrorOf(begin + doubling + end), AnyOf(IsLimit(), HasSubstr("empty separator")))
        << doubling;
  }
  EXPECT_THAT(ErrorOf("{% set n = namespace(l=[1]) %}{% for i in range(99) %}"
                      "{% set n.l = n.l + n.l %}{% endfor %}"),
              IsLimit());
  EXPECT_THAT(ErrorOf("{% set l = [1] %}{% for i in range(99) %}{% set _ = l.extend(l) %}"
                      "{% endfor %}"),
              IsLimit());
  EXPECT_THAT(ErrorOf("{{ 'x'.center(10 ** 12) }}"), HasSubstr("memory"));
  EXPECT_THAT(ErrorOf("{{ '{:1000000000}'.format(1) }}"), IsLimit());
  EXPECT_THAT(ErrorOf("{{ '%1000000000d' % 1 }}"), IsLimit());
  EXPECT_THAT(ErrorOf("{{ '%.*f' % (999999, 1.0) }}"), HasSubstr("outside"));
  EXPECT_THAT(ErrorOf("{{ [1]|batch(10 ** 12, 0)|list }}"), IsLimit());
  EXPECT_THAT(ErrorOf("{{ [1]|slice(10 ** 12)|list }}"), IsLimit());
}

// Loops live as long as the rendering; their items must not.
TEST(JinjaLimits, FinishedLoopsGiveTheirMemoryBack) {
  const jinja::For statement(1, {});
  jinja::Loop loop(statement, nullptr, std::vector<jinja::Value>(1000), 0);
  loop.DropItems();
  EXPECT_EQ(loop.items().capacity(), 0u);
}

TEST(JinjaLimits, Output) {
  EXPECT_THAT(ErrorOf("{% set s = 'a' * 1000000 %}{% for i in range(1000) %}{{ s }}{% endfor %}"),
              HasSubstr("writes more than"));
}

TEST(JinjaLimits, Recursion) {
  EXPECT_THAT(ErrorOf("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"), IsLimit());
  EXPECT_THAT(ErrorOf("{% macro m(f) %}{{ f(f) }}{% endmacro %}{{ m(m) }}"), IsLimit());
  EXPECT_THAT(
      ErrorOf("{% macro m() %}{% call m() %}{{ caller() }}{% endcall %}{% endmacro %}{{ m() }}"),
      IsLimit());
  EXPECT_THAT(ErrorOf("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}"), IsLimit());
}

TEST(JinjaLimits, DeepSource) {
  using Pair = std::pair<const char*, const char*>;
  for (const auto& [open, close] :
       {Pair("(", ")"), Pair("[", "]"), Pair("{1:", "}"), Pair("-", ""), Pair("not ", ""),
        Pair("f(", ")"), Pair("a[", "]"), Pair("x if y else ", "")}) {
    const std::string source = Repeated(open, 100000) + "1" + Repeated(close, 100000);
    EXPECT_THAT(ErrorOf("{{ " + source + " }}"), HasSubstr("nested deeper")) << open;
  }
  EXPECT_THAT(ErrorOf(Repeated("{% if 1 %}", 100000)), HasSubstr("nested deeper"));
  EXPECT_THAT(ErrorOf("{% set " + Repeated("(", 100000) + Repeated(")", 100000) + " = 1 %}"),
              HasSubstr("nested deeper"));
  EXPECT_THAT(ErrorOf("{{ " + std::string(2000, 'a') + " }}"), HasSubstr("a word of more than"));
  for (const char* link : {".a", "|e", "[0]", "()", " is defined", " if 1"}) {
    EXPECT_THAT(ErrorOf("{{ a" + Repeated(link, 100000) + " }}"),
                AnyOf(HasSubstr("operations in one tag"), HasSubstr("second test")))
        << link;
  }
}

TEST(JinjaLimits, LongChainsAreFine) {
  EXPECT_EQ(ErrorOf("{{ 0" + Repeated(" + 1", 10000) + " }}"), "no error");
  EXPECT_EQ(ErrorOf("{{ ''" + Repeated(" ~ 'a'", 10000) + " }}"), "no error");
  EXPECT_EQ(ErrorOf("{{ 0" + Repeated(" or 0", 10000) + " }}"), "no error");
  EXPECT_EQ(ErrorOf("{% if 0 %}" + Repeated("{% elif 0 %}", 10000) + "{% endif %}"), "no error");
}

// As deep a tree as the parser lets through: destroying it must not overflow the stack either.
TEST(JinjaLimits, DeepestAcceptedSource) {
  std::string expression = "a";
  for (int i = 0; i < 40; ++i) expression = "(" + expression + ")" + Repeated(".a", 98);
  EXPECT_THAT(ErrorOf("{{ " + expression + " }}"), AnyOf(HasSubstr("undefined"), IsLimit()));
  std::string filters = "''";
  for (int i = 0; i < 40; ++i) filters = "(" + filters + ")" + Repeated("|trim", 98);
  EXPECT_THAT(ErrorOf("{{ " + filters + " }}"), AnyOf(Eq("no error"), IsLimit()));
}

TEST(JinjaLimits, DeepAndCyclicValues) {
  const std::string deep =
      "{% set n = namespace(x=[]) %}{% for i in range(100000) %}{% set n.x = [n.x] %}{% endfor %}";
  for (const char* use : {"{{ n.x }}", "{{ n.x|tojson }}", "{{ n.x == [n.x] }}",
                          "{{ [n.x, [n.x]]|sort }}", "{{ n.x|string|length }}"}) {
    EXPECT_THAT(ErrorOf(deep + use), IsLimit()) << use;
  }
  EXPECT_EQ(ErrorOf(deep), "no error");
  const std::string cycle =
      "{% set a = [] %}{% set _ = a.append(a) %}{% set n = namespace() %}"
      "{% set n.n = n %}{% set d = {} %}{% set _ = d.update(d=d) %}";
  EXPECT_EQ(ErrorOf(cycle), "no error");
  for (const char* use : {"{{ a }}", "{{ n }}", "{{ d }}", "{{ a|tojson }}", "{{ d|tojson }}",
                          "{{ a == [[a]] and [a] == a and a[0] == [a, 1] }}{{ n.n.n }}"}) {
    EXPECT_THAT(ErrorOf(cycle + use), IsLimit()) << use;
  }
  EXPECT_THAT(ErrorOf("{% set n = namespace(t=()) %}{% for i in range(99) %}"
                      "{% set n.t = (n.t, n.t) %}{% endfor %}{{ {n.t: 1} }}"),
              IsLimit());
}

TEST(JinjaLimits, SlowTextOperations) {
  const std::string begin = "{% set s = 'a' * 1000000 %}{% for i in range(100000) %}";
  for (const char* use :
       {"{% set x = s|upper|length %}", "{% set x = s[5] %}", "{% set x = s.find('b') %}",
        "{% set x = 'b' in s %}", "{% set x = s.split('b') %}", "{% set x = s|tojson %}",
        "{% set x = s.strip('ab') %}", "{% set x = s|wordcount %}", "{% set x = s.count('aa') %}",
        "{% set x = s.rsplit(s ~ 'b') %}", "{% set x = s == s ~ '' %}"}) {
    EXPECT_THAT(ErrorOf(begin + use + "{% endfor %}"), IsLimit()) << use;
  }
}

TEST(JinjaLimits, DeepVariables) {
  ordered_json deep = 1;
  for (int i = 0; i < 100000; ++i) deep = ordered_json::array({std::move(deep)});
  const auto parsed = ChatTemplate::Parse("x", "t");
  const auto text = parsed->Render({{"deep", std::move(deep)}}, std::tm{});
  ASSERT_FALSE(text.has_value());
  EXPECT_THAT(text.error().message, HasSubstr("nested deeper"));
}

}  // namespace
}  // namespace ponder
