// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Announcements.h"
#include "core/base/Problem.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// For those who operate the server: what everybody on it is told, now, later and before.
class AnnouncementDesk : public QWidget
{
    Q_OBJECT

public:
    AnnouncementDesk(WindowContext &context, QWidget *parent);
    void reload();

private:
    QWidget *buildList();
    QWidget *buildNew();
    QWidget *makeTime(const QString &name, const QString &said, QCheckBox **box, QDateTimeEdit **edit);
    void take(const Result<api::AnnouncementList> &answer);
    void updateButtons();
    void create();
    void remove();
    /// Shows what went wrong; reads anew otherwise. True when all is well.
    bool finished(const Problem *problem);

    WindowContext &m_context;
    std::vector<api::Announcement> m_announcements;
    TextTableModel *m_model;
    QTableView *m_table;
    QLabel *m_empty;
    QPushButton *m_remove;
    QLineEdit *m_title;
    QPlainTextEdit *m_text;
    QComboBox *m_severity;
    QCheckBox *m_later;
    QDateTimeEdit *m_from;
    QCheckBox *m_ends;
    QDateTimeEdit *m_until;
    QCheckBox *m_dismissible;
    QPushButton *m_create;
    Notice *m_notice;
};

} // namespace tabletalk::ui
