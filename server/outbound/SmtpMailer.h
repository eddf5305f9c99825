// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/outbound/Mailer.h"

#include <memory>

namespace tabletalk {

struct SmtpOptions
{
    QString url;  ///< "smtps://user:password@mail.example.org" or "smtp://mail.example.org:587"
    QString from; ///< "tabletalk@example.org"
};

/// Delivers mail by SMTP, on a thread of its own. smtp:// to another machine insists on
/// STARTTLS, so that neither password nor links travel in the clear.
class SmtpMailer final : public Mailer
{
public:
    /// InvalidRequest when the address or the sender cannot be used.
    static Result<std::unique_ptr<SmtpMailer>> create(const SmtpOptions &options);
    ~SmtpMailer() override;

    bool send(std::function<std::optional<Mail>()> make) override;

private:
    struct State;
    explicit SmtpMailer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
