// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/StepResultView.h"

#include "core/workflows/StepResult.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/LinkLabel.h"
#include "ui/widgets/Tables.h"
#include "ui/workflows/WorkflowWords.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t rowsShown = 50;
constexpr int linesShown = 6;
constexpr qsizetype longestShown = 4'000;

QString titleOf(const QString &name, const QString &kind)
{
    return name.isEmpty() ? stepKindText(kind) : name;
}

void setShown(QLabel *label, const QString &text)
{
    label->setText(text.left(longestShown));
    label->setVisible(!text.isEmpty());
}

} // namespace

StepResultView::StepResultView(QWidget *parent)
    : QFrame(parent)
    , m_title(new ElidedLabel(this))
    , m_badge(makeBadge({}, "neutral", this))
    , m_time(makeLabel({}, TextStyle::Caption, true, this))
    , m_busy(new BusyDots(this))
    , m_input(makeLabel({}, TextStyle::Caption, true, this))
    , m_text(makeLabel({}, TextStyle::Body, false, this))
    , m_problem(makeLabel({}, TextStyle::Body, false, this))
    , m_sources(new LinkLabel(this))
    , m_more(makeLabel({}, TextStyle::Caption, true, this))
    , m_file(makeButton(u"saveStepFile"_s, tr("Save…"), ButtonKind::Plain, this, u"export"_s))
{
    setProperty("card", true);
    m_text->setObjectName(u"stepText"_s);
    m_time->setWordWrap(false);
    m_sources->setObjectName(u"stepSources"_s);
    m_sources->setAccessibleName(tr("Sources"));
    m_sources->hide();
    m_problem->setObjectName(u"stepProblem"_s);
    m_badge->setObjectName(u"stepState"_s);
    setStyleClass(m_problem, "danger");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::medium);
    column->setSpacing(space::small);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    m_title->setFont(fontOf(TextStyle::Strong));
    m_title->setObjectName(u"stepTitle"_s);
    head->addWidget(m_title, 1);
    head->addWidget(m_badge);
    head->addWidget(m_busy);
    head->addWidget(m_time);
    column->addLayout(head);
    m_model = new TextTableModel({}, this);
    for (QLabel *label : {m_input, m_text, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->hide();
        column->addWidget(label);
    }
    column->addWidget(m_sources);
    column->addWidget(m_more);
    column->addWidget(m_file, 0, Qt::AlignLeft);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_busy), static_cast<QWidget *>(m_more), static_cast<QWidget *>(m_file)})
        widget->hide();
    connect(m_sources, &QLabel::linkActivated, this, [this](const QString &link) {
        if (const auto document = DocumentId::fromString(link.section(u':', 0, 0)))
            Q_EMIT passageWanted(*document, PassageId::fromString(link.section(u':', 1)).value_or(PassageId()));
    });
    connect(m_file, &QPushButton::clicked, this, [this] { Q_EMIT fileWanted(m_key); });
}

void StepResultView::begin(const api::WorkflowStep &step)
{
    api::WorkflowStepRun run;
    run.key = step.key;
    run.kind = step.kind;
    run.name = step.name;
    run.state = u"running"_s;
    take(run);
}

void StepResultView::take(const api::WorkflowStepRun &run)
{
    m_key = run.key;
    m_title->setText(titleOf(run.name, run.kind));
    setAccessibleName(m_title->text() + u", "_s + runStateText(run.state));
    m_badge->setText(runStateText(run.state));
    setStyleClass(m_badge, "badge", QString::fromLatin1(runStateBadge(run.state)));
    const bool isRunning = run.state == u"running";
    m_busy->setVisible(isRunning);
    m_time->setText(run.ms > 0 ? tr("%1 ms").arg(QLocale().toString(run.ms)) : QString());
    setShown(m_input, run.input);
    setShown(m_text, run.text);
    setShown(m_problem, run.problem.value_or(QString()));
    m_file->setVisible(run.fileName.has_value() && run.state == u"done");
    m_file->setText(tr("Save %1…").arg(run.fileName.value_or(QString())));
    showSources(run.citations);
    showRows(run);
}

void StepResultView::showSources(const std::vector<api::Citation> &citations)
{
    QStringList links;
    for (const api::Citation &citation : citations) {
        if (!citation.documentId)
            continue;
        const QString place =
            u"%1:%2"_s.arg(citation.documentId->toString(), citation.passageId.value_or(PassageId()).toString());
        const QString name =
            citation.page > 0 ? tr("%1, page %2").arg(citation.title).arg(citation.page) : citation.title;
        links << u"<a href=\"%1\">[%2] %3</a>"_s.arg(place).arg(citation.number).arg(name.toHtmlEscaped());
    }
    m_sources->setText(links.join(u"<br>"_s));
    m_sources->setVisible(!links.isEmpty());
}

void StepResultView::showRows(const api::WorkflowStepRun &run)
{
    if (m_table) {
        layout()->removeWidget(m_table);
        m_table->deleteLater();
        m_table = nullptr;
        m_model->deleteLater();
        m_model = nullptr;
    }
    m_more->hide();
    if (run.columns.empty())
        return;
    const workflow::StepResult result = workflow::resultIn(run);
    QStringList headings;
    for (const ResultColumn &column : result.columns)
        headings << column.name;
    std::vector<TextTableModel::Row> rows;
    for (size_t i = 0; i < std::min(rowsShown, result.rows.size()); ++i) {
        TextTableModel::Row row;
        for (const Cell &cell : result.rows[i])
            row.cells << toDisplayText(cell);
        rows.push_back(std::move(row));
    }
    m_model = new TextTableModel(headings, this);
    m_model->setRows(std::move(rows));
    m_table = makeTable(u"stepRows"_s, tr("Rows of %1").arg(m_title->text()), m_model, this);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    fitTable(m_table, linesShown);
    static_cast<QBoxLayout *>(layout())->insertWidget(layout()->indexOf(m_more), m_table);
    const bool isPart = result.truncated || result.rows.size() > rowsShown;
    if (isPart)
        m_more->setText(tr("The first %1 of more rows.").arg(std::min(rowsShown, result.rows.size())));
    m_more->setVisible(isPart);
}

} // namespace tabletalk::ui
