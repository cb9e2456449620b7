"""Facts of the chapter between the arms."""

from __future__ import annotations

from marginalia.analysis.arm_baseline import baseline
from marginalia.analysis.arm_claims import within_an_arm
from marginalia.analysis.arm_losses import Losses, losses
from marginalia.analysis.arm_means import Means, means
from marginalia.analysis.arm_p_values import p_values
from marginalia.analysis.arm_proportions import Proportions, harms, headline, proportions
from marginalia.display import arms, values
from marginalia.display.charts._differences import points
from marginalia.display.charts.arms_differences import gain
from marginalia.display.evidence import Evidence
from marginalia.study.model import Group, Study

_BLINDING = "blinding"
#: Every fact, for a study in which there is nothing to say.
_NAMES = (
    "who_sentence",
    "chance_sentence",
    "plain_sentence",
    "needed_sentence",
    "ratio_sentence",
    "open_sentence",
    "rated_sentence",
    "lacking_sentence",
    "within_sentence",
    "baseline_sentence",
    "lost_sentence",
    "alike_sentence",
    "harms_sentence",
    "p_sentence",
    "blinding_sentence",
)


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    if study.control is None:
        return {**dict.fromkeys(_NAMES, ""), "who_sentence": arms.ABSENT}
    shares, rated = proportions(study, settings), means(study, settings)
    return {
        "who_sentence": _who(study),
        "chance_sentence": _chance(study),
        "plain_sentence": _plain(headline(shares)),
        "needed_sentence": _needed(headline(shares)),
        "ratio_sentence": _ratio(headline(shares)),
        "open_sentence": _open(shares),
        "rated_sentence": rated_sentence(rated),
        "lacking_sentence": _lacking(rated),
        "within_sentence": _within(study),
        "baseline_sentence": _baseline(study),
        "lost_sentence": _lost(losses(study, settings)),
        "alike_sentence": _alike(study),
        "harms_sentence": _harms(harms(study, settings), settings.confidence),
        "p_sentence": _p(study),
        "blinding_sentence": _blinding(study),
    }


def _who(study: Study) -> str:
    control = study.control
    assert control is not None
    others = [_sized(study, group) for group in study.arms if group.id != control.id]
    verb = "is" if len(others) == 1 else "are"
    return f"{values.capital(values.listed(others))} {verb} compared with {_sized(study, control)}."


def _sized(study: Study, group: Group) -> str:
    size = study.group_size(group.id)
    return f"“{group.label}” ({values.plural(size, 'patient')})" if size else f"“{group.label}”"


def _chance(study: Study) -> str:
    if study.randomised:
        return (
            "Chance decided who is in which arm. Whatever else makes people better or worse, known or unknown, is then "
            "spread over the arms by the same lot, and a difference between them has two explanations left: what was "
            "done, and luck. The intervals say how far luck reaches."
        )
    return (
        "As far as the package says, chance did not decide who is in which arm. Then a difference between the arms "
        "has a "
        "third explanation besides what was done and luck: other people in each, chosen by somebody for some reason. "
        "The "
        "intervals on this page know nothing of that."
    )


def _plain(one: Proportions | None) -> str:
    if one is None:
        return "The paper does not report a proportion for both arms of which more or less is better."
    what = values.inline(one.measure.short or one.measure.label)
    when = f"At {values.month(one.month)}, of" if one.month else "Of"
    here, there = (values.rounded(100 * count.share) for count in (one.arm, one.control))
    limits = gain(one)
    better = values.rounded(100 * abs(one.gain or 0.0))
    side = "more" if (one.gain or 0) > 0 else "fewer"
    text = (
        f"{when} 100 patients in “{one.contrast.arm.label}” {here} are counted under “{what}”, of 100 in "
        f"“{one.contrast.control.label}” {there}. That is {better} {side} who do well"
    )
    if one.apart:
        return (
            f"{text}, and the interval, from {points(limits.low)} to {points(limits.high)}, leaves out that the arms "
            f"do "
            "equally well."
        )
    return (
        f"{text}, and the data allow anything from {points(limits.low)} to {points(limits.high)}, no difference "
        "included."
    )


def _needed(one: Proportions | None) -> str:
    if one is None or one.needed is None:
        return ""
    text = f"As a number needed to treat this is {arms.needed(one.needed)}."
    if one.needed.through_infinity:
        text += (
            " The interval has two parts because no effect at all would need infinitely many: it starts at the best "
            "that "
            "is possible, runs up to infinity, and comes back from there as a number needed to do worse."
        )
    return text


def _ratio(one: Proportions | None) -> str:
    if one is None or one.risk is None or one.odds is None:
        return ""
    risk, odds = (f"{values.rounded(found.value, 2)}" for found in (one.risk, one.odds))
    shares = [count.share for count in (one.arm, one.control)]
    text = f"The same result is a risk ratio of {risk} and an odds ratio of {odds}."
    if max(shares) > 0.2 and abs(one.odds.value - 1) > abs(one.risk.value - 1) + 0.01:
        text += (
            " The two are not the same: where something is as common as here, the odds ratio lies further from 1, and "
            "to "
            "read it as “so many times as likely” overstates the difference."
        )
    return text


def _open(found: tuple[Proportions, ...]) -> str:
    if not found:
        return ""
    apart = sum(one.apart for one in found)
    if len(found) == 1:
        return f"The one comparison that can be made {'leaves out' if apart else 'does not leave out'} equality."
    return (
        f"Of {values.plural(len(found), 'comparison')} of proportions the interval leaves out equality in "
        f"{_none(apart)}."
    )


def rated_sentence(found: tuple[Means, ...]) -> str:
    made = [one for one in found if one.difference is not None]
    if not made:
        return "No difference of means can be given an interval from what the paper prints."
    apart = sum(one.apart for one in made)
    return (
        f"For {values.plural(len(made), 'comparison')} of means the paper prints enough to work out an interval; it "
        f"leaves "
        f"out equality in {_none(apart)}."
    )


def _lacking(found: tuple[Means, ...]) -> str:
    short = [one for one in found if one.difference is None]
    if not short:
        return ""
    what = values.listed(list(dict.fromkeys(word for one in short for word in one.lacking)), "or")
    text = f"For {values.plural(len(short), 'more', 'more')} it cannot be worked out: the paper prints no {what}."
    given = [one.printed for one in short if one.printed is not None]
    if given:
        fit = sum(one.agrees for one in given)
        where = "" if fit == len(given) == 1 else " in each" if fit == len(given) else f" in {_none(fit)}"
        text += (
            f" It prints {values.plural(len(given), 'interval')} of its own instead; the middle is the "
            f"difference of the printed means{where}."
        )
    return text


def _within(study: Study) -> str:
    found = p_values(study)
    claims = within_an_arm(study)
    told = [
        f"{values.plural(len(found.within), 'P value')} of change within an arm" if found.within else "",
        f"{values.plural(len(found.between), 'P value')} between the arms" if found.between else "",
    ]
    printed = values.listed([one for one in told if one])
    text = (
        f"The paper prints {printed}."
        if printed
        else "The paper prints no P value of which it is known what it compares."
    )
    if claims:
        text += (
            f" {values.capital(values.plural(len(claims), 'claim'))} of efficacy "
            f"{'rests' if len(claims) == 1 else 'rest'} on changes within arms alone: {values.listed(list(claims))}."
        )
    return text


def _baseline(study: Study) -> str:
    found = [one for one in baseline(study) if one.difference is not None]
    if not found:
        return "The paper does not report enough of both arms before treatment to say how alike they were."
    apart = [one for one in found if one.noticeable]
    if not apart:
        return f"In all {len(found)} values the arms lie within a tenth of a standard deviation of each other."
    widest = max(apart, key=lambda one: abs(one.difference or 0.0))
    return (
        f"In {values.count(len(apart))} of {len(found)} values the arms lie more than a tenth of a standard deviation "
        f"apart, "
        f"most so in {values.inline(widest.measure.short or widest.measure.label)} "
        f"({arms.hundredths(widest.difference or 0.0)})."
    )


def _lost(found: tuple[Losses, ...]) -> str:
    if not found:
        return "How many of each arm were seen, or counted, the paper does not report."
    last = found[-1]
    what = "are not counted in the response" if last.counted else "were not seen"
    text = (
        f"At {values.month(last.month)}, {values.percent(last.arm.lost)} of “{last.arm.group.label}” and "
        f"{values.percent(last.control.lost)} of “{last.control.group.label}” {what}, a difference of "
        f"{points(last.difference)} percentage points ({points(last.interval.low)} to {points(last.interval.high)})."
    )
    if max(last.arm.lost, last.control.lost) > abs(last.difference):
        text += " What the missing would have shown can outweigh what the others did."
    return text


def _alike(study: Study) -> str:
    """What leaving patients out does to how alike the arms are."""
    if study.randomised:
        return (
            "Chance made the arms alike, but for luck, when they were formed. Those who are left out afterwards were "
            "chosen by something else, and if that is not the same in both arms, the arms are no longer alike."
        )
    return (
        "The arms may have differed from the start. Those who are left out afterwards were chosen once more, and the "
        "arms may then differ in another way, or more."
    )


def _harms(found: tuple[Proportions, ...], level: float) -> str:
    if not found:
        return "The paper does not report how many patients of each arm were harmed."
    if len(found) == 1:
        return f"One harm is printed for both arms: {arms.difference(found[0])} percentage points."
    apart = [one for one in found if one.apart]
    expected = round(len(found) * (1 - level))
    text = (
        f"{values.capital(values.count(len(found)))} kinds of harm are printed for both arms. In "
        f"{_none(len(apart))} of "
        "them the interval leaves out equality"
    )
    if apart:
        named = [f"{_named(one)}, {arms.share(one.arm)} against {arms.share(one.control)}" for one in apart[:3]]
        text += f" ({'; '.join(named)}{'; …' if len(apart) > 3 else ''})"
    if not expected:
        return f"{text}."
    return (
        f"{text}. If nothing differed, luck alone would let about {values.count(expected)} in so many seem to, were "
        "they separate counts. They overlap, since a patient can be in several, and where an event is rare the "
        "interval leaves out equality less often."
    )


def _named(one: Proportions) -> str:
    return values.inline(one.measure.short or one.measure.label)


def _none(count: int) -> str:
    return values.count(count) if count else "none"


def _p(study: Study) -> str:
    found = p_values(study).between
    if not found:
        return "The paper does not report a P value between two arms that could be worked out again."
    differ = sum(one.answer == "differs" for one in found)
    agree = sum(one.answer == "agrees" for one in found)
    text = (
        f"Of {values.plural(len(found), 'printed P value')} between the arms, {_none(agree)} "
        f"{'is' if agree == 1 else 'are'} what a usual test gives."
    )
    untold = sum(one.answer == "cannot be recomputed" for one in found)
    if untold:
        text += f" For {values.count(untold)} the paper prints too little to tell."
    if differ:
        text += f" {values.capital(values.count(differ))} that compare{'s' if differ == 1 else ''} counts "
        text += f"{'is' if differ == 1 else 'are'} given by none of three tests, which is a question to the paper."
    return text


def _blinding(study: Study) -> str:
    if _BLINDING in study.design.features:
        return (
            "Patients and raters are said not to have known what was given. Hope, attention and the wish to please are "
            "then alike in the arms, as long as nobody guessed."
        )
    return (
        "Nothing recorded says that patients or raters did not know what was given. Then a difference holds the "
        "treatment "
        "and the hope that went with it."
    )
