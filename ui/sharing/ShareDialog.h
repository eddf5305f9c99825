// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sharing/Audience.h"

#include <QDialog>

class QButtonGroup;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class Notice;
class Session;

/// To whom a thing of one's own is shown: to nobody, to teams, to people, or to everybody in the organisation.
class ShareDialog : public QDialog
{
    Q_OBJECT

public:
    ShareDialog(Session &session, Shareable thing, QWidget *parent);

Q_SIGNALS:
    void saved(const tabletalk::ui::Audience &audience);

private:
    QListWidget *addChoice(QVBoxLayout *column, const char *visibility, const QString &text, const QString &listName);
    void load();
    void take(const Audience &audience);
    void fillLists();
    QString visibility() const;
    void updateState();
    void save();

    Session &m_session;
    const Shareable m_thing;
    Audience m_audience; ///< as the server has it
    QButtonGroup *m_choices;
    QListWidget *m_teams;
    QListWidget *m_people;
    QPushButton *m_save;
    Notice *m_notice;
};

} // namespace tabletalk::ui
