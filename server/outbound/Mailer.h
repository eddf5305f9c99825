// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <optional>

namespace tabletalk {

struct Mail
{
    QString to;
    QString subject;
    QString text; ///< plain
};

/// Takes mail for delivery. Implementations are thread-safe.
class Mailer
{
public:
    virtual ~Mailer() = default;
    /// Queued: make runs on the mailer's thread, where it may wait for the database, and gives
    /// the mail, or nothing. What cannot be delivered is logged, without its text. False when
    /// too much waits.
    virtual bool send(std::function<std::optional<Mail>()> make) = 0;
};

} // namespace tabletalk
