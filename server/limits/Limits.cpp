// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/limits/Limits.h"

#include "core/base/Problem.h"
#include "server/billing/SubscriptionBook.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int alertPercents[] = {80, 90, 100};
constexpr qint64 whole = 100;
constexpr qint64 longestWait = 32 * 24 * 3600; ///< seconds

QString tr(const char *text)
{
    return QCoreApplication::translate("Limits", text);
}

QString kindOf(Metered what)
{
    switch (what) {
    case Metered::Questions:
        return u"questions"_s;
    case Metered::Tokens:
        return u"tokens"_s;
    case Metered::Credits:
        break;
    }
    return u"credits"_s;
}

struct OwnedRule
{
    std::optional<qint64> most;
    qint64 has = 0;
    const char *refusal = nullptr;
};

OwnedRule ruleOf(Owned what, const api::PlanLimits &limits, const LimitStore::Things &things)
{
    switch (what) {
    case Owned::Users:
        return {limits.users, things.users, QT_TRANSLATE_NOOP("Limits", "Your plan is for %1 people.")};
    case Owned::Workspaces:
        return {limits.workspaces, things.workspaces, QT_TRANSLATE_NOOP("Limits", "Your plan is for %1 workspaces.")};
    case Owned::Workflows:
        return {limits.workflows, things.workflows, QT_TRANSLATE_NOOP("Limits", "Your plan is for %1 workflows.")};
    case Owned::Agents:
        return {limits.agents, things.agents, QT_TRANSLATE_NOOP("Limits", "Your plan is for %1 agents.")};
    case Owned::Connections:
        break;
    }
    return {limits.connections, things.connections, QT_TRANSLATE_NOOP("Limits", "Your plan is for %1 databases.")};
}

const char *featureWords(billing::Feature feature)
{
    switch (feature) {
    case billing::Feature::ApiAccess:
        return QT_TRANSLATE_NOOP("Limits", "API keys are not part of your plan.");
    case billing::Feature::Branding:
        return QT_TRANSLATE_NOOP("Limits", "A logo and colours of your own are not part of your plan.");
    case billing::Feature::WhiteLabel:
        return QT_TRANSLATE_NOOP("Limits", "A domain of your own is not part of your plan.");
    case billing::Feature::Analytics:
        return QT_TRANSLATE_NOOP("Limits", "Who and what used how much is not part of your plan.");
    case billing::Feature::PrioritySupport:
        return QT_TRANSLATE_NOOP("Limits", "Support before others is not part of your plan.");
    case billing::Feature::SingleSignOn:
        break;
    }
    return QT_TRANSLATE_NOOP("Limits", "Single sign-on is not part of your plan.");
}

Instant newYearOf(Instant now)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch, Qt::UTC).date();
    return Instant{QDateTime(QDate(day.year(), 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()};
}

billing::Period monthOf(const HeldPlan &held, Instant now)
{
    if (!held.subscription)
        return billing::Cadence(newYearOf(now), u"UTC"_s, billing::Interval::Month).at(now);
    return billing::Cadence(held.subscription->anchor, held.subscription->timeZone, billing::Interval::Month).at(now);
}

Problem usedUp(Metered what, qint64 most, qint64 left, Instant now, const billing::Period &month)
{
    const QLocale locale;
    QString detail = tr("The %1 questions of this month are used up.").arg(locale.toString(most));
    if (what == Metered::Tokens)
        detail = tr("%1 of this month's %2 tokens are left, which may not suffice.")
                     .arg(locale.toString(std::max<qint64>(0, left)), locale.toString(most));
    else if (what == Metered::Credits)
        detail = tr("The %1 AI credits of this month are used up.").arg(locale.toString(most));
    Problem problem = Problem::of(
        ProblemCode::LimitReached, detail,
        tr("The next month begins on %1; a larger plan begins at once.").arg(month.end.toRfc3339().left(10)));
    problem.retryAfterSeconds = int(std::clamp<qint64>((month.end - now).count() / 1000 + 1, 1, longestWait));
    return problem;
}

} // namespace

Limits::Limits(Transaction &transaction, TenantScope scope, Instant now)
    : m_transaction(transaction)
    , m_scope(scope)
    , m_now(now)
    , m_store(transaction, scope)
{
    HeldPlan held = SubscriptionBook::held(transaction, scope);
    m_month = monthOf(held, now);
    m_plan = std::move(held.plan);
}

std::optional<qint64> Limits::mostOf(Metered what) const
{
    switch (what) {
    case Metered::Questions:
        return m_plan.limits.questionsPerMonth;
    case Metered::Tokens:
        return m_plan.limits.tokensPerMonth;
    case Metered::Credits:
        break;
    }
    return m_plan.limits.creditsPerMonth;
}

Limits::Reservation Limits::reserve(Metered what, qint64 amount)
{
    const auto most = mostOf(what);
    if (!most)
        return {};
    const QString kind = kindOf(what);
    if (!m_store.take(kind, m_month.begin, amount, *most))
        throw usedUp(what, *most, *most - m_store.used(kind, m_month.begin), m_now, m_month);
    raiseAlerts({kind, 0, m_store.used(kind, m_month.begin), *most, m_now});
    return {amount, m_month.begin};
}

void Limits::settle(Transaction &transaction, TenantScope scope, Metered what, const Reservation &reserved,
                    qint64 spent)
{
    if (reserved.amount > 0 && spent != reserved.amount)
        LimitStore(transaction, scope).settle(kindOf(what), reserved.begin, spent - reserved.amount);
}

void Limits::raiseAlerts(const LimitStore::Alert &reached)
{
    for (const int percent : alertPercents) {
        if (reached.most <= 0 || reached.used * whole < reached.most * percent)
            return;
        LimitStore::Alert alert = reached;
        alert.percent = percent;
        if (m_store.add(alert, m_month.begin))
            emitWebhookEvent(
                m_transaction, m_scope, webhook_events::limitReached,
                {{"name", alert.kind.toStdString()}, {"percent", percent}, {"used", alert.used}, {"limit", alert.most}},
                m_now);
    }
}

void Limits::requireFeature(billing::Feature feature) const
{
    if (!billing::hasFeature(m_plan, feature))
        throw Problem::of(ProblemCode::Forbidden, tr(featureWords(feature)),
                          tr("Your plan is \"%1\"; a larger one has it at once.").arg(m_plan.name));
}

void Limits::requireRoom(Owned what)
{
    if (m_plan.limits == api::PlanLimits())
        return;
    const OwnedRule rule = ruleOf(what, m_plan.limits, m_store.things());
    if (rule.most && rule.has >= *rule.most)
        throw Problem::of(ProblemCode::LimitReached, tr(rule.refusal).arg(*rule.most),
                          tr("Remove one that nobody needs, or take a larger plan."));
}

void Limits::requireStorage(qint64 bytes)
{
    const auto most = m_plan.limits.storageBytes;
    if (!most)
        return;
    const qint64 left = *most - m_store.storedBytes();
    if (left <= 0 || left < bytes)
        throw Problem::of(ProblemCode::LimitReached,
                          bytes > 0 && left > 0
                              ? tr("Of the %1 that your plan has for documents and rows of answers, %2 are left.")
                                    .arg(QLocale().formattedDataSize(*most), QLocale().formattedDataSize(left))
                              : tr("The %1 that your plan has for documents and rows of answers are full.")
                                    .arg(QLocale().formattedDataSize(*most)),
                          tr("Delete documents or conversations that nobody needs, or take a larger plan."));
}

api::LimitList Limits::list()
{
    const auto item = [](const QString &name, const std::optional<qint64> &most, qint64 used) {
        return api::Limit{name, most, used, most ? std::optional(std::max<qint64>(0, *most - used)) : std::nullopt};
    };
    const LimitStore::Things things = m_store.things();
    api::LimitList list;
    list.periodBegin = m_month.begin;
    list.periodEnd = m_month.end;
    list.items = {item(u"questions"_s, m_plan.limits.questionsPerMonth, m_store.used(u"questions"_s, m_month.begin)),
                  item(u"tokens"_s, m_plan.limits.tokensPerMonth, m_store.used(u"tokens"_s, m_month.begin)),
                  item(u"credits"_s, m_plan.limits.creditsPerMonth, m_store.used(u"credits"_s, m_month.begin)),
                  item(u"users"_s, m_plan.limits.users, things.users),
                  item(u"workspaces"_s, m_plan.limits.workspaces, things.workspaces),
                  item(u"connections"_s, m_plan.limits.connections, things.connections),
                  item(u"agents"_s, m_plan.limits.agents, things.agents),
                  item(u"workflows"_s, m_plan.limits.workflows, things.workflows),
                  item(u"storageBytes"_s, m_plan.limits.storageBytes, things.storage)};
    for (const LimitStore::Alert &alert : m_store.alerts(m_month.begin))
        list.alerts.push_back({alert.kind, alert.percent, alert.used, alert.most, alert.at});
    return list;
}

} // namespace tabletalk
