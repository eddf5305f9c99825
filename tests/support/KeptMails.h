// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/outbound/Mailer.h"

#include <QStringList>

#include <mutex>
#include <vector>

namespace tabletalk::test {

/// Keeps mails instead of sending them. Thread-safe.
class KeptMails final : public Mailer
{
public:
    bool send(std::function<std::optional<Mail>()> make) override
    {
        auto mail = make();
        const std::lock_guard lock(m_mutex);
        if (mail)
            m_mails.push_back(*std::move(mail));
        return true;
    }
    std::vector<Mail> mails() const
    {
        const std::lock_guard lock(m_mutex);
        return m_mails;
    }
    QStringList subjectsTo(const QString &address) const
    {
        QStringList subjects;
        for (const Mail &mail : mails()) {
            if (mail.to == address)
                subjects += mail.subject;
        }
        return subjects;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Mail> m_mails;
};

} // namespace tabletalk::test
