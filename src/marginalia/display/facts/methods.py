"""Facts of the chapter on the methods."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.means import mean_series
from marginalia.analysis.promises import visits_reported
from marginalia.analysis.proportions import assess
from marginalia.analysis.thresholds import Beside, Kind, beside
from marginalia.display import rule as rules
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.rule import Setting
from marginalia.simulation.responder_rule import Criterion, FromError, called, called_again, from_published_error
from marginalia.statistics.change_error import chance_above
from marginalia.statistics.dichotomy import efficiency, patients_for_each
from marginalia.study.model import OVERALL, Outcome, Study

#: A control arm judged by a rule of the "or" kind, and one judged by a strict "and" rule.
_LENIENT, _STRICT = "respine-sham", "mpc-saline-strict"


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    after = [month for month in study.visits if month > 0]
    ruled = [outcome for outcome in study.outcomes if outcome.important_change is not None]
    setting = rules.setting(evidence)
    return {
        "thresholds": values.listed([_threshold(outcome) for outcome in ruled], "or"),
        "rule_sentence": _rule_sentence(study, ruled),
        "visits_sentence": f"Visits were planned at {values.months(after)}." if after else "",
        "unreported_sentence": _unreported(study),
        "design_sentence": f"The study is {values.with_article(study.design.label)}.",
        "words_sentence": _words(study.design.label),
        "given_sentence": _given(study),
        "means_sentence": (
            "The paper prints means, and that is to its credit."
            if any(number.statistic == "mean" and study.measure(number.measure).outcome for number in study.numbers)
            else ""
        ),
        "strictness": _strictness(evidence),
        "rule_contrast": _contrast(evidence),
        "close_sentence": "" if setting is None else "Most of these figures come from two ratings close together.",
        "median_loss": values.percent(1 - efficiency(0.5)),
        **(_no_rule() if setting is None else _of_rule(evidence, setting)),
    }


def rule_in_words(study: Study) -> str:
    """Who counts as a responder, as the package tells it; empty where it does not."""
    rule = study.responder_rule.strip()
    return f"Who counts as a responder, in our words: {rule}" if rule else ""


def _rule_sentence(study: Study, ruled: list[Outcome]) -> str:
    """Who counts as a responder, by how many thresholds."""
    if not ruled:
        return rule_in_words(study) or "The paper sets no threshold above which a patient counts as a responder."
    if study.responder_needs == "all":
        told = values.listed([_threshold(outcome) for outcome in ruled])
        return f"A patient is a responder at a visit only if all ratings have improved enough: {told}."
    first = (
        "A patient is a responder at a visit if one rating has improved enough: "
        f"{values.listed([_threshold(outcome) for outcome in ruled], 'or')}."
    )
    if len(ruled) == 1:
        return first
    return f"{first} That makes {values.count(len(ruled))} ways to succeed, and one is enough."


def _threshold(outcome: Outcome) -> str:
    change = values.number(outcome.important_change or 0)
    unit = outcome.unit if outcome.unit == "%" else f" {outcome.unit}"
    return f"{change}{unit} on {outcome.label}"


def _unreported(study: Study) -> str:
    """Announced visits after treatment for which no result is printed."""
    after = [visit for visit in visits_reported(study) if visit.month > 0]
    missing = [visit.month for visit in after if not visit.reported]
    if not after:
        return "No visit after the treatment is announced."
    if not missing:
        return "Every visit that the methods announce has at least one printed result."
    return (
        f"For {values.plural(len(missing), 'announced visit')}, at {values.months(missing)}, the paper prints no "
        "result at all. An announced result that does not appear is not proof of anything. It is a question."
    )


def _words(label: str) -> str:
    """What the words of the design mean, those that stand in it."""
    meanings = {
        "single-arm": "“single-arm” means that everybody gets the treatment, so that nobody is there to compare with",
        "open-label": "“open-label” means that everybody knows what is given",
    }
    found = [meaning for word, meaning in meanings.items() if word in label.lower()]
    return f"Here {values.listed(found)}." if found else ""


def _given(study: Study) -> str:
    """What everybody got; empty where there are arms, or the package has no words for it."""
    treatment = study.words.get("treatment")
    return f"Everyone received {treatment}." if treatment and study.design.arms == 1 else ""


def _strictness(evidence: Evidence) -> str:
    """Which published limits each threshold exceeds, falls within, or is below."""
    study = evidence.study
    starts = {
        outcome.id: one.baseline
        for outcome in study.outcomes
        for one in mean_series(study, outcome.id)[:1]
        if one.baseline is not None
    }
    found = beside(study, evidence.thresholds, starts)
    sentences = []
    for outcome in study.outcomes:
        if outcome.important_change is None:
            continue
        rows = [one for one in found if one.outcome.id == outcome.id]
        kinds: tuple[Kind, ...] = ("important change", "detectable change")
        parts = [_sides([one for one in rows if one.threshold.kind == kind], kind) for kind in kinds]
        said = values.listed([part for part in parts if part])
        sentences.append(
            f"Against the {_threshold(outcome)}: {said}."
            if said
            else f"For {outcome.label} no published limit was found in what we read."
        )
    return " ".join(sentences) if sentences else "The paper does not report thresholds."


def _sides(rows: list[Beside], kind: str) -> str:
    if not rows:
        return ""
    words = {"above": "smaller", "within": "equal or a range around it", "below": "larger"}
    parts = []
    for side, word in words.items():
        limits = sorted({end for one in rows if one.side == side for end in (one.low, one.high)})
        many = sum(1 for one in rows if one.side == side)
        if many:
            ends = values.number(limits[0], 1)
            if len(limits) > 1:
                ends += f" to {values.number(limits[-1], 1)}"
            parts.append(f"{values.count(many)} {'is' if many == 1 else 'are'} {word} ({ends})")
    return f"of {values.plural(len(rows), f'published {kind}')}, {values.listed(parts)}"


def _contrast(evidence: Evidence) -> str:
    """What two control arms show: the rule decides the rate."""
    lenient, strict = (evidence.comparators.get(id) for id in (_LENIENT, _STRICT))
    if lenient is None or strict is None:
        return "No control arms judged by other rules were found in what we read."
    return (
        f"Two trials in {' and '.join(dict.fromkeys((lenient.condition, strict.condition)))} show what a rule can do. "
        f"Under one’s rule ({_rule(lenient)}), {values.percent(lenient.value)} of its {lenient.arm} arm were "
        f"responders at {values.month(lenient.month or 0)}; under the other’s ({_rule(strict)}), "
        f"{'' if strict.how_verified == 'source' else 'a reported '}{values.percent(strict.value)} of its {strict.arm} "
        "arm."
    )


def _rule(one: Comparator) -> str:
    return values.inline(one.rule or one.outcome)


def _no_rule() -> dict[str, str]:
    names = ("error", "chance", "chance_range", "whole", "again", "printed_beside", "cost")
    return {f"{name}_sentence": "" for name in names} | {"chance_sentence": rules.NO_RULE}


def _of_rule(evidence: Evidence, setting: Setting) -> dict[str, str]:
    shares = [shares for _, shares in rules.moved(setting, evidence)] + [setting.shares()]
    day, months = (sorted(column) for column in zip(*shares, strict=True))
    cell = evidence.study.best("response", OVERALL, setting.month)
    printed = None if cell is None else assess(evidence.study, cell)
    n, N = (printed.n, printed.N) if printed else (None, None)
    counted = None if n is None or not N else (n, N)
    return {
        "error_sentence": _error(from_published_error(setting.rule, evidence.thresholds)),
        "chance_sentence": _chance(setting),
        "chance_range_sentence": (
            f"Over the ranges of the assumptions in the table the share goes from {values.interval(day[0], day[-1])} "
            f"within a day and from {values.interval(months[0], months[-1])} {values.month(setting.month)} apart."
        ),
        "whole_sentence": _whole(setting),
        "again_sentence": _again(evidence, setting),
        "printed_beside_sentence": "" if counted is None else _printed(setting, counted, months),
        "cost_sentence": "" if counted is None else _cost(setting, counted),
    }


def _error(found: tuple[FromError, ...]) -> str:
    if not found:
        return "No published detectable change was found for these scales."
    parts = []
    for outcome in dict.fromkeys(one.criterion.outcome for one in found):
        shares = [share for one in found if one.criterion.outcome == outcome for share in (one.low, one.high)]
        parts.append(f"{values.interval(min(shares), max(shares), 1)} on {outcome.label}")
    return (
        "Taken at their word, the published detectable changes would let this share of unchanged people pass the "
        f"study’s threshold: {values.listed(parts)}."
    )


def _chance(setting: Setting) -> str:
    day, months = setting.shares()
    strict_day, strict_months = setting.shares(needs="all")
    names, month = rules.names(setting.rule), values.month(setting.month)
    return (
        f"{names[0]} calls {values.percent(day)} of them responders when they are asked twice within a day and "
        f"{values.percent(months)} when asked {month} apart; {names[-1].lower()} would call "
        f"{values.percent(strict_day)} and {values.percent(strict_months)}."
    )


def _whole(setting: Setting) -> str:
    """What marking in whole points does where the scale is short: half a point less is enough."""
    short = [one for one in setting.rule if _may_be_whole(one)]
    if not short:
        return ""
    one, unchanged = short[0], setting.months()
    half = 0.5 / (one.outcome.high - one.outcome.low)
    sd = unchanged.sd(one)
    return (
        f"Where {one.outcome.label} is marked in whole points, which the paper does not say, about half a point less "
        f"is enough: {values.percent(chance_above(one.share - half, sd))} of unchanged patients instead of "
        f"{values.percent(chance_above(one.share, sd))} would pass on that scale alone, "
        f"{values.month(setting.month)} apart."
    )


def _may_be_whole(one: Criterion) -> bool:
    return one.outcome.step is None and not one.outcome.is_change and one.outcome.high - one.outcome.low <= 10


def _again(evidence: Evidence, setting: Setting) -> str:
    visits = sum(1 for month in evidence.study.visits if 0 < month <= setting.month)
    if visits < 2:
        return ""
    found = called_again(
        setting.rule, setting.months(), visits, draws=evidence.chosen.simulations, seed=evidence.chosen.seed
    )
    each = called(setting.rule, setting.months()).at_least[0]
    return (
        f"Asked at {values.plural(visits, 'visit')}, an unchanged patient has a chance of {values.percent(each)} to be "
        f"a responder at a given one, of {values.percent(found.once)} to be one at least once, and of "
        f"{values.percent(found.always)} to be one every time (Monte Carlo error "
        f"{values.percent(max(found.once_error, found.always_error), 1)}). This takes any two visits to be as alike as "
        "the first rating and the last; visits close together are more alike, so that the figures may be somewhat too "
        "high. A rule that lets a patient succeed at any one visit is "
        "easier to meet than one that asks for success that lasts."
    )


def _printed(setting: Setting, counted: tuple[int, int], months: list[float]) -> str:
    n, N = counted
    share = n / N
    if share > months[-1]:
        verdict = "more than this scatter alone gives under any assumption in the table"
    elif share < months[0]:
        verdict = "less than this scatter alone gives under any assumption in the table"
    else:
        verdict = "within what this scatter alone can give under the assumptions in the table"
    at = values.month(setting.month)
    return f"The paper prints {values.fraction(n, N)}, {values.percent(share)}, at {at}: {verdict}."


def _cost(setting: Setting, counted: tuple[int, int]) -> str:
    n, N = counted
    share = n / N
    if not 0 < share < 1:
        return ""
    return (
        f"Where {values.percent(share)} count as responders, as at {values.month(setting.month)}, a yes or no needs "
        f"{values.number(patients_for_each(share), 2)} patients for every one that a single normal score would need: "
        f"the {N} seen tell as much about a small difference as {values.number(round(N * efficiency(share)))} would "
        "with their scores."
    )
