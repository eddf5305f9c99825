// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedules/SchedulesWidget.h"

#include "ui/schedules/ScheduleDialog.h"
#include "ui/schedules/ScheduleWords.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/RowList.h"

#include <QBoxLayout>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

/// While it is in view, what runs is followed.
constexpr std::chrono::milliseconds lookAgain{5'000};

QString lastText(const api::Schedule &schedule)
{
    return schedule.lastOutcome ? outcomeText(*schedule.lastOutcome) : u"–"_s;
}

/// Everything of one that has no column.
QString aboutText(const api::Schedule &schedule)
{
    QStringList parts{deliveryText(schedule.delivery)};
    if (const QString condition = conditionText(schedule.condition); !condition.isEmpty())
        parts << condition;
    if (schedule.pausedBecause)
        parts << SchedulesWidget::tr("Paused: %1").arg(*schedule.pausedBecause);
    return parts.join(u'\n');
}

} // namespace

/// A file that arrives part by part.
struct SchedulesWidget::Download
{
    ScheduleId schedule;
    ScheduleFileId file;
    QString path;
    QByteArray bytes;
};

SchedulesWidget::SchedulesWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"schedulesPanel"_s);
    chooseTarget = [this](const QString &suggestion) {
        return QFileDialog::getSaveFileName(this, tr("Save the file"), suggestion);
    };
    QVBoxLayout *column = nullptr;
    QWidget *page =
        makePage(tr("Schedules"), tr("Saved questions that run by themselves, with your rights, and tell what came."),
                 this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addLayout(buildButtons());
    m_list = new RowList({u"schedules"_s,
                          tr("Schedules"),
                          {tr("Question"), tr("When"), tr("Next run"), tr("Last time"), tr("State")},
                          tr("They are being listed…"),
                          u"noSchedules"_s,
                          RowList::usualLines,
                          u"clock"_s},
                         card);
    inside->addWidget(m_list);
    m_zone = makeLabel({}, TextStyle::Caption, true, card);
    m_zone->setObjectName(u"scheduleZone"_s);
    inside->addWidget(m_zone);
    column->addWidget(card);
    buildDetails(column);
    column->addStretch();
    connect(m_list, &RowList::chosenChanged, this, [this] {
        updateButtons();
        loadDetails();
    });
    m_again.setInterval(lookAgain);
    connect(&m_again, &QTimer::timeout, this, &SchedulesWidget::reload);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
    updateButtons();
}

QBoxLayout *SchedulesWidget::buildButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_add = makeButton(u"addSchedule"_s, tr("New schedule"), ButtonKind::Primary, this, u"plus"_s);
    m_change = makeButton(u"changeSchedule"_s, tr("Change"), ButtonKind::Plain, this, u"edit"_s);
    m_pause = makeButton(u"pauseSchedule"_s, tr("Pause"), ButtonKind::Plain, this, u"pause"_s);
    m_run = makeButton(u"runSchedule"_s, tr("Run now"), ButtonKind::Plain, this, u"play"_s);
    m_remove = makeButton(u"deleteSchedule"_s, tr("Delete"), ButtonKind::Danger, this, u"trash"_s);
    for (QPushButton *button : {m_add, m_change, m_pause, m_run, m_remove})
        row->addWidget(button);
    row->addStretch();
    connect(m_add, &QPushButton::clicked, this, [this] { edit(nullptr); });
    connect(m_change, &QPushButton::clicked, this, [this] {
        if (const api::Schedule *schedule = chosen())
            edit(schedule);
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (const api::Schedule *schedule = chosen())
            command(schedule->state == u"paused" ? "schedules.resume" : "schedules.pause");
    });
    connect(m_run, &QPushButton::clicked, this, [this] { command("schedules.run"); });
    connect(m_remove, &QPushButton::clicked, this, &SchedulesWidget::remove);
    return row;
}

void SchedulesWidget::buildDetails(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    m_details = makeCard(this, &inside);
    m_about = makeLabel({}, TextStyle::Body, true, m_details);
    m_about->setObjectName(u"scheduleAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    inside->addWidget(m_about);
    inside->addWidget(makeLabel(tr("Runs"), TextStyle::Strong, false, m_details));
    m_runs = new RowList({u"scheduleRuns"_s,
                          tr("Runs of the chosen schedule"),
                          {tr("What came of it"), tr("When"), tr("Outcome"), tr("Rows")},
                          tr("It has not run yet.")},
                         m_details);
    inside->addWidget(m_runs);
    m_fileArea = new QWidget(m_details);
    auto *files = new QVBoxLayout(m_fileArea);
    files->setContentsMargins(0, space::small, 0, 0);
    files->setSpacing(space::small);
    files->addWidget(makeLabel(tr("Files"), TextStyle::Strong, false, m_fileArea));
    m_fileList = new RowList({u"scheduleFiles"_s,
                              tr("Files of the chosen schedule"),
                              {tr("File"), tr("Made"), tr("Size")},
                              tr("It made no file yet.")},
                             m_fileArea);
    files->addWidget(m_fileList);
    m_save = makeButton(u"saveScheduleFile"_s, tr("Save…"), ButtonKind::Plain, m_fileArea, u"export"_s);
    files->addWidget(m_save, 0, Qt::AlignLeft);
    inside->addWidget(m_fileArea);
    m_details->hide();
    column->addWidget(m_details);
    connect(m_fileList, &RowList::chosenChanged, this, &SchedulesWidget::updateButtons);
    connect(m_save, &QPushButton::clicked, this, &SchedulesWidget::saveFile);
}

void SchedulesWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
    m_again.start();
}

void SchedulesWidget::hideEvent(QHideEvent *event)
{
    m_again.stop();
    QWidget::hideEvent(event);
}

void SchedulesWidget::reload()
{
    if (!m_context.session.isReady())
        return;
    m_context.session.call<api::ScheduleList>("schedules.list", api::Empty{}, this,
                                              [this](const Result<api::ScheduleList> &answer) {
                                                  if (!answer)
                                                      return m_notice->show(answer.error());
                                                  take(*answer);
                                              });
}

void SchedulesWidget::take(const api::ScheduleList &list)
{
    m_timeZone = list.timeZone;
    m_schedules = list.items;
    std::vector<TextTableModel::Row> rows;
    rows.reserve(m_schedules.size());
    for (const api::Schedule &schedule : m_schedules)
        rows.push_back(
            {schedule.id.toString(),
             {schedule.name, schedule.timesInWords, schedule.nextAt ? momentIn(m_timeZone, *schedule.nextAt) : u"–"_s,
              lastText(schedule), scheduleStateText(schedule)}});
    m_zone->setText(tr("Times are those of %1.").arg(m_timeZone));
    m_zone->setVisible(!rows.empty());
    m_list->setNone(
        tr("Save an answer in the chat, then add a schedule for it: it runs by itself and tells what came."),
        tr("No schedule yet"));
    m_list->setRows(std::move(rows));
    updateButtons();
    loadDetails();
}

const api::Schedule *SchedulesWidget::chosen() const
{
    const int row = m_list->chosen();
    return row >= 0 && size_t(row) < m_schedules.size() ? &m_schedules[size_t(row)] : nullptr;
}

void SchedulesWidget::updateButtons()
{
    const api::Schedule *schedule = chosen();
    for (QPushButton *button : {m_change, m_pause, m_run, m_remove})
        button->setEnabled(schedule != nullptr);
    m_pause->setText(schedule && schedule->state == u"paused" ? tr("Go on") : tr("Pause"));
    m_details->setVisible(schedule != nullptr);
    if (schedule)
        m_about->setText(aboutText(*schedule));
    m_save->setEnabled(m_fileList->chosen() >= 0);
}

void SchedulesWidget::loadDetails()
{
    const api::Schedule *schedule = chosen();
    if (!schedule)
        return;
    const api::ScheduleRequest request{schedule->id};
    const auto isStill = [this, id = schedule->id] { return chosen() && chosen()->id == id; };
    m_context.session.call<api::ScheduleRunList>(
        "schedules.runs", request, this, [this, isStill](const Result<api::ScheduleRunList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            if (!isStill())
                return;
            std::vector<TextTableModel::Row> rows;
            for (const api::ScheduleRun &run : answer->items)
                rows.push_back({run.id.toString(),
                                {run.detail.isEmpty() ? u"–"_s : run.detail,
                                 run.byHand ? tr("%1, by hand").arg(momentIn(m_timeZone, run.finishedAt))
                                            : momentIn(m_timeZone, run.finishedAt),
                                 outcomeText(run.outcome), QLocale().toString(run.rows)}});
            m_runs->setRows(std::move(rows));
        });
    m_context.session.call<api::ScheduleFileList>(
        "schedules.files", request, this, [this, isStill](const Result<api::ScheduleFileList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            if (!isStill())
                return;
            m_files = answer->items;
            std::vector<TextTableModel::Row> rows;
            rows.reserve(m_files.size());
            for (const api::ScheduleFile &file : m_files)
                rows.push_back(
                    {file.id.toString(),
                     {file.name, momentIn(m_timeZone, file.createdAt), QLocale().formattedDataSize(file.bytes)}});
            m_fileArea->setVisible(!rows.empty());
            m_fileList->setRows(std::move(rows));
            updateButtons();
        });
}

void SchedulesWidget::edit(const api::Schedule *schedule)
{
    auto *dialog = schedule ? new ScheduleDialog(m_context.session, *schedule, this)
                            : new ScheduleDialog(m_context.session, std::nullopt, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ScheduleDialog::saved, this, &SchedulesWidget::reload);
    dialog->open();
}

void SchedulesWidget::command(const char *method)
{
    const api::Schedule *schedule = chosen();
    if (!schedule)
        return;
    const bool runs = QLatin1StringView(method) == "schedules.run"_L1;
    const auto sent = ButtonHold::on(runs ? m_run : m_pause);
    m_context.session.call<api::Schedule>(method, api::ScheduleRequest{schedule->id}, this,
                                          [this, runs, sent](const Result<api::Schedule> &answer) {
                                              if (!answer)
                                                  return m_notice->show(answer.error());
                                              m_notice->hide();
                                              if (runs)
                                                  m_notice->show(Notice::Kind::Success, tr("It runs now"),
                                                                 tr("What came of it stands below in a moment."));
                                              reload();
                                          });
}

void SchedulesWidget::remove()
{
    const api::Schedule *schedule = chosen();
    if (!schedule
        || !confirm(
            this, tr("Delete this schedule?"),
            tr("\"%1\" does not run by itself any more, and the files that it made are lost.").arg(schedule->name),
            tr("Delete")))
        return;
    m_context.session.call<api::Empty>("schedules.delete", api::ScheduleRequest{schedule->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           reload();
                                       });
}

void SchedulesWidget::saveFile()
{
    const int row = m_fileList->chosen();
    const api::Schedule *schedule = chosen();
    if (!schedule || row < 0 || size_t(row) >= m_files.size())
        return;
    const QString path = chooseTarget(m_files[size_t(row)].name);
    if (!path.isEmpty())
        fetch(std::make_shared<Download>(Download{schedule->id, m_files[size_t(row)].id, path, {}}));
}

void SchedulesWidget::fetch(const std::shared_ptr<Download> &download)
{
    const api::ReadScheduleFileRequest request{download->schedule, download->file, qint64(download->bytes.size())};
    m_context.session.call<api::ScheduleFilePart>(
        "schedules.file", request, this, [this, download](const Result<api::ScheduleFilePart> &part) {
            if (!part)
                return m_notice->show(part.error());
            download->bytes += QByteArray::fromBase64(part->base64.toLatin1());
            if (part->next)
                return fetch(download);
            QSaveFile file(download->path);
            const bool written = file.open(QIODevice::WriteOnly)
                                 && file.write(download->bytes) == download->bytes.size() && file.commit();
            if (!written)
                return m_notice->show(Notice::Kind::Danger, tr("The file could not be saved"), file.errorString());
            m_notice->show(Notice::Kind::Success, tr("Saved as %1").arg(download->path));
        });
}

} // namespace tabletalk::ui
