// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/limits/AlertMailer.h"

#include "core/base/Clock.h"
#include "server/outbound/Mailer.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostAtOnce = 50;
constexpr std::chrono::hours toldWithin{24};

QString tr(const char *text)
{
    return QCoreApplication::translate("AlertMailer", text);
}

QString nameOf(const QString &kind)
{
    if (kind == u"questions"_s)
        return tr("questions of this month");
    if (kind == u"tokens"_s)
        return tr("tokens of this month");
    return kind == u"credits"_s ? tr("AI credits of this month") : kind;
}

Mail mailAbout(const LimitStore::UntoldAlert &untold, const QString &address)
{
    constexpr int all = 100;
    const LimitStore::Alert &alert = untold.alert;
    const QLocale locale;
    const QString name = nameOf(alert.kind);
    const QString what =
        alert.percent >= all
            ? tr("The %1 of %2 are used up.").arg(name, untold.organization)
            : tr("%1 % of the %2 of %3 are used.").arg(QString::number(alert.percent), name, untold.organization);
    const QString figures = tr("Used: %1 of %2.").arg(locale.toString(alert.used), locale.toString(alert.most));
    const QString next =
        alert.percent >= all
            ? tr("What needs them is refused until the next month begins; a larger plan begins at once.")
            : tr("At 100 % what needs them is refused until the next month begins.");
    return {address, what, what + u"\n\n"_s + figures + u'\n' + next + u'\n'};
}

} // namespace

void AlertMailer::tell(const LimitStore::UntoldAlert &untold, const QStringList &addresses) const
{
    for (const QString &address : addresses)
        m_mailer->send([mail = mailAbout(untold, address)] { return std::optional(mail); });
}

int AlertMailer::sendDue()
{
    if (!m_mailer)
        return 0;
    const Instant now = m_clock.now();
    const std::vector<LimitStore::UntoldAlert> untold = m_database.readNow(
        [now](Transaction &transaction) { return LimitStore::untold(transaction, now - toldWithin, mostAtOnce); });
    int told = 0;
    for (const LimitStore::UntoldAlert &each : untold) {
        const auto addresses = m_database.writeNow(each.scope, [&](Transaction &transaction) {
            LimitStore store(transaction, each.scope);
            return store.claim(each, now) ? store.administrators() : QStringList();
        });
        tell(each, addresses);
        told += addresses.isEmpty() ? 0 : 1;
    }
    return told;
}

} // namespace tabletalk
