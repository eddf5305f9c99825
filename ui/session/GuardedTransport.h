// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/ManagedSettings.h"
#include "ui/session/Transport.h"

#include <memory>

namespace tabletalk::ui {

/// A transport that goes only where the policy of this computer lets it: whatever asks for another address is told why,
/// before a packet leaves.
class GuardedTransport final : public Transport
{
    Q_OBJECT

public:
    GuardedTransport(std::unique_ptr<Transport> inner, std::shared_ptr<const ManagedSettings> managed);

    void expectCertificate(const QByteArray &fingerprint) override { m_inner->expectCertificate(fingerprint); }
    std::optional<Problem> refusalOf(std::string_view operation) const override;
    void open(const QUrl &url) override;
    void send(const QByteArray &text) override;
    void close() override;

private:
    std::unique_ptr<Transport> m_inner;
    std::shared_ptr<const ManagedSettings> m_managed;
    QUrl m_url;
    bool m_isOpen = false; ///< the inner one was let go somewhere
    int m_attempt = 0;
};

} // namespace tabletalk::ui
