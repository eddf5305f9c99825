// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Subscription.h"

#include "core/billing/Proration.h"

#include <QCoreApplication>

#include <array>

namespace tabletalk::billing {

namespace {

constexpr std::array lineKindNames = {"period", "remainder", "unused", "adjustment"};

Line wholePeriod(const AgreedPlan &plan, const Period &period)
{
    return {LineKind::Period, plan, period.begin, period.end, plan.price, plan.price};
}

Line unused(const Subscription &of, Instant from)
{
    return {LineKind::Unused, of.plan, from, of.period.end, -of.plan.price, -remainder(of.plan.price, of.period, from)};
}

Line restOfPeriod(const AgreedPlan &plan, const Period &period, Instant from)
{
    return {LineKind::Remainder, plan, from, period.end, plan.price, remainder(plan.price, period, from)};
}

void startAnew(Step &step, Instant at)
{
    Subscription &after = step.after;
    after.anchor = at;
    after.period = Cadence(at, after.timeZone, after.plan.interval).period(0);
    step.lines.push_back(wholePeriod(after.plan, after.period));
}

void changeNow(Step &step, const Subscription &before, const Circumstances &circumstances)
{
    Subscription &after = step.after;
    after.plan = circumstances.chosen.value_or(before.plan);
    after.next.reset();
    after.cancels = false;
    if (before.state == State::Trialing)
        return;
    step.lines.push_back(unused(before, circumstances.at));
    if (after.plan.interval == before.plan.interval)
        step.lines.push_back(restOfPeriod(after.plan, before.period, circumstances.at));
    else
        startAnew(step, circumstances.at);
}

/// The period that follows without a gap, at the price of now.
void startPeriod(Step &step, const Subscription &before, const Circumstances &circumstances)
{
    Subscription &after = step.after;
    if (circumstances.price) {
        if (const auto price = circumstances.price({after.plan.id, after.plan.interval}))
            after.plan.price = *price;
    }
    if (before.state == State::Trialing || after.plan.interval != before.plan.interval)
        return startAnew(step, before.period.end);
    after.period.number = before.period.number + 1;
    after.period.begin = before.period.end;
    after.period.end = Cadence(after.anchor, after.timeZone, after.plan.interval).beginOf(after.period.number + 1);
    step.lines.push_back(wholePeriod(after.plan, after.period));
}

void planChange(Subscription &after, const Circumstances &circumstances)
{
    if (circumstances.chosen)
        after.next = PlannedPlan{circumstances.chosen->id, circumstances.chosen->interval};
    after.cancels = false;
}

/// A plan that is not sold any more is not taken.
void applyChange(Subscription &after, const Circumstances &circumstances)
{
    const auto price = after.next && circumstances.price ? circumstances.price(*after.next) : std::nullopt;
    if (price)
        after.plan = {after.next->id, after.next->interval, *price};
    after.next.reset();
}

void apply(Effect effect, Step &step, const Subscription &before, const Circumstances &circumstances)
{
    switch (effect) {
    case Effect::ChangeNow:
        return changeNow(step, before, circumstances);
    case Effect::PlanChange:
        return planChange(step.after, circumstances);
    case Effect::PlanCancel:
        step.after.cancels = true;
        step.after.next.reset();
        return;
    case Effect::ForgetPlans:
        step.after.cancels = false;
        step.after.next.reset();
        return;
    case Effect::ApplyChange:
        return applyChange(step.after, circumstances);
    case Effect::StartPeriod:
        return startPeriod(step, before, circumstances);
    case Effect::StartAnew:
        return startAnew(step, circumstances.at);
    case Effect::Remind:
    case Effect::EndUse:
    case Effect::AllowUse:
        return; // for whoever carries them out; the state says it
    }
}

void notePastDue(Subscription &after, const Subscription &before, Instant at)
{
    if (after.state == State::PastDue) {
        if (before.state != State::PastDue)
            after.pastDueSince = at;
    } else {
        after.pastDueSince.reset();
    }
}

Money yearly(const AgreedPlan &plan)
{
    constexpr int monthsOfYear = 12;
    return scaled(plan.price, monthsOfYear, monthsOf(plan.interval));
}

} // namespace

QString lineKindName(LineKind kind)
{
    return QString::fromLatin1(lineKindNames[static_cast<size_t>(kind)]);
}

std::optional<LineKind> lineKindFromName(QStringView name)
{
    for (size_t kind = 0; kind < lineKindNames.size(); ++kind) {
        if (name == QLatin1StringView(lineKindNames[kind]))
            return static_cast<LineKind>(kind);
    }
    return std::nullopt;
}

Subscription beginTrial(AgreedPlan plan, PlannedPlan fallback, Instant now, const QString &timeZone,
                        std::chrono::days length)
{
    Subscription trial;
    trial.state = State::Trialing;
    trial.plan = std::move(plan);
    trial.anchor = now;
    trial.timeZone = timeZone;
    trial.period = {0, now, now + length};
    trial.next = std::move(fallback);
    return trial;
}

Step begin(AgreedPlan plan, Instant now, const QString &timeZone)
{
    Step step;
    step.after.plan = std::move(plan);
    step.after.timeZone = timeZone;
    startAnew(step, now);
    return step;
}

Event eventOfChange(const AgreedPlan &from, const AgreedPlan &to)
{
    return yearly(to).amount > yearly(from).amount ? Event::Upgrade : Event::Downgrade;
}

Result<Step> happen(const Subscription &before, Event event, const Circumstances &circumstances)
{
    const auto moved = transition(before.state, event, before.facts(circumstances.owes));
    if (!moved)
        return std::unexpected(moved.error());
    Step step;
    step.after = before;
    for (const Effect effect : moved->effects)
        apply(effect, step, before, circumstances);
    step.after.state = moved->state;
    if (moved->state == State::Cancelled) {
        step.after.cancels = false;
        step.after.next.reset();
    }
    notePastDue(step.after, before, circumstances.at);
    std::erase_if(step.lines, [](const Line &line) { return line.price.amount == 0; });
    return step;
}

std::optional<DueEvent> nextDue(const Subscription &subscription, std::optional<Instant> oldestDue,
                                std::chrono::days grace)
{
    const DueEvent end{Event::PeriodEnds, subscription.period.end};
    switch (subscription.state) {
    case State::Trialing:
        return DueEvent{Event::TrialEnds, subscription.period.end};
    case State::Active:
        return oldestDue && *oldestDue <= end.at ? DueEvent{Event::PaymentFailed, *oldestDue} : end;
    case State::PastDue: {
        const Instant graceEnds = subscription.pastDueSince.value_or(subscription.period.begin) + grace;
        return graceEnds < end.at ? DueEvent{Event::GraceEnds, graceEnds} : end;
    }
    case State::Suspended:
        return end;
    case State::Cancelled:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace tabletalk::billing
