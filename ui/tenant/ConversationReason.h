// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/api/Members.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace tabletalk::ui {

struct WindowContext;

/// Says of one of the caller's conversations why a member sees it, or why not.
class ConversationReason : public QWidget
{
    Q_OBJECT

public:
    ConversationReason(WindowContext &context, QWidget *parent);

    void setMember(UserId member, const QString &name);
    /// Reads which conversations there are to ask about.
    void reload();

private:
    void takeConversations(const std::vector<api::ConversationSummary> &conversations);
    void explain();
    void take(const api::AccessExplanation &explanation);

    WindowContext &m_context;
    UserId m_member;
    QString m_name;
    QComboBox *m_conversation;
    QLabel *m_reason;
};

} // namespace tabletalk::ui
