// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/outbound/Mailer.h"

#include <QStringList>

#include <vector>

namespace tabletalk::test {

/// Keeps what would be sent.
class KeptMails final : public Mailer
{
public:
    bool send(std::function<std::optional<Mail>()> make) override
    {
        if (auto mail = make())
            mails.push_back(*std::move(mail));
        return true;
    }
    QStringList subjectsTo(const QString &address) const
    {
        QStringList subjects;
        for (const Mail &mail : mails) {
            if (mail.to == address)
                subjects += mail.subject;
        }
        return subjects;
    }

    std::vector<Mail> mails;
};

} // namespace tabletalk::test
