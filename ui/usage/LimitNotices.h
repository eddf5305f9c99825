// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Usage.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace tabletalk::ui {

class Messages;
class Session;

/// Tells whoever may see the organisation's use, once, when a part of a plan's limit was reached,
/// whichever panel is in view. Of several at once the highest is told.
class LimitNotices : public QObject
{
    Q_OBJECT

public:
    LimitNotices(Session &session, Messages &messages, QObject *parent = nullptr);

private:
    void follow();
    void look();
    void take(const api::LimitList &limits);

    Session &m_session;
    Messages &m_messages;
    QTimer m_soon;        ///< many answers, one look
    QSet<QString> m_told; ///< organisation, month, limit and percent
};

} // namespace tabletalk::ui
