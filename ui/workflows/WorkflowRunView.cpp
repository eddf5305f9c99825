// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/WorkflowRunView.h"

#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"
#include "ui/workflows/StepResultView.h"
#include "ui/workflows/WorkflowWords.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds lookAgain{700};

bool isUnderWay(const api::WorkflowRun &run)
{
    return run.state == u"waiting" || run.state == u"running";
}

} // namespace

/// A file that arrives part by part.
struct WorkflowRunView::Download
{
    WorkflowRunId run;
    QString step;
    QString path;
    QByteArray bytes;
};

WorkflowRunView::WorkflowRunView(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new ElidedLabel(this))
    , m_badge(makeBadge({}, "neutral", this))
    , m_about(makeLabel({}, TextStyle::Caption, true, this))
    , m_detail(makeLabel({}, TextStyle::Body, true, this))
    , m_cancel(makeButton(u"cancelRun"_s, tr("Cancel the run"), ButtonKind::Danger, this, u"stop"_s))
    , m_notice(new Notice(this))
    , m_column(new QVBoxLayout)
{
    setObjectName(u"workflowRun"_s);
    chooseTarget = [this](const QString &suggestion) {
        return QFileDialog::getSaveFileName(this, tr("Save the file"), suggestion);
    };
    m_badge->setObjectName(u"runState"_s);
    m_detail->setObjectName(u"runDetail"_s);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(space::small);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    m_title->setFont(fontOf(TextStyle::Heading));
    head->addWidget(m_title);
    head->addWidget(m_badge);
    head->addStretch();
    head->addWidget(m_cancel);
    all->addLayout(head);
    all->addWidget(m_about);
    all->addWidget(m_detail);
    all->addWidget(m_notice);
    m_column->setSpacing(space::small);
    all->addLayout(m_column);
    m_notice->hide();
    m_again.setInterval(lookAgain);
    connect(&m_again, &QTimer::timeout, this, &WorkflowRunView::look);
    connect(m_cancel, &QPushButton::clicked, this, &WorkflowRunView::cancel);
    clear();
}

void WorkflowRunView::clear()
{
    m_again.stop();
    m_run = {};
    hide();
}

void WorkflowRunView::follow(WorkspaceId workspace, const api::WorkflowRun &run)
{
    m_workspace = workspace;
    m_notice->hide();
    for (StepResultView *step : m_steps) {
        m_column->removeWidget(step);
        step->deleteLater();
    }
    m_steps.clear();
    take(run);
    show();
    look();
}

void WorkflowRunView::look()
{
    if (m_run.id.isNull())
        return;
    m_session.call<api::WorkflowRun>("workflows.readRun", api::WorkflowRunRequest{m_workspace, m_run.id}, this,
                                     [this, id = m_run.id](const Result<api::WorkflowRun> &answer) {
                                         if (id != m_run.id)
                                             return; // another is looked at by now
                                         if (!answer) {
                                             m_again.stop();
                                             return m_notice->show(answer.error());
                                         }
                                         const bool wasUnderWay = isUnderWay(m_run);
                                         take(*answer);
                                         if (wasUnderWay && !isUnderWay(m_run))
                                             Q_EMIT ended();
                                     });
}

void WorkflowRunView::take(const api::WorkflowRun &run)
{
    m_run = run;
    m_title->setText(tr("Run of %1").arg(momentText(run.createdAt)));
    m_badge->setText(runStateText(run.state));
    setStyleClass(m_badge, "badge", QString::fromLatin1(runStateBadge(run.state)));
    QStringList about{tr("Started by %1").arg(starterText(run))};
    for (const api::WorkflowValue &value : run.inputs)
        about << u"%1: %2"_s.arg(value.name, value.value);
    m_about->setText(about.join(u" · "_s));
    m_detail->setText(run.detail);
    m_detail->setVisible(!run.detail.isEmpty());
    m_cancel->setVisible(run.mayCancel);
    while (m_steps.size() < run.steps.size()) {
        auto *step = new StepResultView(this);
        step->setObjectName(u"runStep%1"_s.arg(m_steps.size() + 1));
        connect(step, &StepResultView::fileWanted, this, &WorkflowRunView::saveFile);
        connect(step, &StepResultView::passageWanted, this, &WorkflowRunView::passageWanted);
        m_column->addWidget(step);
        m_steps.push_back(step);
    }
    for (size_t i = 0; i < run.steps.size(); ++i)
        m_steps[i]->take(run.steps[i]);
    if (isUnderWay(run) && isVisible())
        m_again.start();
    else
        m_again.stop();
}

void WorkflowRunView::cancel()
{
    m_session.call<api::WorkflowRun>("workflows.cancelRun", api::WorkflowRunRequest{m_workspace, m_run.id}, this,
                                     [this](const Result<api::WorkflowRun> &answer) {
                                         if (!answer)
                                             return m_notice->show(answer.error());
                                         take(*answer);
                                         Q_EMIT ended();
                                     });
}

void WorkflowRunView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (isUnderWay(m_run))
        m_again.start();
}

void WorkflowRunView::hideEvent(QHideEvent *event)
{
    m_again.stop();
    QWidget::hideEvent(event);
}

void WorkflowRunView::saveFile(const QString &step)
{
    for (const api::WorkflowStepRun &run : m_run.steps) {
        if (run.key != step || !run.fileName)
            continue;
        const QString path = chooseTarget(*run.fileName);
        if (!path.isEmpty())
            fetch(std::make_shared<Download>(Download{m_run.id, step, path, {}}));
    }
}

void WorkflowRunView::fetch(const std::shared_ptr<Download> &download)
{
    const api::WorkflowFileRequest request{m_workspace, download->run, download->step, download->bytes.size()};
    m_session.call<api::WorkflowFilePart>(
        "workflows.file", request, this, [this, download](const Result<api::WorkflowFilePart> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            download->bytes += QByteArray::fromBase64(answer->base64.toLatin1());
            if (answer->next)
                return fetch(download);
            QSaveFile file(download->path);
            const bool isSaved = file.open(QIODevice::WriteOnly)
                                 && file.write(download->bytes) == download->bytes.size() && file.commit();
            if (isSaved)
                m_notice->show(Notice::Kind::Success, tr("Saved %1").arg(answer->name), download->path);
            else
                m_notice->show(Notice::Kind::Danger, tr("The file could not be saved."), file.errorString());
        });
}

} // namespace tabletalk::ui
