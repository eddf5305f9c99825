// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/EntrySection.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/vocabulary/EntryDialog.h"
#include "ui/vocabulary/EntryModel.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int lineHeight = 34;
constexpr int subjectWidth = 260;
constexpr int remarkWidth = 110;
constexpr int emptyWidth = 460;

QString addText(VocabularySection section)
{
    switch (section) {
    case VocabularySection::Words:
        return EntrySection::tr("Add a word");
    case VocabularySection::Metrics:
        return EntrySection::tr("Add a metric");
    case VocabularySection::Hidden:
        return EntrySection::tr("Hide something");
    case VocabularySection::Joins:
        return EntrySection::tr("Add a join");
    case VocabularySection::Descriptions:
        break;
    }
    return EntrySection::tr("Add a description");
}

} // namespace

QString purposeOf(VocabularySection section)
{
    switch (section) {
    case VocabularySection::Words:
        return EntrySection::tr(
            "What your people call a table, a column or a value. A “client” may be a row of customers.");
    case VocabularySection::Metrics:
        return EntrySection::tr("Figures with a name, such as revenue: the sum of all paid invoices. People then ask "
                                "for “revenue by month”.");
    case VocabularySection::Hidden:
        return EntrySection::tr(
            "Tables and columns that questions do not find and answers do not show, such as technical ones.");
    case VocabularySection::Joins:
        return EntrySection::tr(
            "Which columns tell that rows of two tables belong together, and which only look as if they did.");
    case VocabularySection::Descriptions:
        break;
    }
    return EntrySection::tr("What tables and columns hold, in your words. They are shown to everybody and help to "
                            "understand questions.");
}

EntrySection::EntrySection(Session &session, VocabularyDraft &draft, VocabularySection section, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_draft(draft)
    , m_section(section)
    , m_model(new EntryModel(draft, section, this))
    , m_filtered(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("section-") + fieldOf(section));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::large, 0, 0);
    column->setSpacing(space::medium);
    buildTools();
    buildTable();
    connect(&draft, &VocabularyDraft::changed, this, &EntrySection::refresh);
    refresh();
}

void EntrySection::buildTools()
{
    m_purpose = makeLabel(purposeOf(m_section), TextStyle::Body, true, this);
    m_purpose->setWordWrap(true);
    layout()->addWidget(m_purpose);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(space::small);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("entrySearch-") + fieldOf(m_section));
    m_search->setAccessibleName(tr("Search this list"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(subjectWidth);
    tools->addWidget(m_search, 1);
    tools->addStretch(1);
    m_edit = makeButton(QStringLiteral("entryEdit-") + fieldOf(m_section), tr("Edit"), ButtonKind::Plain, this,
                        QStringLiteral("edit"));
    m_remove = makeButton(QStringLiteral("entryRemove-") + fieldOf(m_section), tr("Remove"), ButtonKind::Plain, this,
                          QStringLiteral("trash"));
    m_add = makeButton(QStringLiteral("entryAdd-") + fieldOf(m_section), addText(m_section), ButtonKind::Plain, this,
                       QStringLiteral("plus"));
    for (QPushButton *button : {m_edit, m_remove, m_add})
        tools->addWidget(button);
    qobject_cast<QBoxLayout *>(layout())->addLayout(tools);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(entryCount(m_draft.vocabulary(), m_section)); });
    connect(m_edit, &QPushButton::clicked, this, &EntrySection::editSelected);
    connect(m_remove, &QPushButton::clicked, this, &EntrySection::removeSelected);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered->setFilterFixedString(text);
        refresh();
    });
}

void EntrySection::buildTable()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setFilterKeyColumn(-1);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("entries-") + fieldOf(m_section));
    m_table->setAccessibleName(purposeOf(m_section));
    m_table->setModel(m_filtered);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(lineHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(EntryModel::Subject, QHeaderView::Interactive);
    header->setSectionResizeMode(EntryModel::Meaning, QHeaderView::Stretch);
    header->resizeSection(EntryModel::Subject, subjectWidth);
    header->resizeSection(EntryModel::Remark, remarkWidth);
    connect(m_table, &QTableView::activated, this, &EntrySection::editSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &EntrySection::refresh);
    m_table->installEventFilter(this); // the Delete key

    auto *empty = new QWidget(this);
    auto *middle = new QVBoxLayout(empty);
    middle->addStretch(2);
    auto *nothing = makeLabel(tr("Nothing here yet"), TextStyle::Heading, false, empty);
    nothing->setAlignment(Qt::AlignHCenter);
    middle->addWidget(nothing);
    auto *purpose = makeLabel(purposeOf(m_section), TextStyle::Body, true, empty);
    purpose->setWordWrap(true);
    purpose->setAlignment(Qt::AlignHCenter);
    purpose->setFixedSize(emptyWidth, purpose->heightForWidth(emptyWidth));
    middle->addWidget(purpose, 0, Qt::AlignHCenter);
    m_firstOne = makeButton(QStringLiteral("entryFirst-") + fieldOf(m_section), addText(m_section), ButtonKind::Plain,
                            empty, QStringLiteral("plus"));
    middle->addSpacing(space::medium);
    middle->addWidget(m_firstOne, 0, Qt::AlignHCenter);
    middle->addStretch(3);
    connect(m_firstOne, &QPushButton::clicked, m_add, &QPushButton::click);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    m_issue = makeLabel({}, TextStyle::Body, false, this);
    m_issue->setObjectName(QStringLiteral("entryIssue-") + fieldOf(m_section));
    m_issue->setWordWrap(true);
    setStyleClass(m_issue, "danger");
    auto *column = qobject_cast<QBoxLayout *>(layout());
    column->addWidget(m_stack, 1);
    column->addWidget(m_issue);
}

bool EntrySection::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Delete)) {
        removeSelected();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void EntrySection::setEditable(bool editable)
{
    m_editable = editable;
    refresh();
}

std::vector<size_t> EntrySection::selectedRows() const
{
    std::vector<size_t> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(size_t(m_filtered->mapToSource(index).row()));
    std::ranges::sort(rows, std::greater{});
    return rows;
}

void EntrySection::edit(size_t row)
{
    if (!m_editable || m_dialog)
        return;
    m_dialog = new EntryDialog(m_session, m_draft, m_section, row, window());
    m_dialog->open();
}

void EntrySection::editSelected()
{
    if (const auto rows = selectedRows(); rows.size() == 1)
        edit(rows.front());
}

void EntrySection::removeSelected()
{
    if (!m_editable)
        return;
    Vocabulary vocabulary = m_draft.vocabulary();
    for (const size_t row : selectedRows())
        removeEntry(vocabulary, m_section, row);
    m_draft.setVocabulary(std::move(vocabulary));
}

void EntrySection::refresh()
{
    const bool some = m_model->rowCount() > 0;
    m_stack->setCurrentIndex(some ? 0 : 1);
    const auto rows = selectedRows();
    const bool ready = m_editable && m_draft.isLoaded() && !m_draft.isBusy();
    m_add->setVisible(m_editable && some);
    m_edit->setVisible(m_editable && some);
    m_remove->setVisible(m_editable && some);
    m_search->setVisible(some);
    m_purpose->setVisible(some); // an empty list says it in its middle
    m_firstOne->setVisible(m_editable);
    m_add->setEnabled(ready);
    m_firstOne->setEnabled(ready);
    m_edit->setEnabled(ready && rows.size() == 1);
    m_remove->setEnabled(ready && !rows.empty());
    // What is wrong with the row that is looked at, else with the list.
    const int wrong = m_draft.issueCount(m_section);
    QString text = rows.size() == 1 ? asSentence(m_draft.issueOf(m_section, rows.front())) : QString();
    if (text.isEmpty() && wrong > 0)
        text = wrong == 1 ? tr("One entry does not fit this database and is not used.")
                          : tr("%1 entries do not fit this database and are not used.").arg(wrong);
    m_issue->setText(text);
    m_issue->setVisible(!text.isEmpty());
}

} // namespace tabletalk::ui
