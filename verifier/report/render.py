"""Pages as text: a `Page` goes in, HTML or Markdown comes out. The only place that knows Jinja."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verifier.diagnostics import shown
from verifier.report.page.comparison import ComparisonPage
from verifier.report.page.decision import DecisionView
from verifier.report.page.gate_summary import Summary, fitted
from verifier.report.page.mutation import MutationPage
from verifier.report.page.policy_page import Page
from verifier.words import quoted

REPORTS = "verifier.reports"


def html(page: Page) -> str:
    """One self-contained HTML page: style and script are in it, nothing is fetched."""
    style, script = (resource(name) for name in ("report.css", "report.js"))
    template = environment().get_template("report.html.jinja")
    return shown(template.render(page=page, style=Markup(style), script=Markup(script)))


def markdown(page: Page) -> str:
    """The same report in Markdown."""
    return markdown_template("report.md.jinja", page)


def markdown_findings(page: Page) -> str:
    """Only the findings and what was not settled, in Markdown."""
    return markdown_template("findings.md.jinja", page)


def markdown_decision(decision: DecisionView) -> str:
    """The answers on one case, in Markdown."""
    return markdown_template("decision.md.jinja", decision)


def html_comparison(page: ComparisonPage) -> str:
    """A comparison of two versions as one self-contained HTML page."""
    template = environment().get_template("compare.html.jinja")
    return shown(template.render(page=page, style=Markup(resource("report.css"))))


def markdown_comparison(page: ComparisonPage) -> str:
    """The same comparison in Markdown."""
    return markdown_template("compare.md.jinja", page)


def markdown_mutation(page: MutationPage) -> str:
    """The mutation score of a policy in Markdown."""
    return markdown_template("mutation.md.jinja", page)


def markdown_summary(summary: Summary) -> str:
    """What the gate has to say, as a comment on a change, cut to the length of one."""

    def write(cut: Summary) -> str:
        return unmentioned(markdown_template("summary.md.jinja", cut))

    return fitted(summary, write)


def unmentioned(text: str) -> str:
    """The text without calling anybody: `@name` in a drafter's words notifies no user."""
    return text.replace("@", "@\u200b")


def markdown_template(
    name: str, page: Page | DecisionView | ComparisonPage | MutationPage | Summary
) -> str:
    text = environment(escape=escape_markdown).get_template(name).render(page=page)
    return re.sub(r"\n{3,}", "\n\n", shown(text)).strip() + "\n"


def resource(name: str) -> str:
    return files(REPORTS).joinpath(name).read_text(encoding="utf-8")


def environment(escape: Any = None) -> Environment:
    """Templates that fail on a missing value. Everything printed is escaped: by `escape` for a
    format of its own, else for HTML."""

    def finalize(value: object) -> object:
        if escape is None or isinstance(value, Markup):
            return value
        return Markup(escape(str(value)))

    jinja = Environment(
        loader=PackageLoader(REPORTS, ""),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja.filters["code"] = markdown_code
    jinja.filters["fenced"] = markdown_fenced
    jinja.filters["quoted"] = quoted
    jinja.filters["verbatim"] = Markup  # anchors, which hold letters, digits, `.` and `-` only
    return jinja


MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
MARKDOWN_LINE_START = re.compile(r"^(\s*)(\d+)([.)])(?=\s|$)|^(\s*)([-+=])")


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    escaped = MARKDOWN_SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))
    return MARKDOWN_LINE_START.sub(escape_line_start, escaped)


def escape_line_start(match: re.Match[str]) -> str:
    number_indent, number, point, indent, mark = match.groups()
    return f"{number_indent}{number}\\{point}" if number else f"{indent}\\{mark}"


def fence_for(text: str, least: int) -> str:
    """Backticks, more of them in a row than the text has anywhere."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(least, longest + 1)


def markdown_code(text: str) -> Markup:
    """An inline code span."""
    fence = fence_for(text, 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return Markup(f"{fence}{room}{' '.join(text.split())}{room}{fence}")


def markdown_fenced(text: str) -> Markup:
    """A block of code."""
    fence = fence_for(text, 3)
    return Markup(f"{fence}\n{text}\n{fence}")
