// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

#include <vector>

namespace tabletalk::billing {

enum class State { Trialing, Active, PastDue, Suspended, Cancelled };

/// What can happen to a subscription.
enum class Event {
    TrialEnds,
    PeriodEnds,
    Paid,          ///< an invoice; see Facts::owes for whether others are overdue
    PaymentFailed, ///< an invoice is overdue
    GraceEnds,     ///< it has been past due for as long as is borne
    Upgrade,       ///< at once
    Downgrade,     ///< when the period ends
    Cancel,        ///< when the period ends
    Resume,        ///< take back what was planned, or come back
    Suspend,       ///< by the platform
    Restore        ///< by the platform
};

/// What else counts besides the state.
struct Facts
{
    bool cancels = false; ///< when the period ends
    bool changes = false; ///< of plan, when the period ends
    bool owes = false;    ///< invoices that are overdue
};

/// What is to be done besides taking the new state.
enum class Effect {
    ChangeNow,   ///< take the new plan, crediting and charging for the rest of the period
    PlanChange,  ///< take the new plan when the period ends
    PlanCancel,  ///< end with the period
    ForgetPlans, ///< stay as it is
    ApplyChange, ///< take the plan that was planned
    StartPeriod, ///< the next one, and invoice it
    StartAnew,   ///< a period that begins now, and invoice it
    Remind,      ///< that an invoice is overdue
    EndUse,
    AllowUse
};

struct Transition
{
    State state = State::Active;
    std::vector<Effect> effects;

    bool does(Effect effect) const;
    friend bool operator==(const Transition &, const Transition &) = default;
};

/// What becomes of a subscription; a Problem where that cannot happen to it. Pure, and the only
/// place that knows; docs/billing.md is made from it.
Result<Transition> transition(State state, Event event, Facts facts = {});

QString stateName(State state);
std::optional<State> stateFromName(QStringView name);
QString eventName(Event event);
QString effectName(Effect effect);
const std::vector<State> &allStates();
const std::vector<Event> &allEvents();

} // namespace tabletalk::billing
