// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/SourceView.h"

#include "core/api/Rows.h"
#include "ui/agents/AgentWords.h"
#include "ui/chat/SqlHighlighter.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Tables.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t rowsShown = 50;
constexpr int linesShown = 6;
constexpr int mostStatementLines = 12;

QString cellText(const boost::json::value &cell)
{
    if (cell.is_null())
        return u"–"_s;
    return cell.is_string() ? QString::fromStdString(std::string(cell.get_string()))
                            : QString::fromStdString(boost::json::serialize(cell));
}

} // namespace

SourceView::SourceView(WindowContext &context, const QString &name, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
{
    setObjectName(name);
    setProperty("card", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    column->setSpacing(space::small);
    m_title = makeLabel({}, TextStyle::Strong, false, this);
    m_text = makeLabel({}, TextStyle::Body, false, this);
    m_text->setObjectName(name + u"Text"_s);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_sql = new QPlainTextEdit(this);
    m_sql->setObjectName(name + u"Sql"_s);
    m_sql->setAccessibleName(tr("Statement"));
    m_sql->setReadOnly(true);
    m_sql->setTabChangesFocus(true);
    m_sql->setProperty("code", true);
    m_highlighter = new SqlHighlighter(m_sql->document());
    column->addWidget(m_sql);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_open = makeButton(name + u"Open"_s, tr("Open in Documents"), ButtonKind::Plain, this, u"book"_s);
    m_ask = makeButton(name + u"Ask"_s, tr("Ask it in Chat"), ButtonKind::Plain, this, u"chat"_s);
    m_ask->setToolTip(tr("The same question to this database, with its whole result and charts"));
    m_copy = makeButton(name + u"Copy"_s, tr("Copy"), ButtonKind::Quiet, this, u"copy"_s);
    for (QPushButton *button : {m_open, m_ask, m_copy})
        row->addWidget(button);
    row->addStretch();
    column->addLayout(row);
    connect(m_open, &QPushButton::clicked, this, [this] { open(m_context, m_citation, m_workspace); });
    connect(m_ask, &QPushButton::clicked, this, [this] {
        if (m_citation.databaseId)
            m_context.navigator.ask(*m_citation.databaseId, m_question);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_citation.sql); });
    hide();
}

void SourceView::open(WindowContext &context, const api::Citation &citation, WorkspaceId workspace)
{
    if (citation.documentId)
        context.navigator.showDocument({workspace, *citation.documentId, citation.passageId, u"agents"_s});
}

void SourceView::show(const api::Citation &citation, const api::AgentAnswer &answer, WorkspaceId workspace,
                      const QString &question)
{
    m_citation = citation;
    m_workspace = workspace;
    m_question = question;
    const bool isSql = citation.kind == u"sql";
    m_title->setText(u"[%1] %2"_s.arg(citation.number).arg(sourceName(citation)));
    m_text->setText(citation.excerpt);
    m_text->setVisible(!citation.excerpt.isEmpty());
    m_sql->setPlainText(isSql ? readableSql(citation.sql) : QString());
    m_sql->setVisible(isSql);
    m_open->setVisible(citation.documentId.has_value());
    m_ask->setVisible(isSql && citation.databaseId);
    m_copy->setVisible(isSql);
    fitStatement();
    showRows(isSql && answer.sql == citation.sql ? answer : api::AgentAnswer());
    setAccessibleName(m_title->text());
    setVisible(true);
}

/// Words of a statement have the colours of the theme.
void SourceView::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->rehighlight();
}

void SourceView::fitStatement()
{
    const int lines = std::clamp(int(m_sql->document()->blockCount()), 1, mostStatementLines);
    m_sql->setFixedHeight(lines * m_sql->fontMetrics().lineSpacing() + 2 * space::medium + space::small);
}

void SourceView::showRows(const api::AgentAnswer &answer)
{
    delete m_table;
    delete m_model;
    m_table = nullptr;
    m_model = nullptr;
    if (answer.columns.empty() || answer.rows.empty())
        return;
    QStringList headings;
    for (const api::ColumnHeader &column : answer.columns)
        headings << column.name;
    std::vector<TextTableModel::Row> rows;
    rows.reserve(std::min(rowsShown, answer.rows.size()));
    for (size_t i = 0; i < std::min(rowsShown, answer.rows.size()); ++i) {
        TextTableModel::Row row;
        if (const auto *cells = answer.rows[i].if_array()) {
            for (const boost::json::value &cell : *cells)
                row.cells << cellText(cell);
        }
        rows.push_back(std::move(row));
    }
    m_model = new TextTableModel(headings, this);
    m_model->setRows(std::move(rows));
    m_table = makeTable(objectName() + u"Rows"_s, tr("Rows of the statement"), m_model, this);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    fitTable(m_table, linesShown);
    static_cast<QBoxLayout *>(layout())->insertWidget(layout()->indexOf(m_sql) + 1, m_table);
}

} // namespace tabletalk::ui
