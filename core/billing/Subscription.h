// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/billing/Money.h"
#include "core/billing/Periods.h"
#include "core/billing/SubscriptionState.h"

#include <chrono>
#include <functional>

namespace tabletalk::billing {

/// A plan at the price that was agreed; the price is kept, so that what is credited is what was
/// charged, whatever became of the plan.
struct AgreedPlan
{
    QString id;
    Interval interval = Interval::Month;
    Money price;

    friend bool operator==(const AgreedPlan &, const AgreedPlan &) = default;
};

/// What is to be taken when the period ends; at the price of then.
struct PlannedPlan
{
    QString id;
    Interval interval = Interval::Month;

    friend bool operator==(const PlannedPlan &, const PlannedPlan &) = default;
};

/// What an organisation has subscribed to. A value; happen() says what becomes of it.
struct Subscription
{
    State state = State::Active;
    AgreedPlan plan;
    Instant anchor;   ///< the periods are reckoned from it
    QString timeZone; ///< as it was then, so that no change of it tears periods apart
    Period period;    ///< the present one; of a trial the trial
    bool cancels = false;
    std::optional<PlannedPlan> next;
    std::optional<Instant> pastDueSince;

    Facts facts(bool owes) const { return {.cancels = cancels, .changes = next.has_value(), .owes = owes}; }
    friend bool operator==(const Subscription &, const Subscription &) = default;
};

enum class LineKind {
    Period,     ///< a whole period
    Remainder,  ///< of a period, from a change on
    Unused,     ///< what was charged for the rest of a period, taken back
    Adjustment, ///< a credit note's
};
QString lineKindName(LineKind kind);
std::optional<LineKind> lineKindFromName(QStringView name);

/// What a step charges or credits, before tax is looked at.
struct Line
{
    LineKind kind = LineKind::Period;
    AgreedPlan plan;
    Instant begin;
    Instant end;
    Money price;  ///< of a whole period, negative where it is taken back: what counts for recurring revenue
    Money amount; ///< of this span

    friend bool operator==(const Line &, const Line &) = default;
};

/// What a step depends on besides the subscription.
struct Circumstances
{
    Instant at;
    bool owes = false;                ///< overdue invoices
    std::optional<AgreedPlan> chosen; ///< for Upgrade and Downgrade
    /// The present price; nothing where the plan is not sold any more, which keeps the agreed one.
    std::function<std::optional<Money>(const PlannedPlan &)> price;
};

struct Step
{
    Subscription after;
    std::vector<Line> lines;
};

/// Tries a plan for some days; fallback follows unless a plan is chosen.
Subscription beginTrial(AgreedPlan plan, PlannedPlan fallback, Instant now, const QString &timeZone,
                        std::chrono::days length);
/// With a first period that begins now, and its line.
Step begin(AgreedPlan plan, Instant now, const QString &timeZone);

/// Whether a change is made at once (Upgrade: it costs more a year) or when the period ends.
Event eventOfChange(const AgreedPlan &from, const AgreedPlan &to);

/// What becomes of a subscription when something happens; pure.
Result<Step> happen(const Subscription &before, Event event, const Circumstances &circumstances);

struct DueEvent
{
    Event event = Event::PeriodEnds;
    Instant at;

    friend bool operator==(const DueEvent &, const DueEvent &) = default;
};

/// What happens by itself next, and when. oldestDue: of the open invoices, the first to be paid.
std::optional<DueEvent> nextDue(const Subscription &subscription, std::optional<Instant> oldestDue,
                                std::chrono::days grace);

} // namespace tabletalk::billing
