// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/limits/LimitStore.h"

namespace tabletalk {

class Clock;
class Mailer;
class PlatformDatabase;

/// Tells owners and administrators by mail that a part of the plan's limit was reached. Each alert is
/// claimed before its mails are queued, so that of several servers on one database one sends them,
/// and none sends them twice.
class AlertMailer
{
public:
    /// All outlive it; without a mailer it does nothing.
    AlertMailer(PlatformDatabase &database, Mailer *mailer, const Clock &clock)
        : m_database(database)
        , m_mailer(mailer)
        , m_clock(clock)
    {}

    /// How many alerts were told of; bounded. Blocks. What is older than a day is left: it would surprise.
    int sendDue();

private:
    void tell(const LimitStore::UntoldAlert &untold, const QStringList &addresses) const;

    PlatformDatabase &m_database;
    Mailer *m_mailer;
    const Clock &m_clock;
};

} // namespace tabletalk
