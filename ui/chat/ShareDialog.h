// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"

#include <QDialog>

class QButtonGroup;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class Notice;
class Session;

/// To whom a conversation of one's own is shown: to nobody, to teams, to people, or to everybody
/// in the organisation.
class ShareDialog : public QDialog
{
    Q_OBJECT

public:
    ShareDialog(Session &session, ConversationId conversation, const QString &title, QWidget *parent);

private:
    QListWidget *addChoice(QVBoxLayout *column, const char *visibility, const QString &text, const QString &listName);
    void load();
    void take(const api::ConversationAudience &audience);
    void fillLists();
    QString visibility() const;
    void updateState();
    void save();

    Session &m_session;
    ConversationId m_conversation;
    api::ConversationAudience m_audience; ///< as the server has it
    QButtonGroup *m_choices;
    QListWidget *m_teams;
    QListWidget *m_people;
    QPushButton *m_save;
    Notice *m_notice;
};

} // namespace tabletalk::ui
