// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/HistorySection.h"

#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/vocabulary/HistoryModel.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int lineHeight = 34;
constexpr int pageLength = 50;

} // namespace

HistorySection::HistorySection(Session &session, VocabularyDraft &draft, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_draft(draft)
    , m_model(new HistoryModel(this))
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("section-history"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::large, 0, 0);
    column->setSpacing(space::medium);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(space::small);
    auto *purpose =
        makeLabel(tr("Every save, with who made it. Bringing one back makes it the newest; nothing is lost."),
                  TextStyle::Body, true, this);
    purpose->setWordWrap(true);
    tools->addWidget(purpose, 1);
    m_restore = makeButton(QStringLiteral("historyRestore"), tr("Bring this one back"), ButtonKind::Plain, this,
                           QStringLiteral("refresh"));
    tools->addWidget(m_restore);
    column->addLayout(tools);

    m_table->setObjectName(QStringLiteral("history"));
    m_table->setAccessibleName(tr("Revisions, newest first"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(lineHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(HistoryModel::Changes, QHeaderView::Stretch);
    header->resizeSection(HistoryModel::Number, 90);
    header->resizeSection(HistoryModel::Saved, 190);
    header->resizeSection(HistoryModel::Author, 170);
    header->resizeSection(HistoryModel::Note, 240);
    column->addWidget(m_table, 1);
    m_more = makeButton(QStringLiteral("historyMore"), tr("Show earlier ones"), ButtonKind::Quiet, this);
    column->addWidget(m_more, 0, Qt::AlignLeft);

    connect(m_more, &QPushButton::clicked, this, &HistorySection::fetch);
    connect(m_restore, &QPushButton::clicked, this, &HistorySection::restoreSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistorySection::refresh);
    connect(&draft, &VocabularyDraft::changed, this, &HistorySection::refresh);
    refresh();
}

void HistorySection::setEditable(bool editable)
{
    m_editable = editable;
    refresh();
}

void HistorySection::reload()
{
    m_model->clear();
    m_cursor.reset();
    fetch();
}

void HistorySection::fetch()
{
    api::VocabularyHistoryRequest request;
    request.id = m_draft.connection();
    request.limit = pageLength;
    request.cursor = m_cursor;
    const int reading = ++m_reading;
    m_session.call<api::VocabularyHistory>("vocabulary.history", request, this,
                                           [this, reading](const Result<api::VocabularyHistory> &answer) {
                                               if (reading != m_reading)
                                                   return;
                                               if (!answer) {
                                                   Q_EMIT failed(answer.error());
                                                   return;
                                               }
                                               m_model->append(answer->items);
                                               m_cursor = answer->nextCursor;
                                               refresh();
                                           });
}

void HistorySection::refresh()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const bool older = rows.size() == 1 && m_model->revision(rows.front().row()).revision != m_draft.saved().revision;
    m_restore->setVisible(m_editable);
    m_restore->setEnabled(older && !m_draft.isBusy() && !m_draft.isDirty());
    m_restore->setToolTip(m_draft.isDirty() ? tr("Save or discard your changes first.") : QString());
    m_more->setVisible(m_cursor.has_value());
}

void HistorySection::restoreSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.size() == 1)
        m_draft.restore(m_model->revision(rows.front().row()).revision);
}

} // namespace tabletalk::ui
