"""A small policy made by hand, with something of everything that can be put into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from verifier.model import (
    About,
    ActKind,
    ActPattern,
    All,
    Anchor,
    Any,
    Assumption,
    Attack,
    Attribute,
    CaseClass,
    Clause,
    Condition,
    CountsAs,
    Defined,
    Definition,
    EventDay,
    Fact,
    Formula,
    Holds,
    Hole,
    Kind,
    Law,
    LawRegime,
    Modality,
    Named,
    Norm,
    Not,
    Party,
    Policy,
    Promise,
    Quantity,
    Question,
    Reading,
    Reads,
    Same,
    SentenceParts,
    Some,
    SourceSentence,
    SourceText,
    ValueIs,
    Variable,
    Verdict,
    Window,
)
from verifier.model.value_types import ListType, NumberType, Unit
from verifier.source import SourceFile, Span
from verifier.words import Speaker

# --------------------------------------------------------------------------- a small policy

TEXT = """Information will not be used against
a victim. So long as the report is truthful.
Status shall not be reported.
"""
WRITTEN = "policy small\n\nclause P3 …\nclause P4 …\n"
SOURCE = SourceFile("text.txt", TEXT)
FILE = SourceFile("small.policy", WRITTEN)

PERSON, OTHER = Variable("person", "person"), Variable("other person", "person")
CRIME, REPORT = Variable("crime", "crime"), Variable("report", "report")
ITEM, OTHER_ITEM = Variable("item", "item"), Variable("other item", "item")
PARTY = Variable("party", "party")
OFFICE = Named("the Office")


def parts(text: str) -> SentenceParts:
    """`[person] is a victim of [crime]` as the parts of a declared sentence."""
    found: list[str | Hole] = []
    for piece in text.replace("]", "[").split("["):
        words = piece.strip()
        if not words:
            continue
        opens_hole = f"[{words}]" in text
        found.append(Hole(words.removeprefix("other "), words) if opens_hole else words)
    return tuple(found)


FACTS = {
    "victim": parts("[person] is a victim of [crime]"),
    "makes": parts("[person] makes [report]"),
    "about": parts("[report] is about [crime]"),
    "gathered": parts("[item] was gathered from [person]"),
    "derived": parts("[item] was derived from [other item]"),
    "force": parts("force or threat of force was used in [crime]"),
    "favorable": parts("[item] is favorable to the defense and material"),
    "serves": parts("the act serves to prosecute [person]"),
    "relief": parts("the relief would benefit [person]"),
    "assists": parts("the act assists an application of [person] for relief"),
    "adult": parts("[person] has a guardian"),
    "left": parts("[person] has left the trade"),
}
KNOWN = parts("the day [item] becomes known to the prosecutor")
QUOTE = Anchor("Information will not be used against a victim.", ((0, 46),))


def fact(name: str, *terms: Variable | Named) -> Holds:
    return Holds(name, terms)


def when(*formulas: Formula) -> tuple[Condition, ...]:
    return tuple(Condition(formula, "") for formula in formulas)


VIOLENT = Defined("violent", (CRIME,))
P3 = Norm(
    "P3",
    "P3",
    Modality.FORBIDDEN,
    OFFICE,
    ActPattern("use", (ITEM, PERSON)),
    (ITEM, PERSON, CRIME),
    (),
    when(
        fact("gathered", ITEM, PERSON),
        fact("victim", PERSON, CRIME),
        VIOLENT,
        Any((fact("serves", PERSON), Reads("both", "either"))),
    ),
    anchors=(QUOTE,),
    span=Span(FILE, WRITTEN.index("clause P3"), len(WRITTEN)),
)
UNTRUTHFUL = Norm(
    "P3.untruthful",
    "P3",
    None,
    None,
    None,
    (ITEM, PERSON, CRIME),
    (REPORT,),
    when(
        fact("makes", PERSON, REPORT),
        fact("about", REPORT, CRIME),
        ValueIs("truth of report", REPORT, frozenset({"false on a material matter"})),
    ),
    name="untruthful",
    role="exception",
)
P7 = Norm(
    "P7.1",
    "P7",
    Modality.OBLIGED,
    OFFICE,
    ActPattern("develop", (Variable("training program", "training program"), Named("the police"))),
    (Variable("training program", "training program"),),
    (),
    (),
)
P7_CHOICE = replace(
    P7,
    id="P7.2",
    act=ActPattern(
        "develop",
        (Variable("training program", "training program"), Named("the sheriff")),
        (Variable("training program", "training program"),),
    ),
)
DUTY = Norm(
    "brady-1",
    "brady-1",
    Modality.OBLIGED,
    OFFICE,
    ActPattern("disclose", (ITEM, Named("the defense"))),
    (ITEM,),
    (),
    when(fact("favorable", ITEM)),
    layer=1,
    window=Window(
        (Quantity(((1, EventDay("known", (ITEM,))),), 0),),
        (Quantity(((1, EventDay("known", (ITEM,))),), 30),),
        "within 30 days",
    ),
)
NOTE = Norm(
    "note",
    "note",
    None,
    None,
    ActPattern("disclose", (ITEM, Named("the defense"))),
    (ITEM,),
    (),
    when(fact("favorable", ITEM)),
    role="disapplication",
)
SAME = ((ITEM, ITEM), (PERSON, PERSON), (CRIME, CRIME))


def small_policy() -> Policy:
    kinds = (
        Kind("party", None, "parties"),
        Kind("person", "party", "persons"),
        Kind("crime", None, "crimes"),
        Kind("report", None, "reports"),
        Kind("item", None, "items"),
        Kind("statement", "item", "statements"),
        Kind("training program", None, "training programs"),
    )
    truth = ListType(("truthful throughout", "honestly mistaken", "false on a material matter"))
    kinds_of_crime = ListType(("robbery", "assault", "a crime that is not violent"))
    attributes = (
        Attribute("truth", "report", truth),
        Attribute("type", "crime", kinds_of_crime),
        Attribute("price", "item", NumberType(Unit.MONEY, 0, 10**9)),
        Attribute("weight", "item", NumberType(Unit.COUNT, 0, 10**6, "grams")),
    )
    acts = {
        "use": parts("use [item] against [person]"),
        "develop": parts("develop [training program] with [party]"),
        "disclose": parts("disclose [item] to [party]"),
        "report": parts("report [item] to [party]"),
    }
    violent = Definition(
        "violent",
        parts("[crime] is a violent crime"),
        (CRIME,),
        Any(
            (
                All((Reads("violent", "listed"), Defined("listed", (CRIME,)))),
                All(
                    (
                        Reads("violent", "forceful"),
                        Defined("listed", (CRIME,)),
                        fact("force", CRIME),
                    )
                ),
            )
        ),
    )
    listed = Definition(
        "listed",
        parts("[crime] is listed"),
        (CRIME,),
        ValueIs("type of crime", CRIME, frozenset({"robbery", "assault"})),
    )
    both = Question(
        "both",
        "Is one of the two enough?",
        (Reading("either", "Either", plain=True), Reading("both", "Both together")),
        (About("P3", Anchor("used", ((25, 29),))),),
    )
    reach = Question(
        "violent",
        "Does “violent crime” cover every crime on the list?",
        (
            Reading("listed", "Every listed crime counts"),
            Reading("forceful", "Only a crime with force counts"),
        ),
    )
    events = {"known": Fact("known", KNOWN, event=True)}
    parties = ("the Office", "the police", "the sheriff", "the defense")
    clauses = (
        Clause("P3", "Use", (QUOTE,), ("P3", "P3.untruthful")),
        Clause("P7", "Training", (), ("P7.1", "P7.2")),
        Clause("note", "Discovery", (), ("note",)),
        Clause("brady-1", "Favorable material", (), ("brady-1",), law="brady"),
    )
    own = Not(
        Some(
            PERSON,
            Some(
                OTHER,
                Some(
                    REPORT,
                    All(
                        (
                            fact("makes", PERSON, REPORT),
                            Not(Same(OTHER, PERSON)),
                            fact("makes", OTHER, REPORT),
                        )
                    ),
                ),
            ),
        )
    )
    promise = Promise(
        "use",
        "No use",
        CaseClass(
            OFFICE, ActPattern("use", (ITEM, PERSON)), (ITEM, PERSON), (CRIME,), P3.conditions[:2]
        ),
        frozenset({Verdict.PROHIBITED}),
        LawRegime.END,
        "every",
        "",
    )
    return Policy(
        name="small",
        title="Small",
        issued_by="the Office",
        kinds={kind.name: kind for kind in kinds},
        parties={name: Party(name, name) for name in parties},
        attributes={attribute.id: attribute for attribute in attributes},
        facts={
            **{name: Fact(name, p, p[0] == "the act serves to") for name, p in FACTS.items()},
            **events,
        },
        acts={name: ActKind(name, phrase) for name, phrase in acts.items()},
        definitions={"listed": listed, "violent": violent},
        counts_as=(
            CountsAs("disclose", (ITEM, PARTY), "report", (ITEM, PARTY), (ITEM, PARTY), All(())),
        ),
        questions={"both": both, "violent": reach},
        clauses={clause.id: clause for clause in clauses},
        laws={"brady": Law("brady", "Brady v. Maryland, 373 U.S. 83 (1963)", 1)},
        norms={norm.id: norm for norm in (P3, UNTRUTHFUL, P7, P7_CHOICE, NOTE, DUTY)},
        attacks=(
            Attack("P3.untruthful", "P3", SAME, "exception"),
            *(Attack("note", name, (), "disapplication") for name in ("P3", "P7.1", "P7.2")),
            Attack("brady-1", "P3", (), "layer", frozenset({LawRegime.END})),
        ),
        savings=(),
        assumptions={"one": Assumption("one", "One", own)},
        presumptions={},
        promises={"use": promise},
        possibilities={},
        coverages={},
        cases={},
        set_aside=(),
        source=SourceText(SOURCE, (SourceSentence(1, 0, 46),)),
        files=(FILE,),
    )


POLICY = small_policy()
SPEAKER = Speaker(POLICY)
DAY = date(2026, 3, 1).toordinal()
