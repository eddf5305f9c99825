// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Announcements.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;

namespace tabletalk::ui {

class Session;

/// The strip above everything that says what those who operate the server tell, the most urgent
/// first, until it ends or is closed. Looks anew now and then.
class AnnouncementBar : public QWidget
{
    Q_OBJECT

public:
    AnnouncementBar(Session &session, QWidget *parent);
    void reload();

private:
    void take(const api::AnnouncementList &list);
    QWidget *makeRow(const api::Announcement &announcement);
    void dismiss(AnnouncementId id);
    void clear();

    Session &m_session;
    QBoxLayout *m_rows;
    QTimer m_timer;
};

} // namespace tabletalk::ui
