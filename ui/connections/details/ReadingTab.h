// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QWidget>

class QBoxLayout;
class QFrame;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class StageList;
struct WindowContext;

/// The reading of a database as it goes on: every stage, and what can be done about it.
class ReadingTab : public QWidget
{
    Q_OBJECT

public:
    ReadingTab(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);

private:
    void buildStages(QBoxLayout *column);
    void buildAskable(QBoxLayout *column);
    void refresh();
    void refreshHeading(const api::Database &database);
    void refreshNotice(const api::Database &database);
    void refreshAskable(const api::Database &database);
    void chooseTables();

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    QLabel *m_title;
    QLabel *m_detail;
    Notice *m_notice;
    QFrame *m_askable;
    QLabel *m_askableText;
    StageList *m_stages;
    QPushButton *m_pause;
    QPushButton *m_resume;
    QPushButton *m_cancel;
    QPushButton *m_again;
    QPushButton *m_everything;
    QPushButton *m_choose;
};

} // namespace tabletalk::ui
