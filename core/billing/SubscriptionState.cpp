// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/SubscriptionState.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tabletalk::billing {

namespace {

constexpr std::array stateNames = {"trialing", "active", "past_due", "suspended", "cancelled"};
constexpr std::array eventNames = {"trial ends", "period ends", "paid",   "payment failed", "grace ends", "upgrade",
                                   "downgrade",  "cancel",      "resume", "suspend",        "restore"};
constexpr std::array effectNames = {"change now",   "plan the change", "plan the end", "forget what was planned",
                                    "apply change", "start period",    "start anew",   "remind",
                                    "end use",      "allow use"};

QString tr(const char *text)
{
    return QCoreApplication::translate("Billing", text);
}

std::unexpected<Problem> refused(const QString &why, const QString &hint = {})
{
    return failure(ProblemCode::Conflict, why, hint);
}

std::unexpected<Problem> impossible(State state, Event event)
{
    return refused(tr("A subscription that is %1 does not take this: %2.")
                       .arg(QString::fromLatin1(stateNames[static_cast<size_t>(state)]),
                            QString::fromLatin1(eventNames[static_cast<size_t>(event)])));
}

/// The end of a trial and of a period.
Transition atEnd(State state, Facts facts)
{
    if (facts.cancels)
        return {State::Cancelled, {Effect::EndUse}};
    if (facts.changes)
        return {state, {Effect::ApplyChange, Effect::StartPeriod}};
    return {state, {Effect::StartPeriod}};
}

/// What people may ask for while a subscription runs.
Result<Transition> wished(State state, Event event, Facts facts)
{
    if (event == Event::Downgrade)
        return Transition{state, {Effect::PlanChange}};
    if (event == Event::Cancel)
        return Transition{state, {Effect::PlanCancel}};
    if (event == Event::Resume && (facts.cancels || facts.changes))
        return Transition{state, {Effect::ForgetPlans}};
    if (event == Event::Resume)
        return refused(tr("Nothing is planned that could be taken back."));
    return impossible(state, event);
}

Result<Transition> whileTrialing(Event event, Facts facts)
{
    switch (event) {
    case Event::TrialEnds:
        return atEnd(State::Active, facts);
    case Event::Paid: // of an earlier time
        return Transition{State::Trialing, {}};
    case Event::Upgrade:
    case Event::Downgrade: // nothing was paid for yet
        return Transition{State::Trialing, {Effect::ChangeNow}};
    default:
        return wished(State::Trialing, event, facts);
    }
}

Result<Transition> whileActive(Event event, Facts facts)
{
    switch (event) {
    case Event::PeriodEnds:
        return atEnd(State::Active, facts);
    case Event::Paid:
        return Transition{State::Active, {}};
    case Event::PaymentFailed:
        return Transition{State::PastDue, {Effect::Remind}};
    case Event::Upgrade:
        return Transition{State::Active, {Effect::ChangeNow}};
    case Event::Suspend:
        return Transition{State::Suspended, {Effect::EndUse}};
    default:
        return wished(State::Active, event, facts);
    }
}

Result<Transition> whilePastDue(Event event, Facts facts)
{
    switch (event) {
    case Event::PeriodEnds:
        return atEnd(State::PastDue, facts);
    case Event::Paid:
        return Transition{facts.owes ? State::PastDue : State::Active, {}};
    case Event::PaymentFailed:
        return Transition{State::PastDue, {Effect::Remind}};
    case Event::Upgrade:
        return refused(tr("An invoice is overdue."), tr("Pay it first, then change to the larger plan."));
    case Event::GraceEnds:
    case Event::Suspend:
        return Transition{State::Suspended, {Effect::EndUse}};
    default:
        return wished(State::PastDue, event, facts);
    }
}

Result<Transition> whileSuspended(Event event, Facts facts)
{
    switch (event) {
    case Event::PeriodEnds: // nobody paid until then: it is over
        return Transition{State::Cancelled, {}};
    case Event::Paid:
        return facts.owes ? Transition{State::Suspended, {}} : Transition{State::Active, {Effect::AllowUse}};
    case Event::Cancel:
        return Transition{State::Suspended, {Effect::PlanCancel}};
    case Event::Restore:
        return Transition{facts.owes ? State::PastDue : State::Active, {Effect::AllowUse}};
    default:
        return impossible(State::Suspended, event);
    }
}

Result<Transition> whileCancelled(Event event, Facts facts)
{
    switch (event) {
    case Event::Paid:
        return Transition{State::Cancelled, {}};
    case Event::Resume:
        if (facts.owes)
            return refused(tr("An invoice is overdue."), tr("Pay it first, then begin again."));
        return Transition{State::Active, {Effect::StartAnew, Effect::AllowUse}};
    default:
        return impossible(State::Cancelled, event);
    }
}

} // namespace

bool Transition::does(Effect effect) const
{
    return std::ranges::find(effects, effect) != effects.end();
}

Result<Transition> transition(State state, Event event, Facts facts)
{
    switch (state) {
    case State::Trialing:
        return whileTrialing(event, facts);
    case State::Active:
        return whileActive(event, facts);
    case State::PastDue:
        return whilePastDue(event, facts);
    case State::Suspended:
        return whileSuspended(event, facts);
    case State::Cancelled:
        return whileCancelled(event, facts);
    }
    return impossible(state, event);
}

QString stateName(State state)
{
    return QString::fromLatin1(stateNames[static_cast<size_t>(state)]);
}

std::optional<State> stateFromName(QStringView name)
{
    const auto found = std::ranges::find(allStates(), name, [](State state) { return stateName(state); });
    return found == allStates().end() ? std::nullopt : std::optional(*found);
}

QString eventName(Event event)
{
    return QString::fromLatin1(eventNames[static_cast<size_t>(event)]);
}

QString effectName(Effect effect)
{
    return QString::fromLatin1(effectNames[static_cast<size_t>(effect)]);
}

const std::vector<State> &allStates()
{
    static const std::vector<State> all = {State::Trialing, State::Active, State::PastDue, State::Suspended,
                                           State::Cancelled};
    return all;
}

const std::vector<Event> &allEvents()
{
    static const std::vector<Event> all = [] {
        std::vector<Event> list;
        for (size_t event = 0; event < eventNames.size(); ++event)
            list.push_back(static_cast<Event>(event));
        return list;
    }();
    return all;
}

} // namespace tabletalk::billing
