"""A comparison for other programs: its results go in, values that JSON can hold come out."""

from __future__ import annotations

from verifier.changes.compare.difference.outcome import (
    ActEffect,
    Comparison,
    Declared,
    Group,
    PositionEffect,
    ShownCase,
    Side,
)
from verifier.report.json.results import (
    Json,
    assurance_json,
    case_json,
    finding_json,
    versions_json,
)


def comparison_json(result: Comparison, old: str, new: str, exit_code: int) -> Json:
    findings = result.findings
    return {
        "versions": versions_json(),
        "exit": exit_code,
        "old": old,
        "new": new,
        "policy": result.new,
        "unchanged": result.unchanged,
        "assurance": assurance_json(result.assurance),
        "declared": declared_json(result.declared),
        "scope": [
            {"words": c.words, "handled": c.handled, "restricts": c.restricts} for c in result.scope
        ],
        "text": [
            {
                "name": change.name,
                "how": change.how,
                "wording_only": change.wording_only,
                "because": change.because,
                "redline": [{"op": piece.op, "words": piece.words} for piece in change.pieces],
            }
            for change in result.text
        ],
        "deadlines": [{"norm": d.norm, "words": d.words, "side": d.side} for d in result.deadlines],
        "effects": [effect_json(effect) for effect in result.effects],
        "changes": [group_json(group) for group in result.verdict_groups],
        "other_ground": [group_json(group) for group in result.other_grounds],
        "cut": result.cut,
        "promises": [
            {
                "name": p.name,
                "title": p.title,
                "how": p.how,
                "rested_on": list(p.before),
                "rests_on": list(p.after),
                "words": p.words,
                "tried_up_to": p.tried or None,
            }
            for p in result.promises
        ],
        "cases": [
            {
                "name": c.case,
                "title": c.title,
                "asked": c.asking,
                "before": c.before,
                "after": c.after,
                "plain": not c.beyond_plain,
            }
            for c in result.cases
        ],
        "questions": [
            {"name": q.name, "title": q.title, "how": q.how, "tried_up_to": q.tried or None}
            for q in result.questions
        ],
        "findings": None
        if findings is None
        else {
            "changes": [
                {
                    "how": f.how,
                    "check": f.check,
                    "severity": f.severity,
                    "headline": f.headline,
                    "fingerprint": f.fingerprint,
                }
                for f in findings.changes
            ],
            "unchanged": findings.unchanged,
            "not_compared": list(findings.unsettled),
        },
        "undecided": list(result.undecided),
        "faults": [fault.what for fault in result.faults],
    }


def declared_json(declared: Declared | None) -> Json | None:
    """What amendments declare, held against the proof; null where no amendment is compared."""
    if declared is None:
        return None
    return {
        "findings": [finding_json(finding) for finding in declared.findings],
        "intents": [
            {"amendment": one.amendment, "words": one.words, "met": one.met}
            for one in declared.intents
        ],
        "assurance": assurance_json(declared.assurance),
        "undecided": list(declared.undecided),
    }


def effect_json(effect: ActEffect) -> Json:
    return {
        "act": effect.act,
        "words": effect.words,
        "column": str(effect.column),
        "plain": str(effect.plain_direction),
        "every_reading": str(effect.direction),
        "served": [
            {"who": one.who, "gains": one.gains, "loses": one.loses, "plain": one.plain}
            for one in effect.served
        ],
        "modalities": [
            {
                "modality": every.modality,
                "plain": position_json(plain),
                "every_reading": position_json(every),
            }
            for plain, every in zip(effect.plain, effect.every, strict=True)
        ],
    }


def position_json(effect: PositionEffect) -> Json:
    return {"gained": effect.gained, "lost": effect.lost}


def group_json(group: Group) -> Json:
    return {
        "act": group.act,
        "words": group.words,
        "column": str(group.column),
        "before": side_json(group.before),
        "after": side_json(group.after),
        "plain": group.plain,
        "rules": [
            {
                "lines": [{"words": li.words, "changed": li.changed} for li in rule.lines],
                "plain": rule.plain,
                "general": rule.general,
            }
            for rule in group.rules
        ],
        "case": shown_json(group.shown) if group.shown else None,
        "made_by": [list(chosen) for chosen in group.edits],
        "tried_up_to": group.tried or None,
        "assurance": assurance_json(group.assurance),
    }


def side_json(side: Side) -> Json:
    return {"verdict": str(side.verdict), "norms": list(side.norms), "words": side.words}


def shown_json(shown: ShownCase) -> Json:
    return {
        **case_json(shown.case),
        "readings": dict(shown.readings),
        "in_words": {"act": shown.act, "given": list(shown.given)},
        "before": shown.before,
        "after": shown.after,
        "changes": [{"words": change.words, "effect": change.effect} for change in shown.changes],
    }
