// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Schedules.h"
#include "core/base/Problem.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class RowList;
struct WindowContext;

/// One's schedules: when each runs next by the organisation's clocks, and what came last; those of a chosen
/// one, with the files that it made.
class SchedulesWidget : public QWidget
{
    Q_OBJECT

public:
    SchedulesWidget(WindowContext &context, QWidget *parent);

    /// A seam for tests: where to save a file; empty for nowhere.
    std::function<QString(const QString &suggestion)> chooseTarget;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QBoxLayout *buildButtons();
    void buildDetails(QBoxLayout *column);
    void reload();
    void take(const api::ScheduleList &list);
    const api::Schedule *chosen() const;
    void updateButtons();
    void loadDetails();
    void edit(const api::Schedule *schedule);
    void command(const char *method);
    void remove();
    void saveFile();
    struct Download;
    void fetch(const std::shared_ptr<Download> &download);

    WindowContext &m_context;
    QTimer m_again;
    QString m_timeZone;
    std::vector<api::Schedule> m_schedules;
    std::vector<api::ScheduleFile> m_files;
    Notice *m_notice;
    QLabel *m_zone;
    RowList *m_list;
    QPushButton *m_add;
    QPushButton *m_change;
    QPushButton *m_pause;
    QPushButton *m_run;
    QPushButton *m_remove;
    QWidget *m_details;
    QLabel *m_about;
    RowList *m_runs;
    QWidget *m_fileArea;
    RowList *m_fileList;
    QPushButton *m_save;
};

} // namespace tabletalk::ui
