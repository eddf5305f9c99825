// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

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
    /// Queued; what cannot be delivered is logged, without its text. False when too much waits.
    virtual bool send(Mail mail) = 0;
};

} // namespace tabletalk
