"""What was found, for those who read it: runs, comparisons and decisions go in, text comes out.

    page/                 everything a report shows, as plain values
    render                the page as HTML or Markdown: the only module that knows the templates
    terminal              the same for a terminal; terminal_comparison for a comparison
    json/                 the same for other programs, with its published schema
    formats/              SARIF, JUnit, and the formats of GitHub and GitLab

Nothing is computed here that could be wrong about a policy: sentences come from `words` and from
the findings themselves. Templates receive a page and compute nothing. All outputs are made from the
same views, so that what the terminal says the page says too. No module here writes a file; the
commands do. The templates, the style sheet and the script of the page stand in `reports/`.

Others import the modules by name, so that a command loads the one output that it writes. Begin with
`page`, then `render`.
"""
