// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "ui/session/Session.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QPushButton;

namespace tabletalk::ui {

class Notice;
class OfflineGuard;
struct WindowContext;

/// Says, for as long as it is so, that the window has no connection: why, when the next attempt is, and what can be
/// done meanwhile. What panels show stays, and what was typed; what needs the server cannot be pressed. A certificate
/// that changed is shown here, old and new, and refused until somebody who compared them says otherwise.
class OfflineBar : public QWidget
{
    Q_OBJECT

public:
    /// parent: the window, or in it.
    OfflineBar(WindowContext &context, QWidget *parent);

    QString text() const;

private:
    void onState(Session::State state);
    void appear();
    void refresh();
    void showCertificate();
    void review();
    void clear();

    WindowContext &m_context;
    OfflineGuard *m_guard;
    Notice *m_notice;
    QPushButton *m_retry;
    QPushButton *m_local;
    QPushButton *m_review;
    QTimer m_delay; ///< a connection that comes back at once is no news
    QTimer m_tick;
    std::optional<Problem> m_why;
    std::optional<CertificateChange> m_certificate;
};

} // namespace tabletalk::ui
